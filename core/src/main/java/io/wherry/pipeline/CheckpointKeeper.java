package io.wherry.pipeline;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointStore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Saves how far everything is acknowledged: before the first record, then once a second, and at
/// the end.
///
/// Without a store (stdout) it only remembers. Source: DELIVERY 5.
public final class CheckpointKeeper {
  /// Least time between two saves, in nanoseconds.
  static final long SAVE_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable CheckpointStore store;
  private final String sink;
  private final String configuration;
  private final LongSupplier nanoTime;
  private final Marks marks = new Marks();
  private Position position;
  private boolean unsaved;
  private long savedAt;
  private long markedAt;

  /// @param store where it is kept, or null for nowhere
  /// @param start where this run begins
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  public CheckpointKeeper(
      @Nullable CheckpointStore store,
      String sink,
      String configuration,
      Position start,
      LongSupplier nanoTime) {
    this.store = store;
    this.sink = sink;
    this.configuration = configuration;
    this.position = start;
    this.nanoTime = nanoTime;
    this.markedAt = nanoTime.getAsLong() - SAVE_EVERY;
  }

  /// Saves the start as an unclean checkpoint, so that a run killed before its first save does not
  /// start elsewhere the next time.
  void begin() {
    save(false);
  }

  /// Whether the last mark is old enough for another.
  boolean wantsMark() {
    return nanoTime.getAsLong() - markedAt >= SAVE_EVERY / 2;
  }

  /// Notes a position that is reached when `records` records are acknowledged.
  void mark(long records, Position reached) {
    marks.add(records, reached);
    markedAt = nanoTime.getAsLong();
  }

  /// Takes in what is acknowledged, and saves when a second has passed.
  void step(long acknowledged) {
    if (nanoTime.getAsLong() - savedAt >= SAVE_EVERY) {
      advance(acknowledged);
      if (unsaved) {
        save(false);
      }
    }
  }

  /// Saves the last position reached.
  ///
  /// @param clean whether everything that was offered is acknowledged
  void end(long acknowledged, boolean clean) {
    advance(acknowledged);
    save(clean);
  }

  /// Everything before it is acknowledged.
  public Position position() {
    return position;
  }

  private void advance(long acknowledged) {
    Position reached = marks.reached(acknowledged);
    if (reached != null && !reached.equals(position)) {
      position = reached;
      unsaved = true;
    }
  }

  private void save(boolean clean) {
    if (store != null) {
      var checkpoint = new Checkpoint(position, clean, sink, configuration);
      store.save(Checkpoint.NAME, checkpoint.text());
    }
    unsaved = false;
    savedAt = nanoTime.getAsLong();
  }
}
