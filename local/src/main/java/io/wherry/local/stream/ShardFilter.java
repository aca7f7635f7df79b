package io.wherry.local.stream;

/// Which shards ListShards names. Source: API reference, "ShardFilter".
public sealed interface ShardFilter {
  /// Those behind a shard; with [Shard#NONE] all that are not expired.
  record After(int shard) implements ShardFilter {}

  /// Those that were open when the oldest records came that are still there.
  record AtTrimHorizon() implements ShardFilter {}

  /// Those that are open.
  record AtLatest() implements ShardFilter {}

  /// Those that were open at a time, in milliseconds since the epoch.
  record AtTimestamp(long time) implements ShardFilter {}

  /// Those that were open at a time or later.
  record FromTimestamp(long time) implements ShardFilter {}
}
