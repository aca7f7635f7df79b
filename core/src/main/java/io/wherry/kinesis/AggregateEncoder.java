package io.wherry.kinesis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import java.nio.ByteBuffer;

/// Writes the aggregated record of the Kinesis Producer Library: many user records in one Kinesis
/// record. All of one aggregate share one partition key and one explicit hash key: KCL throws away
/// an aggregate of which one user record hashes outside the shard.
///
/// ```text
///   | F3 89 9A C2 | protobuf message | MD5 of the message, 16 bytes |
///   message       = 0A len partition key, 12 len explicit hash key, then per user record
///                   1A len ( 08 00, 10 00, 1A len data )
///   08 00, 10 00  = entry 0 of the table of partition keys, of explicit hash keys
///   len           = varint: seven bits a byte, the lowest first, the top bit says "more follow"
/// ```
///
/// Source: "KPL Aggregated Record Format"; Protocol Buffers, "Encoding". Used for one aggregate.
public final class AggregateEncoder {
  /// Characters of the longest explicit hash key, a number below 2^128.
  public static final int HASH_KEY_CHARACTERS = 39;

  private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
  private static final int PARTITION_KEYS = 1 << 3 | 2;
  private static final int HASH_KEYS = 2 << 3 | 2;
  private static final int RECORDS = 3 << 3 | 2;
  private static final int KEY_INDEX = 1 << 3;
  private static final int HASH_KEY_INDEX = 2 << 3;
  private static final int DATA = 3 << 3 | 2;
  private static final int INDEXES_BYTES = 4;

  private final ByteWriter to;
  private final byte[] out;
  private final int start;
  private final int end;
  private int at;

  /// Begins an aggregate behind what was written so far; nothing else may be written before
  /// [#finish(Md5Batch)].
  ///
  /// @param partitionKey ASCII, shorter than 128 characters
  /// @param explicitHashKey decimal digits
  /// @param recordsBytes sum of [#recordBytes(int)] of all records that will be added
  public AggregateEncoder(
      ByteWriter to, String partitionKey, String explicitHashKey, int recordsBytes) {
    this.to = to;
    int length = frameBytes(partitionKey.length(), explicitHashKey.length()) + recordsBytes;
    out = to.reserve(length);
    start = to.length();
    end = start + length;
    System.arraycopy(MAGIC, 0, out, start, MAGIC.length);
    at = start + MAGIC.length;
    key(PARTITION_KEYS, partitionKey);
    key(HASH_KEYS, explicitHashKey);
  }

  /// Bytes of an aggregate without any user record.
  public static int frameBytes(int partitionKeyLength, int explicitHashKeyLength) {
    return MAGIC.length
        + 2
        + partitionKeyLength
        + 2
        + explicitHashKeyLength
        + Md5Batch.DIGEST_BYTES;
  }

  /// Bytes that a user record with so much data takes inside an aggregate.
  public static int recordBytes(int dataLength) {
    int message = messageBytes(dataLength);
    return 1 + varintBytes(message) + message;
  }

  private static int messageBytes(int dataLength) {
    return INDEXES_BYTES + 1 + varintBytes(dataLength) + dataLength;
  }

  private static int varintBytes(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void key(int tag, String key) {
    out[at++] = (byte) tag;
    out[at++] = (byte) key.length();
    byte[] bytes = key.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, out, at, bytes.length);
    at += bytes.length;
  }

  /// Adds a user record whose data lies in a buffer at an index; the buffer's position stays.
  public void add(ByteBuffer from, int index, int length) {
    out[at++] = RECORDS;
    varint(messageBytes(length));
    out[at++] = KEY_INDEX;
    out[at++] = 0;
    out[at++] = HASH_KEY_INDEX;
    out[at++] = 0;
    out[at++] = DATA;
    varint(length);
    from.get(index, out, at, length);
    at += length;
  }

  private void varint(int value) {
    int left = value;
    while (left >= 0x80) {
      out[at++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    out[at++] = (byte) left;
  }

  /// Ends the aggregate: it is written but for its digest.
  ///
  /// @param digests writes the digest
  /// @throws IllegalStateException when the records added are not those that were announced
  public void finish(Md5Batch digests) {
    if (at != end - Md5Batch.DIGEST_BYTES) {
      throw new IllegalStateException(
          "aggregate: %d bytes written, %d announced"
              .formatted(at - start, end - Md5Batch.DIGEST_BYTES - start));
    }
    int message = start + MAGIC.length;
    digests.add(message, at - message);
    to.advance(end - start);
  }
}
