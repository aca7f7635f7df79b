package io.wherry.sink.kinesis;

import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.Shard;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Which shards are known, and the asking again when a record went to one that is not: then the
/// stream was resharded.
final class ShardMap {
  /// How long to wait between two askings, in nanoseconds.
  static final long ASK_EVERY = 10_000_000_000L;

  private final KinesisApi kinesis;
  private final Runnable bell;
  private final AtomicReference<@Nullable List<Shard>> inbox = new AtomicReference<>();
  private volatile Set<String> known;
  private volatile boolean stale;
  private boolean asked;
  private long askedAt;

  ShardMap(KinesisApi kinesis, List<Shard> shards, Runnable bell) {
    this.kinesis = kinesis;
    this.bell = bell;
    known = names(shards);
  }

  private static Set<String> names(List<Shard> shards) {
    Set<String> names = new HashSet<>();
    shards.forEach(shard -> names.add(shard.id()));
    return names;
  }

  /// A record was stored in this shard; any thread may say so.
  void seen(String shard) {
    if (!stale && !known.contains(shard)) {
      stale = true;
    }
  }

  boolean isStale() {
    return stale;
  }

  /// Asks, when there is reason to and the last time is long enough ago.
  ///
  /// @return the new shards once they are there, else null
  @Nullable List<Shard> step(long now) {
    if (!stale) {
      return null;
    }
    List<Shard> shards = inbox.getAndSet(null);
    if (shards != null) {
      known = names(shards);
      stale = false;
      return shards;
    }
    if (!asked || now - askedAt >= ASK_EVERY) {
      asked = true;
      askedAt = now;
      Thread.startVirtualThread(this::ask);
    }
    return null;
  }

  private void ask() {
    try {
      inbox.set(kinesis.shards());
      bell.run();
    } catch (KinesisException e) {
      // An old map only costs throttling; the next asking may succeed.
      return;
    }
  }
}
