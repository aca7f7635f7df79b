package io.wherry.sink;

import io.wherry.kinesis.ReadFrom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The end of one shard, read for as long as a record is searched for in it. What was read is
/// noted, so that a record which comes into doubt later is searched for in it too.
final class ShardTail {
  /// Records noted at most; then no further record is searched for in this reading.
  static final int NOTED_MAX = 50_000;

  final ShardRead read;

  /// The records searched for.
  final List<Doubt> searching = new ArrayList<>();

  private final Map<Digest, List<String>> noted = new HashMap<>();
  private int count;

  ShardTail(ShardRead read) {
    this.read = read;
  }

  /// Whether a search behind this number, or from the shard's start for null, has missed nothing.
  boolean serves(String shard, @Nullable String acknowledged) {
    if (!read.shard().equals(shard) || count > NOTED_MAX) {
      return false;
    }
    if (!(read.from() instanceof ReadFrom.After start)) {
      return true;
    }
    return acknowledged != null && ShardMarks.compare(start.sequenceNumber(), acknowledged) <= 0;
  }

  void note(Digest digest, String sequenceNumber) {
    if (++count <= NOTED_MAX) {
      noted.computeIfAbsent(digest, d -> new ArrayList<>(1)).add(sequenceNumber);
    }
  }

  /// Takes out one record with this digest behind a number; null when there is none.
  @Nullable String claim(Digest digest, @Nullable String acknowledged) {
    List<String> found = noted.getOrDefault(digest, List.of());
    for (int i = 0; i < found.size(); i++) {
      if (acknowledged == null || ShardMarks.compare(found.get(i), acknowledged) > 0) {
        return found.remove(i);
      }
    }
    return null;
  }
}
