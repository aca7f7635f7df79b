package io.wherry.local.stream;

import static io.wherry.local.stream.Shard.NONE;

import io.wherry.local.log.RecordLog;
import java.util.ArrayList;
import java.util.List;

/// The shards of one stream, open and closed, and how they become others. Guarded by the stream.
final class ShardSet {
  /// Opens the log of a new shard.
  @FunctionalInterface
  interface Logs {
    /// Opens it.
    ///
    /// @param first number of its first record
    RecordLog open(String shard, long first);
  }

  private final Logs logs;
  private final List<Shard> shards = new ArrayList<>();
  private Routing routing = new Routing(List.of());
  private int nextIndex;

  ShardSet(Logs logs) {
    this.logs = logs;
  }

  /// The first shards of a stream.
  void create(int count, long now) {
    for (int i = 0; i < count; i++) {
      add(HashRange.part(i, count), NONE, NONE, 0, now);
    }
    routing = new Routing(shards);
  }

  /// A shard as it was before a restart.
  void restore(int index, HashRange range, int parent, int adjacent, long start, long startedAt) {
    RecordLog log = logs.open(Shard.id(index), start + 1);
    shards.add(new Shard(index, range, parent, adjacent, start, startedAt, log));
    nextIndex = Math.max(nextIndex, index + 1);
  }

  void restored(int next) {
    nextIndex = Math.max(nextIndex, next);
    routing = new Routing(shards);
  }

  private Shard add(HashRange range, int parent, int adjacent, long start, long now) {
    int index = nextIndex++;
    RecordLog log = logs.open(Shard.id(index), start + 1);
    var shard = new Shard(index, range, parent, adjacent, start, now, log);
    shards.add(shard);
    return shard;
  }

  private long close(Shard shard, long now) {
    long end = shard.log.next();
    shard.close(end, now);
    return end + 1;
  }

  /// Splits a shard; the second child begins at the key.
  Shard split(Shard shard, HashKey key, long now) {
    long start = close(shard, now);
    add(new HashRange(shard.range.start(), key.previous()), shard.index, NONE, start, now);
    Shard second = add(new HashRange(key, shard.range.end()), shard.index, NONE, start, now);
    routing = new Routing(shards);
    return second;
  }

  /// Merges a shard and the one whose keys come next or before.
  Shard merge(Shard shard, Shard adjacent, long now) {
    long start = Math.max(close(shard, now), close(adjacent, now));
    HashRange range =
        shard.range.meets(adjacent.range)
            ? shard.range.to(adjacent.range)
            : adjacent.range.to(shard.range);
    Shard child = add(range, shard.index, adjacent.index, start, now);
    routing = new Routing(shards);
    return child;
  }

  /// Splits at the borders of equal parts, then merges what lies within one part: as the service
  /// does, with short-lived shards between.
  void scale(int target, long now) {
    for (int part = 1; part < target; part++) {
      HashKey border = HashKey.startOf(part, target);
      Shard shard = routing.at(routing.slot(border.high(), border.low()));
      if (!shard.range.start().equals(border)) {
        split(shard, border, now);
      }
    }
    for (int part = 0; part < target; part++) {
      HashRange range = HashRange.part(part, target);
      Shard merged = null;
      for (Shard shard : routing.shards()) {
        if (range.contains(shard.range.start())) {
          merged = merged == null ? shard : merge(merged, shard, now);
        }
      }
    }
  }

  /// Forgets closed shards that ended before the horizon.
  ///
  /// @return whether there were any
  boolean expire(long horizon) {
    List<Shard> expired = shards.stream().filter(shard -> !shard.wasOpenAfter(horizon)).toList();
    expired.forEach(shard -> shard.log.close(true));
    shards.removeAll(expired);
    return !expired.isEmpty();
  }

  void close(boolean deleting) {
    shards.forEach(shard -> shard.log.close(deleting));
  }

  List<Shard> all() {
    return List.copyOf(shards);
  }

  Routing routing() {
    return routing;
  }

  int nextIndex() {
    return nextIndex;
  }
}
