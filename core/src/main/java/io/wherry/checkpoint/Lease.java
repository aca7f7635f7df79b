package io.wherry.checkpoint;

import io.wherry.checkpoint.CheckpointException.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The right to be the only run of a checkpoint, for a time that is counted on this machine's own
/// clock and renewed by a virtual thread.
///
/// ```text
///   renewal asked for ─────── life ───────▶ over: nothing is sent any more
///        └─ answered ─ next one after life / 4, after a failure sooner
///   whoever watches:  sees a renewal ─────── life without another ───────▶ may take it
/// ```
///
/// The holder counts from before it asked, a watcher from after it saw, so the holder's time is
/// over first, without any two clocks being compared. A process that was stopped for longer finds
/// its time over when it goes on, before it sends. What is over stays over, even if nobody has
/// taken it.
public final class Lease implements AutoCloseable {
  /// How long it lasts unless the user says otherwise.
  public static final Duration LIFE = Duration.ofSeconds(5);

  /// Renewals in one life: so many minus one may fail.
  private static final int RENEWALS = 4;

  /// Tries in one life while renewals fail.
  private static final int TRIES = 24;

  private final String place;
  private final Duration life;
  private final LongSupplier nanoTime;
  private volatile long validUntil;
  private volatile @Nullable CheckpointException lost;
  private volatile @Nullable CheckpointException trouble;
  private volatile boolean closed;
  private @Nullable Thread keeper;

  /// Makes it last longer, by a call that blocks.
  @FunctionalInterface
  public interface Renewal {
    /// Asks once.
    ///
    /// @throws CheckpointException of kind `LOST` when somebody else has it, of another kind when
    ///   it is to be asked again
    void renew();
  }

  /// A lease that was just taken.
  ///
  /// @param place the checkpoint's name, for the lines
  /// @param askedAt what the clock said before it was asked for
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  public Lease(String place, Duration life, long askedAt, LongSupplier nanoTime) {
    this.place = place;
    this.life = life;
    this.nanoTime = nanoTime;
    validUntil = askedAt + life.toNanos();
  }

  /// Renews it from now on, until it is closed or lost.
  public void keep(Renewal renewal) {
    keeper = Thread.ofVirtual().name("lease").start(() -> renew(renewal));
  }

  private void renew(Renewal renewal) {
    Duration pause = life.dividedBy(RENEWALS);
    while (!closed && lost == null) {
      try {
        Thread.sleep(pause);
        long askedAt = nanoTime.getAsLong();
        renewal.renew();
        renewed(askedAt);
        pause = life.dividedBy(RENEWALS);
      } catch (CheckpointException e) {
        failed(e);
        pause = life.dividedBy(TRIES);
      } catch (InterruptedException _) {
        return; // closed
      }
    }
  }

  /// Makes a call that only the holder can make, again and again until it succeeds, another try
  /// cannot help, or the time is over.
  ///
  /// @throws CheckpointException of kind `LOST` when the time is over, else what the call threw
  public void insist(Runnable call) {
    while (true) {
      check();
      long askedAt = nanoTime.getAsLong();
      try {
        call.run();
        renewed(askedAt);
        return;
      } catch (CheckpointException e) {
        failed(e);
        if (e.kind() != Kind.UNREACHABLE) {
          throw e;
        }
      }
      try {
        Thread.sleep(life.dividedBy(TRIES));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new CheckpointException("checkpoint " + place + ": interrupted", null);
      }
    }
  }

  private void failed(CheckpointException e) {
    trouble = e;
    if (e.kind() == Kind.LOST) {
      lost = e;
    }
  }

  /// A call that only the holder can make has succeeded.
  ///
  /// @param askedAt what the clock said before the call
  public void renewed(long askedAt) {
    if (askedAt - validUntil < 0) {
      validUntil = Math.max(validUntil, askedAt + life.toNanos());
      trouble = null;
    }
  }

  /// Whether it is lost, over or closed.
  ///
  /// @throws CheckpointException of kind `LOST` when it is
  public void check() {
    if (closed) {
      throw new CheckpointException(Kind.LOST, "checkpoint " + place + ": is closed", null);
    }
    CheckpointException why = lost;
    if (why == null) {
      long over = nanoTime.getAsLong() - validUntil;
      if (over < 0) {
        return;
      }
      why = new CheckpointException(Kind.LOST, ranOut(over), trouble);
      lost = why;
    }
    // A new one each time: one exception must not be thrown by two threads.
    throw new CheckpointException(Kind.LOST, String.valueOf(why.getMessage()), why);
  }

  private String ranOut(long nanos) {
    CheckpointException failure = trouble;
    return String.format(
        Locale.ROOT,
        "checkpoint %s: the lease of %s s ran out %.1f s ago, as %s: another run may have taken"
            + " over, so nothing more is sent: start this one again",
        place,
        life.toMillis() / 1e3,
        nanos / 1e9,
        failure == null
            ? "this process was held up"
            : "it could not be renewed (" + failure.getMessage() + ")");
  }

  /// Ends the renewals.
  @Override
  public void close() {
    closed = true;
    if (keeper != null) {
      keeper.interrupt();
    }
  }
}
