package io.wherry.pipeline;

import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Part;
import io.wherry.change.Position;
import io.wherry.format.Encoder;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import io.wherry.source.ChangeSource;
import io.wherry.transform.KeyChangeHalf;
import io.wherry.transform.RecordKey;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The flow: follow, encode, deliver, remember. One thread runs it; see `docs/ARCHITECTURE.md`.
///
/// ```text
///   source.next() ── row ──▶ hold ── next row or commit ──▶ complete ──▶ sink.offer
///        ▲                                                                   │
///        └─ waits while the window is full     checkpoint ◀── acknowledged ◀─┘
/// ```
///
/// Back-pressure is the sink's window: while it is full nothing is read, and the server keeps the
/// rest.
public final class Replication {
  /// Longest wait for a bell, in nanoseconds: the heartbeat of everything that has no bell.
  private static final long IDLE_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  /// Source steps between two steps of the sink while the source has something to say.
  private static final int STEPS_A_ROUND = 256;

  /// Longest time a stop waits for acknowledgements, in nanoseconds.
  static final long DRAIN_MAX = TimeUnit.SECONDS.toNanos(4);

  /// Least time between two updates of [#progress()], in nanoseconds.
  private static final long PROGRESS_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private final Parts parts;
  private final ChangeSource source;
  private final Sink sink;
  private final CheckpointKeeper checkpoints;
  private final HeldRecord held;
  private final HeldRecord heldDelete;
  private final KeyChangeHalf deleteHalf = new KeyChangeHalf(Part.DELETE_HALF);
  private final KeyChangeHalf writeHalf = new KeyChangeHalf(Part.WRITE_HALF);
  private final Drain drain;
  private boolean idle;
  private boolean barrierDue;
  private boolean moved;
  private boolean gaveUp;
  private boolean rowInHand;

  /// Whether a statement was read behind which nothing may go before it is acknowledged.
  private boolean fenced;

  private volatile boolean stopping;
  private volatile Progress progress = new Progress(0, 0, "", 0, 0);
  private long progressAt;

  /// What the flow is made of.
  ///
  /// @param splitKeyChanges whether an update that changes its key is published as a delete and a
  ///   write
  /// @param bell rung by source and sink
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @param epochMillis the time of day, in milliseconds since 1970, for the lag
  public record Parts(
      ChangeSource source,
      Encoder encoder,
      RecordKey key,
      boolean splitKeyChanges,
      Sink sink,
      CheckpointKeeper checkpoints,
      Bell bell,
      LongSupplier nanoTime,
      LongSupplier epochMillis) {}

  /// A flow through the given parts; [#run()] makes it move.
  public Replication(Parts parts) {
    this.parts = parts;
    source = parts.source();
    sink = parts.sink();
    checkpoints = parts.checkpoints();
    held = new HeldRecord(parts.encoder(), parts.key());
    heldDelete = new HeldRecord(parts.encoder(), parts.key());
    drain = new Drain(parts.nanoTime());
  }

  /// Runs until the source ends, [#stop()] is called, or something breaks; then waits for
  /// acknowledgements and saves the checkpoint.
  ///
  /// @throws RuntimeException what broke, after the checkpoint was saved
  public void run() {
    parts.bell().listen();
    checkpoints.begin(sink);
    progressAt = parts.nanoTime().getAsLong() - PROGRESS_EVERY;
    try {
      boolean ended = false;
      while (!ended && !stopping) {
        ended = round();
      }
    } catch (SinkException e) {
      drain.giveUp();
      leaveAfter(e);
      throw e;
    } catch (RuntimeException e) {
      drain.limit();
      leaveAfter(e);
      throw e;
    }
    leave();
  }

  /// Asks the flow to stop; any thread may, and need not wait.
  public void stop() {
    stopping = true;
    parts.bell().run();
  }

  /// How far the run is; any thread may ask.
  public Progress progress() {
    return progress;
  }

  /// Goes on by some steps of the source and one of the sink.
  ///
  /// @return whether the source is at its end
  private boolean round() {
    idle = false;
    barrierDue = checkpoints.wantsBarrier(sink);
    boolean ended = false;
    for (int i = 0; i < STEPS_A_ROUND && !idle && !ended && !stopping; i++) {
      ended = sourceStep();
    }
    if (idle && (moved || checkpoints.isOld()) && barrierDue && !held.isHeld()) {
      barrier(source.position());
    }
    boolean stepped = sinkStep();
    if (idle && !stepped) {
      await();
    }
    return ended;
  }

  private boolean sourceStep() {
    if (held.isHeld() && !sink.hasRoom()) {
      // Nothing more is read; a barrier, where none is, will make room.
      idle = true;
      if (isBarrierDue()) {
        barrier(beforeLastRow());
      }
      return false;
    }
    boolean ended = false;
    switch (source.next()) {
      case IDLE -> idle = true;
      case BEGIN -> {}
      case ROW -> row(source.change());
      case STATEMENT -> statement(source.statement());
      case COMMIT -> {
        release(true);
        moved = true;
        if (isBarrierDue()) {
          barrier(source.position());
        }
      }
      case PASSED -> moved = true;
      case END -> ended = true;
    }
    return ended;
  }

