package io.wherry.local.stream;

import java.util.Comparator;
import java.util.List;

/// Which open shard a hash key belongs to.
final class Routing {
  private final Shard[] shards;
  private final long[] high;
  private final long[] low;

  Routing(List<Shard> all) {
    shards =
        all.stream()
            .filter(Shard::isOpen)
            .sorted(Comparator.comparing(shard -> shard.range.start()))
            .toArray(Shard[]::new);
    high = new long[shards.length];
    low = new long[shards.length];
    for (int i = 0; i < shards.length; i++) {
      high[i] = shards[i].range.start().high();
      low[i] = shards[i].range.start().low();
    }
  }

  /// Open shards in the order of their hash keys.
  List<Shard> shards() {
    return List.of(shards);
  }

  int count() {
    return shards.length;
  }

  Shard at(int slot) {
    return shards[slot];
  }

  /// The slot of the last shard that starts at the key or before.
  int slot(long keyHigh, long keyLow) {
    int from = 0;
    int to = shards.length - 1;
    while (from < to) {
      int middle = (from + to + 1) >>> 1;
      int order = Long.compareUnsigned(high[middle], keyHigh);
      if (order < 0 || (order == 0 && Long.compareUnsigned(low[middle], keyLow) <= 0)) {
        from = middle;
      } else {
        to = middle - 1;
      }
    }
    return from;
  }
}
