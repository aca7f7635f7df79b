package io.wherry.sink;

import io.wherry.kinesis.ReadFrom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The highest sequence number acknowledged in each shard. A shard gets an index, from 0, when it
/// is first named.
///
/// A sequence number is up to 128 decimal digits without leading zeros; the longer is the higher,
/// and of two of one length the one that sorts later. So none is ever turned into a number.
public final class ShardMarks {
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private @Nullable String[] highest = new String[16];
  private final Map<String, ReadFrom> starts = new HashMap<>();
  private @Nullable String lastId;
  private int lastIndex;

  /// Says where the records of this run begin in a shard: behind the mark of an earlier run, at a
  /// time, or, when nothing is said, at its oldest record.
  public void begin(String shard, ReadFrom from) {
    int index = index(shard);
    if (from instanceof ReadFrom.After after) {
      stored(index, after.sequenceNumber());
    } else {
      starts.put(shard, from);
    }
  }

  /// Where what was not acknowledged before begins in a shard.
  ///
  /// @param acknowledged the highest number that was, or null for none
  ReadFrom from(String shard, @Nullable String acknowledged) {
    return acknowledged == null
        ? starts.getOrDefault(shard, new ReadFrom.Oldest())
        : new ReadFrom.After(acknowledged);
  }

  /// The shard's index.
  int index(String shard) {
    if (shard.equals(lastId)) {
      return lastIndex;
    }
    lastIndex = find(shard);
    lastId = shard;
    return lastIndex;
  }

  private int find(String shard) {
    Integer index = indexes.get(shard);
    if (index == null) {
      index = ids.size();
      indexes.put(shard, index);
      ids.add(shard);
      if (index == highest.length) {
        highest = Arrays.copyOf(highest, 2 * index);
      }
    }
    return index;
  }

  /// Number of shards that have an index.
  int count() {
    return ids.size();
  }

  String id(int index) {
    return ids.get(index);
  }

  /// Takes in what is acknowledged.
  ///
  /// @return whether it is the highest
  boolean stored(int index, String sequenceNumber) {
    String before = highest[index];
    if (before == null || compare(sequenceNumber, before) > 0) {
      highest[index] = sequenceNumber;
      return true;
    }
    return false;
  }

  @Nullable String highest(int index) {
    return highest[index];
  }

  /// The highest sequence number acknowledged in a shard, or null when there is none.
  public @Nullable String highest(String shard) {
    Integer index = indexes.get(shard);
    return index == null ? null : highest[index];
  }

  /// Copies all of them, by index, into an array that is used again if it is large enough.
  @Nullable String[] copyTo(@Nullable String[] into) {
    @Nullable String[] copy = into.length < highest.length ? new String[highest.length] : into;
    System.arraycopy(highest, 0, copy, 0, highest.length);
    return copy;
  }

  /// Compares two sequence numbers by value.
  public static int compare(String one, String other) {
    int byLength = Integer.compare(one.length(), other.length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }
}
