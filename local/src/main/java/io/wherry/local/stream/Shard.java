package io.wherry.local.stream;

import io.wherry.local.log.RecordLog;
import java.util.Locale;

/// One shard: a slice of the hash keys, and the records that came for it.
public final class Shard {
  /// What stands for "no shard" and "not closed".
  public static final int NONE = -1;

  private static final String PREFIX = "shardId-";

  final int index;
  final HashRange range;

  /// The shard it was split from, or the first of the two it was merged from.
  final int parent;

  /// The second of the two it was merged from.
  final int adjacentParent;

  /// The place it starts at; its first record has the next one.
  final long start;

  /// Milliseconds since the epoch.
  final long startedAt;

  final RecordLog log;
  final Throughput throughput = new Throughput();

  /// The place behind its last record once it is closed, else [#NONE].
  private volatile long end = NONE;

  /// Milliseconds since the epoch once it is closed, else [#NONE].
  private volatile long closedAt = NONE;

  Shard(
      int index,
      HashRange range,
      int parent,
      int adjacentParent,
      long start,
      long startedAt,
      RecordLog log) {
    this.index = index;
    this.range = range;
    this.parent = parent;
    this.adjacentParent = adjacentParent;
    this.start = start;
    this.startedAt = startedAt;
    this.log = log;
  }

  /// `shardId-000000000003`.
  public static String id(int index) {
    return PREFIX + String.format(Locale.ROOT, "%012d", index);
  }

  /// The number in an id; [#NONE] when it is none.
  static int index(String id) {
    String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : "";
    return digits.matches("[0-9]{12}") && digits.startsWith("000")
        ? Integer.parseInt(digits, 3, 12, 10)
        : NONE;
  }

  void close(long end, long closedAt) {
    this.end = end;
    this.closedAt = closedAt;
  }

  /// Its number; numbers are never given twice in a stream.
  public int index() {
    return index;
  }

  /// Its id.
  public String name() {
    return id(index);
  }

  /// Its slice of the hash keys.
  public HashRange range() {
    return range;
  }

  /// Number of the parent, or [#NONE].
  public int parent() {
    return parent;
  }

  /// Number of the second parent, or [#NONE].
  public int adjacentParent() {
    return adjacentParent;
  }

  /// The place it starts at.
  public long start() {
    return start;
  }

  /// The place it ends at, or [#NONE] while it is open.
  public long end() {
    return end;
  }

  /// The place of the next record to be read by who reads only what is new.
  public long tip() {
    return log.readable();
  }

  /// The place of the first record that arrived at this time or later.
  ///
  /// @param time milliseconds since the epoch
  public long placeAt(long time) {
    return log.numberAt(time);
  }

  /// Whether it takes records.
  public boolean isOpen() {
    return end == NONE;
  }

  long closedAt() {
    return closedAt;
  }

  boolean wasOpenAt(long time) {
    return startedAt <= time && (isOpen() || closedAt >= time);
  }

  boolean wasOpenAfter(long time) {
    return isOpen() || closedAt >= time;
  }
}
