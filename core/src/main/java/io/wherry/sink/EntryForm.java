package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// What an entry of a request is for the service.
public interface EntryForm {
  /// 1 to 256 characters.
  String partitionKey(Request request, int entry);

  /// Decimal digits of the hash key to be used whatever the partition key is; null for none.
  @Nullable String explicitHashKey(Request request, int entry);

  /// The record, in an array that nobody changes any more.
  byte[] data(Request request, int entry);
}
