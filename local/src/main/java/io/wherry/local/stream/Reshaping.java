package io.wherry.local.stream;

import java.math.BigInteger;
import java.util.List;

/// What may become of the shards of a stream, and what the service says when it may not.
///
/// Source: API reference, "SplitShard", "MergeShards", "UpdateShardCount".
public record Reshaping(Streams streams, Stream stream) {
  /// Begins to split a shard.
  ///
  /// @param startKey decimal digits, where the second child begins
  /// @throws ServiceError when that is not possible
  public void split(String id, String startKey) {
    stream.change(() -> {
      Shard shard = open(id);
      BigInteger key = new BigInteger(startKey);
      BigInteger low = shard.range().start().number();
      BigInteger high = shard.range().end().number();
      if (key.compareTo(low.add(BigInteger.ONE)) <= 0 || key.compareTo(high) >= 0) {
        throw ServiceError.invalid(
            "NewStartingHashKey %s used in SplitShard() on shard %s in stream %s under account %s"
                + " is not both greater than one plus the shard's StartingHashKey %s and less than"
                + " the shard's EndingHashKey %s.",
            startKey, id, stream.name(), Streams.ACCOUNT, low, high);
      }
      streams.mustHaveRoomFor(1);
      return new Change.Split(shard.index, HashKey.of(key));
    });
  }

  /// Begins to merge two shards.
  ///
  /// @throws ServiceError when that is not possible
  public void merge(String id, String adjacentId) {
    stream.change(() -> {
      Shard shard = open(id);
      Shard adjacent = open(adjacentId);
      if (!shard.range().meets(adjacent.range()) && !adjacent.range().meets(shard.range())) {
        throw ServiceError.invalid(
            "Shards %s and %s in stream %s under account %s are not an adjacent pair of shards"
                + " eligible for merging",
            id, adjacentId, stream.name(), Streams.ACCOUNT);
      }
      return new Change.Merge(shard.index, adjacent.index);
    });
  }

  private Shard open(String id) {
    Shard shard = stream.shard(id);
    if (!shard.isOpen()) {
      throw ServiceError.invalid(
          "Shard %s in stream %s under account %s has already been merged or split, and thus is not"
              + " eligible for merging or splitting.",
          id, stream.name(), Streams.ACCOUNT);
    }
    return shard;
  }

  /// Begins to share the hash keys evenly.
  ///
  /// @return number of open shards now
  /// @throws ServiceError when that is not possible
  public int scale(int target) {
    List<Shard> open = stream.openShards();
    int current = open.size();
    stream.change(() -> {
      if (target > current * 2) {
        throw tooFar("up over double", current, target);
      }
      if (target * 2 < current) {
        throw tooFar("down below half", current, target);
      }
      streams.mustHaveRoomFor(target - current);
      return new Change.Scale(target);
    });
    return current;
  }

  private static ServiceError tooFar(String where, int current, int target) {
    return ServiceError.invalid(
        "UpdateShardCount cannot scale %s your current open shard count. Current open shard count:"
            + " %d Target shard count: %d",
        where, current, target);
  }
}
