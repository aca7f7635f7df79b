package io.wherry.pipeline;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import io.wherry.source.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Saves how far everything is acknowledged: before the first record, then behind each barrier, and
/// at the end. A barrier is due every second, or sooner when much was offered since the last; where
/// nothing moves, every hour.
///
/// ```text
///   position ──▶ barrier in the sink ──▶ its cut ──▶ saved, elsewhere ──▶ the sink is told
/// ```
///
/// Between the first and the last a save never holds up the reader: disks and networks may be slow.
/// Without a store (stdout) it only remembers. Source: DELIVERY 5.
public final class CheckpointKeeper {
  /// Least time between two barriers, in nanoseconds, unless much was offered.
  static final long BARRIER_EVERY = TimeUnit.SECONDS.toNanos(1);

  /// Time without a barrier after which one is set though nothing moved, in nanoseconds. What a cut
  /// says of a stream tells a later run whether all behind it can still be there; an age that only
  /// comes from idleness must not look like one from absence.
  static final long RENEW_EVERY = TimeUnit.HOURS.toNanos(1);

  private final @Nullable CheckpointStore store;
  private final Run run;
  private final LongSupplier nanoTime;
  private final Executor elsewhere;
  private final KeptDocuments documents;
  private Reached reached;
  private @Nullable Place pending;
  private @Nullable Save saving;
  private long barrierAt;

  /// What is the same in all checkpoints of a run.
  ///
  /// @param sink where the records go, as `--sink` names it
  /// @param configuration digest of all that decides what a record looks like and where it goes
  /// @param epoch number of the run; higher than that of every run before
  public record Run(String sink, String configuration, long epoch) {}

  /// Where a barrier was set, and what the source must be told there.
  private record Place(Position position, Memory memory) {}

  /// What a checkpoint says.
  private record Reached(Position position, Memory memory, Map<String, String> lines) {}

  /// A save on its way; what came of it is read when it is done.
  private static final class Save {
    private final Reached what;
    private final Cut cut;
    private @Nullable RuntimeException failure;
    private volatile boolean done;

    Save(Reached what, Cut cut) {
      this.what = what;
      this.cut = cut;
    }
  }

  /// A keeper whose store has no documents yet; otherwise as below.
  public CheckpointKeeper(
      @Nullable CheckpointStore store,
      Run run,
      Position start,
      Memory memory,
      LongSupplier nanoTime,
      Executor elsewhere) {
    this(store, run, start, memory, List.of(), nanoTime, elsewhere);
  }

  /// @param store where it is kept, or null for nowhere
  /// @param start where this run begins
  /// @param memory what the source must be told to begin there
  /// @param saved names of the documents that the store has, as its checkpoint names them
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @param elsewhere carries one save at a time, which may block, and then wakes the reader thread
  public CheckpointKeeper(
      @Nullable CheckpointStore store,
      Run run,
      Position start,
      Memory memory,
      Collection<String> saved,
      LongSupplier nanoTime,
      Executor elsewhere) {
    this.store = store;
    this.run = run;
    this.documents = new KeptDocuments(saved);
    this.reached = new Reached(start, memory, Map.of());
    this.nanoTime = nanoTime;
    this.elsewhere = elsewhere;
    this.barrierAt = nanoTime.getAsLong() - BARRIER_EVERY;
  }

  /// Saves on virtual threads.
  ///
  /// @param bell wakes the reader thread
  public static Executor onVirtualThreads(Runnable bell) {
    return save ->
        Thread.ofVirtual()
            .name("save")
            .start(() -> {
              save.run();
              bell.run();
            });
  }

  /// Saves the start as an unclean checkpoint, so that a run killed before its first save does not
  /// start elsewhere the next time.
  void begin(Sink sink) {
    reached = new Reached(reached.position, reached.memory, sink.start().lines());
    save(reached, false);
  }

  /// Makes sure that this run is still the only one of its checkpoint.
  ///
  /// @throws CheckpointException when it may be no more; then nothing may be sent
  void checkHeld() {
    if (store != null) {
      store.checkHeld();
    }
  }

  /// Whether a barrier is set and not passed, or what it cut is not saved.
  boolean isOpen() {
    return pending != null || saving != null;
  }

  /// Whether a barrier should be set where the reader stands.
  boolean wantsBarrier(Sink sink) {
    return !isOpen() && (sink.wantsBarrier() || nanoTime.getAsLong() - barrierAt >= BARRIER_EVERY);
  }

  /// Whether what was cut last is so old that it should be cut again though nothing moved.
  boolean isOld() {
    return nanoTime.getAsLong() - barrierAt >= RENEW_EVERY;
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

  /// Saves when all before the barrier is stored, one save after the other.
  ///
  /// @throws CheckpointException when what was to be saved could not be
  void step(Sink sink) {
    if (saving != null) {
      finish(saving, sink);
      return;
    }
    Cut cut = pending == null ? null : sink.takeCut();
    if (cut == null) {
      return;
    }
    Place place = pending;
    pending = null;
    if (!cut.valid() || place == null) {
      barrierAt = nanoTime.getAsLong() - BARRIER_EVERY;
      return;
    }
    var next = new Reached(place.position, place.memory, cut.lines());
    if (next.equals(reached)) {
      sink.settled(cut);
    } else {
      var save = new Save(next, cut);
      saving = save;
      elsewhere.execute(() -> carry(save));
    }
  }

  private void carry(Save save) {
    try {
      save(save.what, false);
    } catch (RuntimeException e) {
      save.failure = e;
    } finally {
      save.done = true;
    }
  }

  private void finish(Save save, Sink sink) {
    if (!save.done) {
      return;
    }
    saving = null;
    if (save.failure != null) {
      throw save.failure;
    }
    reached = save.what;
    sink.settled(save.cut);
  }

  /// Says in the checkpoint that nothing behind it was sent. Without that it stays as it was saved
  /// last.
  ///
  /// @param clean whether nothing behind it was offered
  void end(boolean clean) {
    if (clean) {
      save(reached, true);
    }
  }

  /// Everything before it is acknowledged, and saved.
  public Position position() {
    return reached.position;
  }

  private void save(Reached what, boolean clean) {
    if (store != null) {
      documents.save(store, what.memory);
      var checkpoint =
          new Checkpoint(
              what.position,
              clean,
              run.sink(),
              run.configuration(),
              run.epoch(),
              what.memory.lines(),
              KeptDocuments.names(what.memory),
              what.lines);
      store.save(Checkpoint.NAME, checkpoint.text());
      documents.tidy(store, what.memory);
    }
  }
}
