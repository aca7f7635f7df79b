package io.wherry.sink;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The highest sequence number acknowledged in each shard.
///
/// A sequence number is up to 128 decimal digits without leading zeros; the longer is the higher,
/// and of two of one length the one that sorts later. So none is ever turned into a number.
public final class ShardMarks {
  private final Map<String, String> highest = new HashMap<>();

  void stored(String shard, String sequenceNumber) {
    String before = highest.get(shard);
    if (before == null || compare(sequenceNumber, before) > 0) {
      highest.put(shard, sequenceNumber);
    }
  }

  /// The highest sequence number acknowledged in a shard, or null when there is none.
  public @Nullable String highest(String shard) {
    return highest.get(shard);
  }

  /// Compares two sequence numbers by value.
  static int compare(String one, String other) {
    int byLength = Integer.compare(one.length(), other.length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }
}
