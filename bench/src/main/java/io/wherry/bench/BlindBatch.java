package io.wherry.bench;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import io.wherry.kinesis.AggregateEncoder;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.PutEntries;
import io.wherry.kinesis.PutOutcomes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The records of one call of [BlindSink], in the order in which they came.
final class BlindBatch implements PutEntries, PutOutcomes {
  private static final int BYTES = 4 << 20;
  private static final int AGGREGATE_BYTES = 128 << 10;
  private static final int RECORDS_MAX = 64 << 10;
  private static final String LANE = "lane-0000";
  private static final BigInteger HASH_STEP = BigInteger.ONE.shiftLeft(118);

  private final boolean aggregates;
  private final ByteWriter bytes = new ByteWriter(BYTES);

  /// Where keys and records begin: key, record, key, record, …
  private final int[] at = new int[2 * RECORDS_MAX + 1];

  /// First record of each entry.
  private final int[] first = new int[KinesisLimits.RECORDS_PER_CALL + 1];

  private int records;
  private int entries;
  private int entryBytes;
  private @Nullable String failure;

  BlindBatch(boolean aggregates) {
    this.aggregates = aggregates;
  }

  boolean isEmpty() {
    return records == 0;
  }

  /// Whether the next record of any usual size might not fit.
  boolean isFull() {
    return records == RECORDS_MAX
        || bytes.length() > BYTES - AGGREGATE_BYTES
        || entries == KinesisLimits.RECORDS_PER_CALL;
  }

  void add(ByteSlice key, ByteSlice record) {
    int size = AggregateEncoder.recordBytes(record.length());
    if (!aggregates || entries == 0 || entryBytes + size > AGGREGATE_BYTES) {
      first[entries++] = records;
      entryBytes = 0;
    }
    entryBytes += size;
    at[2 * records] = bytes.length();
    bytes.write(key);
    at[2 * records + 1] = bytes.length();
    bytes.write(record);
    records++;
    at[2 * records] = bytes.length();
    first[entries] = records;
  }

  int records() {
    return records;
  }

  @Nullable String failure() {
    return failure;
  }

  void clear() {
    bytes.clear();
    records = 0;
    entries = 0;
    entryBytes = 0;
  }

  @Override
  public int count() {
    return entries;
  }

  @Override
  public String partitionKey(int entry) {
    var out = new ByteWriter();
    partitionKey(entry, out);
    return out.utf8();
  }

  @Override
  public int partitionKeyBytes(int entry) {
    return aggregates ? LANE.length() : at[2 * entry + 1] - at[2 * entry];
  }

  @Override
  public void partitionKey(int entry, ByteWriter out) {
    if (aggregates) {
      out.utf8(LANE);
    } else {
      out.write(bytes.array(), at[2 * entry], partitionKeyBytes(entry));
    }
  }

  @Override
  public @Nullable String explicitHashKey(int entry) {
    return aggregates ? HASH_STEP.multiply(BigInteger.valueOf(entry)).toString() : null;
  }

  @Override
  public byte[] data(int entry) {
    var out = new ByteWriter(dataBytes(entry));
    var digest = new Md5Batch();
    data(entry, out, digest);
    digest.finish(out.array());
    return Arrays.copyOf(out.array(), out.length());
  }

  @Override
  public int dataBytes(int entry) {
    if (!aggregates) {
      return length(entry);
    }
    String hashKey = String.valueOf(explicitHashKey(entry));
    return AggregateEncoder.frameBytes(LANE.length(), hashKey.length()) + recordsBytes(entry);
  }

  private int length(int record) {
    return at[2 * record + 2] - at[2 * record + 1];
  }

  private int recordsBytes(int entry) {
    int sum = 0;
    for (int record = first[entry]; record < first[entry + 1]; record++) {
      sum += AggregateEncoder.recordBytes(length(record));
    }
    return sum;
  }

  @Override
  public void data(int entry, ByteWriter out, Md5Batch digests) {
    if (!aggregates) {
      out.write(bytes.array(), at[2 * entry + 1], length(entry));
      return;
    }
    String hashKey = String.valueOf(explicitHashKey(entry));
    var aggregate = new AggregateEncoder(out, LANE, hashKey, recordsBytes(entry));
    ByteBuffer from = ByteBuffer.wrap(bytes.array());
    for (int record = first[entry]; record < first[entry + 1]; record++) {
      aggregate.add(from, at[2 * record + 1], length(record));
    }
    aggregate.finish(digests);
  }

  @Override
  public void stored(int entry, String shard, String sequenceNumber) {}

  @Override
  public void throttled(int entry) {
    failure = "throttled";
  }

  @Override
  public void notStored(int entry, String why) {
    failure = why;
  }

  @Override
  public void unknown(int entry, String why) {
    failure = why;
  }
}