  private void row(Change change) {
    release(false);
    moved = true;
    if (isBarrierDue()) {
      barrier(beforeLastRow());
    }
    rowInHand = true;
    parts.key().take(change);
    if ((fenced || parts.key().overtakes()) && !allAcknowledged()) {
      return;
    }
    fenced = false;
    if (parts.splitKeyChanges() && parts.key().splits()) {
      hold(deleteHalf.of(change), heldDelete);
      heldDelete.complete(false);
      hold(writeHalf.of(change), held);
    } else {
      held.hold(change);
    }
    rowInHand = false;
  }

  /// A statement concerns rows in any shard: everything before it is acknowledged before it is
  /// offered, and it is before anything behind it is. So a consumer that has read it in one shard
  /// has, by position, all of the table's rows before it in the others.
  private void statement(LoggedStatement statement) {
    release(false);
    moved = true;
    if (isBarrierDue()) {
      barrier(beforeLastRow());
    }
    rowInHand = true;
    parts.key().take(statement);
    if (!allAcknowledged()) {
      return;
    }
    held.hold(statement);
    fenced = true;
    rowInHand = false;
  }

  /// Waits until everything offered is acknowledged. When a stop is asked for and that takes too
  /// long, the flow gives up in front of the row in hand.
  private boolean allAcknowledged() {
    while (sink.acknowledged() < sink.offered() && !gaveUp) {
      if (stopping) {
        drain.limit();
        gaveUp = drain.isOver();
      }
      if (!sinkStep()) {
        await();
      }
    }
    return !gaveUp;
  }

  private void hold(Change half, HeldRecord by) {
    parts.key().take(half);
    by.hold(half);
  }

  /// The position before the row that was read last.
  private Position beforeLastRow() {
    Position position = source.position();
    return position.withRows(position.rows() - 1);
  }

  private boolean isBarrierDue() {
    return barrierDue || (sink.wantsBarrier() && !checkpoints.isOpen());
  }

  private void barrier(Position position) {
    moved = !checkpoints.barrier(sink, position, source.memory());
    barrierDue = false;
  }

  /// Offers the record that is held back; the window has room.
  private void release(boolean lastOfTransaction) {
    if (!held.isHeld()) {
      return;
    }
    held.complete(lastOfTransaction);
    boolean taken = false;
    try {
      if (heldDelete.isHeld()) {
        heldDelete.release(sink);
      }
      held.release(sink);
      taken = true;
    } finally {
      // A record that the sink refuses is not done, though the source has gone on.
      gaveUp |= !taken;
    }
  }

  private void await() {
    parts.bell().await(Math.min(IDLE_WAIT, sink.nextStepNanos()));
  }

  private boolean sinkStep() {
    checkpoints.checkHeld();
    boolean stepped = sink.step();
    checkpoints.step(sink);
    long now = parts.nanoTime().getAsLong();
    if (now - progressAt >= PROGRESS_EVERY) {
      progressAt = now;
      observe();
    }
    return stepped;
  }

  private void observe() {
    long acknowledged = sink.acknowledged();
    long newest = source.newestEventMillis();
    boolean caughtUp = idle && acknowledged == sink.offered();
    long lag = caughtUp || newest == 0 ? 0 : Math.max(0, parts.epochMillis().getAsLong() - newest);
    progress =
        new Progress(
            acknowledged,
            lag,
            source.position().toString(),
            sink.inFlight(),
            sink.behindTheirRow());
  }

  /// Waits for what is unacknowledged as long as the drain allows, and saves.
  private void leave() {
    boolean exact = !gaveUp;
    // A row that is held back, or whose encoding failed, is read but not done.
    boolean oneMore = held.isHeld() || rowInHand;
    boolean clean = exact && finish(oneMore ? beforeLastRow() : source.position());
    boolean goesOn = !exact;
    while (goesOn && checkpoints.isOpen()) {
      goesOn = goOn();
    }
    checkpoints.end(clean);
    observe();
  }

  /// Sets the last barrier and waits until it is passed.
  ///
  /// @return whether it was
  private boolean finish(Position last) {
    boolean set = false;
    do {
      if (set && !checkpoints.isOpen()) {
        if (checkpoints.position().equals(last)) {
          return true;
        }
        set = false;
      }
      if (!set && !checkpoints.isOpen()) {
        set = checkpoints.barrier(sink, last, source.memory());
        if (!set && sink.hasRoom() && sink.acknowledged() == sink.offered()) {
          // Of what an earlier run sent something was not replayed: nothing more can be known.
          return false;
        }
      }
    } while (goOn());
    return false;
  }

  /// Steps the sink, or waits.
  ///
  /// @return whether there is time left
  private boolean goOn() {
    if (drain.isOver()) {
      return false;
    }
    if (stopping) {
      drain.limit();
    }
    if (!sinkStep()) {
      await();
    }
    return true;
  }

  private void leaveAfter(RuntimeException broken) {
    try {
      leave();
    } catch (RuntimeException again) {
      broken.addSuppressed(again);
    }
  }
}
