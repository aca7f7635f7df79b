package io.wherry.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One call's worth of records, and what became of each. The machine fills it and sends it out; the
/// carrier that has it reads the records, notes every outcome and gives it back. Then it is used
/// again.
///
/// An entry whose outcome is not noted counts as unknown.
public final class Request {
  /// Nobody knows whether it is stored.
  static final byte UNKNOWN = 0;

  static final byte STORED = 1;
  static final byte NOT_STORED = 2;
  static final byte THROTTLED = 3;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private int count;
  private int bytes;
  private long sentAt;
  private final long[] events;
  private final ByteBuffer[] chunks;
  private final int[] offsets;
  private final int[] keyLengths;
  private final int[] recordLengths;
  private final byte[] outcomes;
  private final @Nullable String[] shards;
  private final @Nullable String[] sequenceNumbers;
  private @Nullable String trouble;
  private @Nullable RuntimeException end;

  Request(int recordsMax) {
    events = new long[recordsMax];
    chunks = new ByteBuffer[recordsMax];
    offsets = new int[recordsMax];
    keyLengths = new int[recordsMax];
    recordLengths = new int[recordsMax];
    outcomes = new byte[recordsMax];
    shards = new String[recordsMax];
    sequenceNumbers = new String[recordsMax];
  }

  /// Number of records.
  public int count() {
    return count;
  }

  /// Bytes of all keys and records.
  public int bytes() {
    return bytes;
  }

  /// The record's number in the order of offers, from 1.
  public long event(int entry) {
    return events[entry];
  }

  /// The record's partition key.
  public String partitionKey(int entry) {
    byte[] key = new byte[keyLengths[entry]];
    chunks[entry].get(offsets[entry], key);
    return new String(key, StandardCharsets.UTF_8);
  }

  /// A copy of the record.
  public byte[] record(int entry) {
    byte[] record = new byte[recordLengths[entry]];
    chunks[entry].get(offsets[entry] + keyLengths[entry], record);
    return record;
  }

  /// Notes that an entry is in the stream.
  ///
  /// @param sequenceNumber its place in the shard, in decimal digits
  public void stored(int entry, String shard, String sequenceNumber) {
    outcomes[entry] = STORED;
    shards[entry] = shard;
    sequenceNumbers[entry] = sequenceNumber;
  }

  /// Notes that an entry is certainly not in the stream because its shard is too busy.
  public void throttled(int entry) {
    outcomes[entry] = THROTTLED;
  }

  /// Notes that an entry is certainly not in the stream, and why.
  public void notStored(int entry, String why) {
    outcomes[entry] = NOT_STORED;
    trouble = why;
  }

  /// Notes that an entry may or may not be in the stream, and why.
  public void unknown(int entry, String why) {
    outcomes[entry] = UNKNOWN;
    trouble = why;
  }

  /// Notes that no further try can succeed; the message says in one line what to do.
  public void end(RuntimeException why) {
    end = why;
  }

  void clear() {
    Arrays.fill(chunks, 0, count, NONE);
    Arrays.fill(shards, 0, count, null);
    Arrays.fill(sequenceNumbers, 0, count, null);
    count = 0;
    bytes = 0;
    trouble = null;
    end = null;
  }

  void add(long event, ByteBuffer chunk, int offset, int keyLength, int recordLength) {
    events[count] = event;
    chunks[count] = chunk;
    offsets[count] = offset;
    keyLengths[count] = keyLength;
    recordLengths[count] = recordLength;
    outcomes[count] = UNKNOWN;
    count++;
    bytes += keyLength + recordLength;
  }

  long sentAt() {
    return sentAt;
  }

  void sentAt(long nanoTime) {
    sentAt = nanoTime;
  }

  boolean isFull() {
    return count == events.length;
  }

  byte outcome(int entry) {
    return outcomes[entry];
  }

  @Nullable String shard(int entry) {
    return shards[entry];
  }

  @Nullable String sequenceNumber(int entry) {
    return sequenceNumbers[entry];
  }

  @Nullable String trouble() {
    return trouble;
  }

  @Nullable RuntimeException end() {
    return end;
  }
}
