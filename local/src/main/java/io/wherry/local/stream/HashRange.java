package io.wherry.local.stream;

/// The hash keys that belong to one shard, both ends included.
public record HashRange(HashKey start, HashKey end) {
  /// All keys.
  public static final HashRange ALL = new HashRange(HashKey.ZERO, HashKey.MAX);

  /// Part `index` of `count` equal parts of all keys.
  static HashRange part(int index, int count) {
    HashKey start = HashKey.startOf(index, count);
    return new HashRange(
        start, index == count - 1 ? HashKey.MAX : HashKey.startOf(index + 1, count).previous());
  }

  /// Whether the other one begins where this one ends.
  boolean meets(HashRange other) {
    return !end.equals(HashKey.MAX) && end.next().equals(other.start);
  }

  boolean contains(HashKey key) {
    return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
  }

  /// From the start of this one to the end of the other.
  HashRange to(HashRange other) {
    return new HashRange(start, other.end);
  }
}
