package io.wherry.sink;

import io.wherry.bytes.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One call's worth of records, and what became of each. The machine fills it and sends it out; the
/// carrier that has it reads the records, notes every outcome and gives it back. Then it is used
/// again.
///
/// ```text
///   entry  one record of the call, with one outcome
///   part   one event of an entry; a plain entry has one, an aggregate many
/// ```
///
/// An entry whose outcome is not noted counts as unknown.
public final class Request implements Errand {
  /// Nobody knows whether it is stored.
  static final byte UNKNOWN = 0;

  static final byte STORED = 1;
  static final byte NOT_STORED = 2;
  static final byte THROTTLED = 3;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private int count;
  private int bytes;
  private long sentAt;
  private long leftAt;
  private final long[] hashes;
  private final int[] firstParts;
  private final byte[] outcomes;
  private final @Nullable String[] shards;
  private final @Nullable String[] sequenceNumbers;
  private int parts;
  private long[] events;
  private ByteBuffer[] chunks;
  private int[] offsets;
  private int[] keyLengths;
  private int[] recordLengths;
  private @Nullable String[] marks = {};
  private @Nullable ShardLayout layout;
  private @Nullable String after;
  private @Nullable String trouble;
  private @Nullable RuntimeException end;

  Request(int recordsMax) {
    hashes = new long[recordsMax];
    firstParts = new int[recordsMax + 1];
    outcomes = new byte[recordsMax];
    shards = new String[recordsMax];
    sequenceNumbers = new String[recordsMax];
    events = new long[recordsMax];
    chunks = new ByteBuffer[recordsMax];
    offsets = new int[recordsMax];
    keyLengths = new int[recordsMax];
    recordLengths = new int[recordsMax];
  }

  /// Number of records.
  public int count() {
    return count;
  }

  /// Bytes of all keys and records.
  public int bytes() {
    return bytes;
  }

  /// The first 64 bits of an entry's hash key.
  public long hash(int entry) {
    return hashes[entry];
  }

  /// The first part of an entry; its last is in front of the next entry's first.
  public int firstPart(int entry) {
    return firstParts[entry];
  }

  /// The number of an entry's first event in the order of offers, from 1.
  public long event(int entry) {
    return events[firstParts[entry]];
  }

  /// The numbers of all events of an entry.
  long[] events(int entry) {
    return Arrays.copyOfRange(events, firstParts[entry], firstParts[entry + 1]);
  }

  /// The partition key of an entry's first part.
  public String partitionKey(int entry) {
    int part = firstParts[entry];
    byte[] key = new byte[keyLengths[part]];
    chunks[part].get(offsets[part], key);
    return new String(key, StandardCharsets.UTF_8);
  }

  /// A copy of the bytes of an entry's first part.
  public byte[] record(int entry) {
    int part = firstParts[entry];
    byte[] record = new byte[recordLengths[part]];
    chunks[part].get(offsets[part] + keyLengths[part], record);
    return record;
  }

  /// The buffer that holds a part's bytes; read it by index.
  public ByteBuffer chunk(int part) {
    return chunks[part];
  }

  /// Index of a part's bytes in its chunk.
  public int recordOffset(int part) {
    return offsets[part] + keyLengths[part];
  }

  /// Number of a part's key's bytes.
  public int keyLength(int part) {
    return keyLengths[part];
  }

  /// Appends a part's key.
  public void copyKey(int part, ByteWriter out) {
    copy(chunks[part], offsets[part], keyLengths[part], out);
  }

  /// Appends a part's bytes.
  public void copyRecord(int part, ByteWriter out) {
    copy(chunks[part], recordOffset(part), recordLengths[part], out);
  }

  private static void copy(ByteBuffer chunk, int index, int length, ByteWriter out) {
    chunk.get(index, out.reserve(length), out.length(), length);
    out.advance(length);
  }

  /// Number of a part's bytes.
  public int recordLength(int part) {
    return recordLengths[part];
  }

  /// Notes that the call begins: from here its life counts.
  public void leaves(long nanoTime) {
    leftAt = nanoTime;
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
    Arrays.fill(chunks, 0, parts, NONE);
    Arrays.fill(shards, 0, count, null);
    Arrays.fill(sequenceNumbers, 0, count, null);
    count = 0;
    parts = 0;
    bytes = 0;
    trouble = null;
    end = null;
  }

  /// Begins an entry of so many bytes; [#add] then gives it its parts.
  void begin(long hash, int length) {
    hashes[count] = hash;
    firstParts[count] = parts;
    outcomes[count] = UNKNOWN;
    bytes += length;
    count++;
    firstParts[count] = parts;
  }

  /// Counts bytes of the entry begun last.
  void grow(int length) {
    bytes += length;
  }

  void add(long event, ByteBuffer chunk, int offset, int keyLength, int recordLength) {
    if (parts == events.length) {
      int more = 2 * parts;
      events = Arrays.copyOf(events, more);
      chunks = Arrays.copyOf(chunks, more);
      offsets = Arrays.copyOf(offsets, more);
      keyLengths = Arrays.copyOf(keyLengths, more);
      recordLengths = Arrays.copyOf(recordLengths, more);
    }
    events[parts] = event;
    chunks[parts] = chunk;
    offsets[parts] = offset;
    keyLengths[parts] = keyLength;
    recordLengths[parts] = recordLength;
    parts++;
    firstParts[count] = parts;
  }

  /// Remembers what is acknowledged in each shard now, just before the request leaves, and which
  /// shards there are as far as is known: where its records are, these or their children.
  void remember(ShardMarks acknowledged, ShardLayout known) {
    marks = acknowledged.copyTo(marks);
    layout = known;
    after = acknowledged.highest(expectedShard(0));
  }

  /// The highest number acknowledged, when the request left, in the shard that takes its first
  /// entry; null for none.
  public @Nullable String after() {
    return after;
  }

  /// The shard that takes an entry, as far as was known when the request left.
  String expectedShard(int entry) {
    ShardLayout known = Objects.requireNonNull(layout);
    return known.id(known.of(hashes[entry]));
  }

  /// The highest number acknowledged in a shard when the request left; null for none.
  @Nullable String mark(int shard) {
    return shard < marks.length ? marks[shard] : null;
  }

  @Nullable String[] marks() {
    return marks;
  }

  /// Number of events in all entries.
  int parts() {
    return parts;
  }

  /// The event of a part.
  long eventOf(int part) {
    return events[part];
  }

  long sentAt() {
    return sentAt;
  }

  void sentAt(long nanoTime) {
    sentAt = nanoTime;
    leftAt = nanoTime;
  }

  long leftAt() {
    return leftAt;
  }

  boolean isFull() {
    return count == hashes.length;
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
