package io.wherry.simulation;

import io.wherry.bytes.ByteSlice;
import io.wherry.format.Encoder;
import io.wherry.kinesis.AggregateRecord;
import io.wherry.kinesis.ReadFrom;
import io.wherry.pipeline.Checkpoint;
import io.wherry.simulation.SimulatedLog.Event;
import io.wherry.simulation.SimulatedShard.Stored;
import io.wherry.sink.DeliveryCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must hold at every save and at the end.
final class Invariants {
  private final SimulatedLog log;
  private final SimulatedStream stream;
  private final SimulatedDeadLetter deadLetter;
  private final Encoder encoder;

  Invariants(
      SimulatedLog log, SimulatedStream stream, SimulatedDeadLetter deadLetter, Encoder encoder) {
    this.log = log;
    this.stream = stream;
    this.deadLetter = deadLetter;
    this.encoder = encoder;
  }

  private List<String> identities(Stored stored) {
    ByteSlice data = stored.record().data();
    List<String> identities = new ArrayList<>();
    AggregateRecord.of(data)
        .ifPresentOrElse(
            aggregate -> aggregate.forEach((key, hash, one) -> identities.add(identity(one))),
            () -> identities.add(identity(data)));
    return identities;
  }

  /// Of a pointer that of the record it leads to.
  private String identity(ByteSlice record) {
    ByteSlice kept = deadLetter.behind(record);
    return SimulatedLog.identity(encoder, kept == null ? record : kept);
  }

  /// What lies behind the marks is exactly what is beyond the position: so the checkpoint is never
  /// ahead of what is stored, and a restart can tell what is there.
  void saved(String text) {
    Checkpoint checkpoint = Checkpoint.parse(text);
    int position = log.rowsBefore(checkpoint.position().offset(), checkpoint.position().rows());
    Map<String, Integer> before = new HashMap<>();
    for (Event event : log.events) {
      if (event.row() < position) {
        before.merge(event.identity(), 1, Integer::sum);
      }
    }
    Set<String> read = reachable(checkpoint.lines());
    for (SimulatedShard shard : stream.shards) {
      String mark = checkpoint.lines().get("shard." + shard.id);
      int end =
          mark != null
              ? stream.first(shard, from(mark))
              : read.contains(shard.id) ? 0 : shard.records.size();
      for (Stored stored : shard.records.subList(0, end)) {
        for (String identity : identities(stored)) {
          if (before.merge(identity, -1, Integer::sum) < 0) {
            throw new AssertionError(
                "the mark of %s hides %s, which is beyond %s"
                    .formatted(shard.id, identity, checkpoint.position()));
          }
        }
      }
    }
    before.values().removeIf(count -> count == 0);
    if (!before.isEmpty()) {
      throw new AssertionError(
          "the checkpoint %s is ahead of its marks: %s".formatted(checkpoint.position(), before));
    }
  }

  private static ReadFrom from(String mark) {
    return mark.startsWith("after ")
        ? new ReadFrom.After(mark.substring(6))
        : mark.startsWith("from ")
            ? new ReadFrom.Time(Instant.parse(mark.substring(5)))
            : new ReadFrom.Oldest();
  }

  /// The shards that a restart reads: those with marks and all that came of them.
  private Set<String> reachable(Map<String, String> lines) {
    Set<String> read = new HashSet<>();
    for (SimulatedShard shard : stream.shards) {
      boolean isListed = lines.containsKey("shard." + shard.id);
      if (isListed || shard.parents.stream().anyMatch(read::contains)) {
        read.add(shard.id);
      }
    }
    return read;
  }

  /// No order was missed where it was kept.
  void ordered(DeliveryCounts counts) {
    if (counts.disordered() > 0) {
      throw new AssertionError("a false alarm: " + counts.disorder());
    }
  }

  /// Nothing missing, nothing twice, what shares a key in its order, and always in one lane.
  void ended() {
    Map<Long, List<String>> expected = new HashMap<>();
    Map<String, Event> known = new HashMap<>();
    for (Event event : log.events) {
      known.put(event.identity(), event);
      put(expected, event);
    }
    List<Stored> all = new ArrayList<>();
    stream.shards.forEach(shard -> all.addAll(shard.records));
    all.sort(Comparator.comparingLong(Stored::number));
    Map<Long, List<String>> found = new HashMap<>();
    Map<String, String> outer = new HashMap<>();
    for (Stored stored : all) {
      for (String identity : identities(stored)) {
        @Nullable Event event = known.get(identity);
        if (event == null) {
          throw new AssertionError("nobody logged " + identity);
        }
        put(found, event);
        String key = stored.record().partitionKey();
        if (!key.equals(outer.computeIfAbsent(event.partitionKey(), k -> key))) {
          throw new AssertionError(
              "rows of %s lie under %s and under %s"
                  .formatted(event.partitionKey(), outer.get(event.partitionKey()), key));
        }
      }
    }
    for (Map.Entry<Long, List<String>> key : expected.entrySet()) {
      List<String> there = found.getOrDefault(key.getKey(), List.of());
      if (!there.equals(key.getValue())) {
        throw new AssertionError(
            "of one key%n%s was logged,%n%s is there".formatted(key.getValue(), there));
      }
    }
  }

  private static void put(Map<Long, List<String>> of, Event event) {
    of.computeIfAbsent(event.waitKey(), k -> new ArrayList<>()).add(event.identity());
    if (event.secondWaitKey() != event.waitKey()) {
      of.computeIfAbsent(event.secondWaitKey(), k -> new ArrayList<>()).add(event.identity());
    }
  }
}
