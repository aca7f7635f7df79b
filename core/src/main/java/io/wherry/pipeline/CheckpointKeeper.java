package io.wherry.pipeline;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import io.wherry.source.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Saves how far everything is acknowledged: before the first record, then behind each barrier, and
/// at the end. A barrier is due every second, or sooner when much was offered since the last.
///
/// ```text
///   position ──▶ barrier in the sink ──▶ its cut ──▶ saved ──▶ the sink is told
/// ```
///
/// Without a store (stdout) it only remembers. Source: DELIVERY 5.
public final class CheckpointKeeper {
  /// Least time between two barriers, in nanoseconds, unless much was offered.
  static final long BARRIER_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable CheckpointStore store;
  private final Run run;
  private final LongSupplier nanoTime;
  private final KeptDocuments documents;
  private Position position;
  private Memory memory;
  private Map<String, String> lines = Map.of();
  private @Nullable Place pending;
  private long barrierAt;

  /// What is the same in all checkpoints of a run.
  ///
  /// @param sink where the records go, as `--sink` names it
  /// @param configuration digest of all that decides what a record looks like and where it goes
  /// @param epoch number of the run; higher than that of every run before
  public record Run(String sink, String configuration, long epoch) {}

  /// Where a barrier was set, and what the source must be told there.
  private record Place(Position position, Memory memory) {}

  /// A keeper whose store has no documents yet; otherwise as below.
  public CheckpointKeeper(
      @Nullable CheckpointStore store,
      Run run,
      Position start,
      Memory memory,
      LongSupplier nanoTime) {
    this(store, run, start, memory, List.of(), nanoTime);
  }

  /// @param store where it is kept, or null for nowhere
  /// @param start where this run begins
  /// @param memory what the source must be told to begin there
  /// @param saved names of the documents that the store has, as its checkpoint names them
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  public CheckpointKeeper(
      @Nullable CheckpointStore store,
      Run run,
      Position start,
      Memory memory,
      Collection<String> saved,
      LongSupplier nanoTime) {
    this.store = store;
    this.run = run;
    this.documents = new KeptDocuments(saved);
    this.position = start;
    this.memory = memory;
    this.nanoTime = nanoTime;
    this.barrierAt = nanoTime.getAsLong() - BARRIER_EVERY;
  }

  /// Saves the start as an unclean checkpoint, so that a run killed before its first save does not
  /// start elsewhere the next time.
  void begin(Sink sink) {
    lines = sink.start().lines();
    save(false);
  }

  /// Whether a barrier is set and not passed.
  boolean isOpen() {
    return pending != null;
  }

  /// Whether a barrier should be set where the reader stands.
  boolean wantsBarrier(Sink sink) {
    return pending == null
        && (sink.wantsBarrier() || nanoTime.getAsLong() - barrierAt >= BARRIER_EVERY);
  }

  /// Sets a barrier behind all that was offered.
  ///
  /// @param reached the position that is reached when all of it is stored
  /// @param remembered what the source must be told to go on there
  /// @return whether the sink could
  boolean barrier(Sink sink, Position reached, Memory remembered) {
    barrierAt = nanoTime.getAsLong();
    if (!sink.setBarrier()) {
      return false;
    }
    pending = new Place(reached, remembered);
    return true;
  }

  /// Saves when all before the barrier is stored.
  void step(Sink sink) {
    Cut cut = pending == null ? null : sink.takeCut();
    if (cut == null) {
      return;
    }
    Place reached = pending;
    pending = null;
    if (!cut.valid() || reached == null) {
      barrierAt = nanoTime.getAsLong() - BARRIER_EVERY;
      return;
    }
    boolean moved =
        !reached.position.equals(position)
            || !reached.memory.equals(memory)
            || !cut.lines().equals(lines);
    position = reached.position;
    memory = reached.memory;
    lines = cut.lines();
    if (moved) {
      save(false);
    }
    sink.settled(cut);
  }

  /// Saves the last position reached.
  ///
  /// @param clean whether nothing behind it was offered
  void end(boolean clean) {
    save(clean);
  }

  /// Everything before it is acknowledged.
  public Position position() {
    return position;
  }

  private void save(boolean clean) {
    if (store != null) {
      documents.save(store, memory);
      var checkpoint =
          new Checkpoint(
              position,
              clean,
              run.sink(),
              run.configuration(),
              run.epoch(),
              memory.lines(),
              KeptDocuments.names(memory),
              lines);
      store.save(Checkpoint.NAME, checkpoint.text());
      documents.tidy(store, memory);
    }
  }
}
