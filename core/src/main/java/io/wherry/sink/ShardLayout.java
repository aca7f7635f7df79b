package io.wherry.sink;

import io.wherry.kinesis.Shard;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which open shard takes which hash keys, as the service last said: a resharding makes it old, and
/// the service alone decides where a record goes.
///
/// ```text
///   hash key = 128 bits, big-endian; a "hash" here is its first 64 bits, unsigned
/// ```
public final class ShardLayout {
  private static final int LOW_BITS = 64;

  private final String[] ids;
  private final long[] firstHashes;
  private final Set<String> closed = new HashSet<>();

  /// @param shards all shards of the stream, closed ones as well
  /// @throws IllegalArgumentException when none is open
  public ShardLayout(List<Shard> shards) {
    List<Shard> open =
        shards.stream().filter(Shard::open).sorted(Comparator.comparing(Shard::firstHash)).toList();
    if (open.isEmpty()) {
      throw new IllegalArgumentException("none of " + shards.size() + " shards is open");
    }
    ids = open.stream().map(Shard::id).toArray(String[]::new);
    firstHashes = open.stream().mapToLong(shard -> hash(shard.firstHash())).toArray();
    shards.stream().filter(shard -> !shard.open()).forEach(shard -> closed.add(shard.id()));
  }

  /// The first 64 bits of a hash key.
  public static long hash(BigInteger hashKey) {
    return hashKey.shiftRight(LOW_BITS).longValue();
  }

  /// Number of open shards.
  int count() {
    return ids.length;
  }

  /// Id of the open shard with this number, from 0.
  String id(int number) {
    return ids[number];
  }

  /// Whether the shard was known and closed.
  boolean isClosed(String id) {
    return closed.contains(id);
  }

  /// The number of the open shard that takes a hash.
  int of(long hash) {
    int low = 0;
    int high = firstHashes.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (Long.compareUnsigned(firstHashes[middle], hash) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
