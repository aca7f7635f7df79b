package io.wherry.consumer;

import io.wherry.kinesis.Shard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which shard may be read when: one after all the shards it came from.
///
/// ```text
///   listed ──▶ waits for parents ──▶ ready ──▶ ended
///                    ▲                           │
///                    └──────── children ◀────────┘
/// ```
///
/// A parent that nobody has listed is older than what the stream keeps, so nothing waits for it.
/// That holds only for complete lists; [#lacksParentOf(List)] finds out about others.
final class Lineage {
  private final Set<String> known = new HashSet<>();
  private final Set<String> unfinished = new HashSet<>();
  private final Map<String, Set<String>> waiting = new LinkedHashMap<>();

  /// Lists shards, in any order; those that are known already change nothing.
  void add(List<Shard> shards) {
    List<Shard> fresh = shards.stream().filter(shard -> known.add(shard.id())).toList();
    fresh.forEach(shard -> unfinished.add(shard.id()));
    for (Shard shard : fresh) {
      Set<String> parents = new HashSet<>(shard.parents());
      parents.retainAll(unfinished);
      waiting.put(shard.id(), parents);
    }
  }

  /// Names shards that are not to be read.
  void skip(List<Shard> shards) {
    shards.forEach(shard -> known.add(shard.id()));
  }

  /// Whether one of the shards has a parent that is not known. When A and B1 were merged into C,
  /// and B1 came from B, which is still being read, the end of A tells of C before anybody has told
  /// of B1.
  boolean lacksParentOf(List<Shard> shards) {
    return shards.stream().anyMatch(shard -> !known.containsAll(shard.parents()));
  }

  /// Takes out the shards that may be read now.
  List<String> ready() {
    List<String> ready = new ArrayList<>();
    for (Iterator<Map.Entry<String, Set<String>>> all = waiting.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, Set<String>> shard = all.next();
      if (shard.getValue().isEmpty()) {
        ready.add(shard.getKey());
        all.remove();
      }
    }
    return ready;
  }

  /// A shard was read to its end.
  void ended(String shard) {
    unfinished.remove(shard);
    waiting.values().forEach(parents -> parents.remove(shard));
  }

  /// Whether every shard listed so far was read to its end.
  boolean isDone() {
    return unfinished.isEmpty();
  }
}
