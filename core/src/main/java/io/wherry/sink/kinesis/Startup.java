package io.wherry.sink.kinesis;

import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.kinesis.StreamDescription;
import io.wherry.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known when a run begins: the stream, its shards, and what an earlier run left.
///
/// @param stream what the service says about the stream
/// @param shards all its shards
/// @param marks by shard: behind this lies what is beyond the checkpoint
/// @param recovers whether the earlier run may have sent something beyond it
/// @param doubts why nothing is known of what it sent, each in one line
public record Startup(
    StreamDescription stream,
    List<Shard> shards,
    Map<String, ReadFrom> marks,
    boolean recovers,
    List<String> doubts) {
  /// How far before the service's own time a shard without a record of ours is marked: its clocks
  /// may differ, and it says its time in whole seconds.
  static final Duration MARGIN = Duration.ofSeconds(5);

  /// Copies the collections.
  public Startup {
    shards = List.copyOf(shards);
    marks = Map.copyOf(marks);
    doubts = List.copyOf(doubts);
  }

  /// What a checkpoint says.
  ///
  /// @param lines those of its cut; empty when the run is to begin anew
  /// @param clean whether nothing beyond it was sent
  public record Earlier(Map<String, String> lines, boolean clean) {
    /// There was none.
    public static final Earlier NONE = new Earlier(Map.of(), true);

    /// Copies the map.
    public Earlier {
      lines = Map.copyOf(lines);
    }
  }

  /// Makes sure that there is a stream that takes records, and asks for its shards; blocks until
  /// then.
  ///
  /// @param create how to create it when it is missing; empty for not at all
  /// @throws SinkException when there is none, or the service refuses
  public static Startup of(
      KinesisApi kinesis, Optional<StreamCapacity> create, Earlier earlier, Instant now) {
    try {
      if (create.isPresent() && kinesis.describe().isEmpty()) {
        kinesis.create(create.get());
      }
      StreamDescription stream = kinesis.awaitActive(KinesisLimits.CREATE_TIME);
      return of(stream, kinesis.shards(), earlier, now);
    } catch (KinesisException e) {
      throw new SinkException(String.valueOf(e.getMessage()), e);
    }
  }

  /// As the other, from what the service said already.
  public static Startup of(
      StreamDescription stream, List<Shard> shards, Earlier earlier, Instant now) {
    List<String> doubts = new ArrayList<>();
    StreamMarks marks = parse(earlier);
    Instant answered = stream.answered() == null ? now : stream.answered();
    if (marks != null && marks.isOf(stream)) {
      for (String shard : marks.shards().keySet()) {
        if (shards.stream().noneMatch(known -> known.id().equals(shard)) && !earlier.clean()) {
          doubts.add("as shard " + shard + " has expired");
        }
      }
      if (!earlier.clean()) {
        marks.expired(stream, answered).ifPresent(doubts::add);
      }
      return new Startup(stream, shards, marks.shards(), !earlier.clean(), doubts);
    }
    if (marks != null && !earlier.clean()) {
      doubts.add("as the stream was created anew since");
    }
    Map<String, ReadFrom> fresh = new HashMap<>();
    for (Shard shard : shards) {
      if (shard.open()) {
        fresh.put(shard.id(), new ReadFrom.Time(answered.minus(MARGIN)));
      }
    }
    return new Startup(stream, shards, fresh, false, doubts);
  }

  private static @Nullable StreamMarks parse(Earlier earlier) {
    try {
      return StreamMarks.parse(earlier.lines());
    } catch (IllegalArgumentException e) {
      throw new SinkException(e.getMessage() + ": restore it, or give --restart-from", e);
    }
  }
}
