package io.wherry.kinesis;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The records of one put, asked for one after the other. Key and data can be had as objects, or
/// written to where they are wanted without one.
public interface PutEntries {
  /// Number of records, at most [KinesisLimits#RECORDS_PER_CALL].
  int count();

  /// The partition key of an entry, 1 to [KinesisLimits#KEY_CHARACTERS] characters.
  String partitionKey(int entry);

  /// Decimal digits of the hash key to be used whatever the partition key is; null for none.
  @Nullable String explicitHashKey(int entry);

  /// The data of an entry, in an array that nobody changes any more.
  byte[] data(int entry);

  /// Called again and again while the bytes leave, on the thread of the put: an exception stops
  /// them, and the service stores nothing of them.
  default void leaving() {}

  /// Bytes that [#partitionKey(int, ByteWriter)] appends.
  default int partitionKeyBytes(int entry) {
    return partitionKey(entry).getBytes(StandardCharsets.UTF_8).length;
  }

  /// Appends the partition key of an entry as UTF-8.
  default void partitionKey(int entry, ByteWriter out) {
    out.utf8(partitionKey(entry));
  }

  /// Bytes that [#data(int, ByteWriter, Md5Batch)] appends.
  default int dataBytes(int entry) {
    return data(entry).length;
  }

  /// Appends the data of an entry.
  ///
  /// @param digests finished before the bytes leave: what of the data is a digest of what stands in
  ///   front of it may be left to it
  default void data(int entry, ByteWriter out, Md5Batch digests) {
    out.write(data(entry));
  }
}
