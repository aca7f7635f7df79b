package io.wherry.simulation;

import io.wherry.kinesis.Shard;
import io.wherry.kinesis.StoredRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// One shard with all it ever took.
final class SimulatedShard {
  /// A record and when it was stored, in virtual time.
  record Stored(StoredRecord record, long number, long time) {}

  final String id;
  final BigInteger first;
  final BigInteger last;
  final List<String> parents;
  final List<SimulatedShard> children = new ArrayList<>();
  final List<Stored> records = new ArrayList<>();
  long closedAt = Long.MAX_VALUE;

  SimulatedShard(String id, BigInteger first, BigInteger last, List<String> parents) {
    this.id = id;
    this.first = first;
    this.last = last;
    this.parents = parents;
  }

  boolean isOpen() {
    return closedAt == Long.MAX_VALUE;
  }

  boolean takes(BigInteger hashKey) {
    return isOpen() && first.compareTo(hashKey) <= 0 && hashKey.compareTo(last) <= 0;
  }

  Shard shown() {
    return new Shard(id, first, last, parents, isOpen());
  }
}
