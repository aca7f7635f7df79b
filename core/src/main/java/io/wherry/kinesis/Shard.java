package io.wherry.kinesis;

import java.math.BigInteger;
import java.util.List;

/// One shard of a stream.
///
/// @param id the shard's name
/// @param firstHash the first hash key that belongs to it
/// @param lastHash the last hash key that belongs to it
/// @param parents the shards it came from: none, one after a split, two after a merge
/// @param open whether it takes records
public record Shard(
    String id, BigInteger firstHash, BigInteger lastHash, List<String> parents, boolean open) {
  /// Copies the list.
  public Shard {
    parents = List.copyOf(parents);
  }
}
