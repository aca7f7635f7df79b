package io.wherry.local.stream;

/// What a stream is about to become.
sealed interface Change {
  /// Status of the stream until then.
  default StreamStatus status() {
    return StreamStatus.UPDATING;
  }

  /// It will be there.
  record Create() implements Change {
    @Override
    public StreamStatus status() {
      return StreamStatus.CREATING;
    }
  }

  /// It will be gone.
  record Delete() implements Change {
    @Override
    public StreamStatus status() {
      return StreamStatus.DELETING;
    }
  }

  /// A shard will be two.
  record Split(int shard, HashKey key) implements Change {}

  /// Two shards will be one.
  record Merge(int shard, int adjacent) implements Change {}

  /// There will be so many open shards, with equal shares.
  record Scale(int target) implements Change {}
}
