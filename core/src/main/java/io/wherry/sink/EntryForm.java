package io.wherry.sink;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What an entry of a request is for the service. Key and data can be had as objects, or written to
/// where they are wanted without one.
public interface EntryForm {
  /// 1 to 256 characters.
  String partitionKey(Request request, int entry);

  /// Decimal digits of the hash key to be used whatever the partition key is; null for none.
  @Nullable String explicitHashKey(Request request, int entry);

  /// The record, in an array that nobody changes any more.
  byte[] data(Request request, int entry);

  /// Bytes that [#partitionKey(Request, int, ByteWriter)] appends.
  default int partitionKeyBytes(Request request, int entry) {
    return partitionKey(request, entry).getBytes(StandardCharsets.UTF_8).length;
  }

  /// Appends the partition key as UTF-8.
  default void partitionKey(Request request, int entry, ByteWriter out) {
    out.utf8(partitionKey(request, entry));
  }

  /// Bytes that [#data(Request, int, ByteWriter, Md5Batch)] appends.
  default int dataBytes(Request request, int entry) {
    return data(request, entry).length;
  }

  /// Appends the record.
  ///
  /// @param digests finished before the bytes leave: what of the record is a digest of what stands
  ///   in front of it may be left to it
  default void data(Request request, int entry, ByteWriter out, Md5Batch digests) {
    out.write(data(request, entry));
  }
}
