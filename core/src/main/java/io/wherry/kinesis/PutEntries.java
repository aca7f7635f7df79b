package io.wherry.kinesis;

import org.jspecify.annotations.Nullable;

/// The records of one put, asked for one after the other.
public interface PutEntries {
  /// Number of records, at most [KinesisLimits#RECORDS_PER_CALL].
  int count();

  /// The partition key of an entry, 1 to [KinesisLimits#KEY_CHARACTERS] characters.
  String partitionKey(int entry);

  /// Decimal digits of the hash key to be used whatever the partition key is; null for none.
  @Nullable String explicitHashKey(int entry);

  /// The data of an entry, in an array that nobody changes any more.
  byte[] data(int entry);
}
