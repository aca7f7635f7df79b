package io.wherry.simulation;

import io.wherry.pipeline.Bell;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Virtual time, and all that will happen in it. One thread, one source of randomness: the same
/// seed is the same run.
final class World {
  private static final long STUCK_AFTER = 4_000_000_000_000L;
  private static final int NEVER = -1;
  private static final long START = 1_000_000_000_000L;
  private static final boolean TRACE = Boolean.getBoolean("simulation.trace");

  private record Due(long time, long number, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::time).thenComparingLong(Due::number));
  private long number;
  private int pointsToDeath = NEVER;
  private int pointsToPause = NEVER;
  private Runnable meanwhile = () -> {};
  private int callsToExpiry = NEVER;
  final RandomGenerator random;
  long now = START;

  World(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  long now() {
    return now;
  }

  /// Says what happens, when one seed is looked at: `-Dsimulation.trace=true`.
  void trace(java.util.function.Supplier<String> what) {
    if (TRACE) {
      System.out.printf("%,15d %s%n", (now - START) / 1_000, what.get());
    }
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  void at(long time, Runnable what) {
    due.add(new Due(Math.max(now, time), number++, what));
  }

  void after(long nanos, Runnable what) {
    at(now + nanos, what);
  }

  /// The process will die at the point with this number from here.
  void dieAfter(int points) {
    pointsToDeath = points;
  }

  /// The credentials will expire at the call with this number from here.
  void expireAfter(int calls) {
    callsToExpiry = calls;
  }

  boolean expiresNow() {
    return callsToExpiry > 0 && --callsToExpiry == 0;
  }

  void live() {
    pointsToDeath = NEVER;
  }

  /// The process will be stopped at a wait, that many from here, and go on when something else is
  /// over.
  void pauseAfter(int waits, Runnable over) {
    pointsToPause = waits;
    meanwhile = over;
  }

  /// A place where the process may die.
  void point() {
    if (pointsToDeath > 0 && --pointsToDeath == 0) {
      throw new Killed();
    }
    if (now > STUCK_AFTER) {
      throw new AssertionError("nothing moves any more");
    }
  }

  /// Lets the next thing happen if it is due by then.
  private boolean happen(long until) {
    Due next = due.peek();
    if (next == null || next.time > until) {
      return false;
    }
    due.poll();
    now = Math.max(now, next.time);
    next.what.run();
    return true;
  }

  void pass(long nanos) {
    long until = now + nanos;
    while (happen(until)) {}
    now = until;
  }

  /// The bell of one run.
  final class VirtualBell extends Bell {
    private boolean rung;

    @Override
    public void run() {
      rung = true;
    }

    @Override
    public void await(long nanos) {
      point();
      if (pointsToPause > 0 && --pointsToPause == 0) {
        meanwhile.run();
      }
      now += 1_000;
      long until = now + Math.max(0, nanos);
      while (!rung && happen(until)) {}
      if (!rung) {
        now = Math.max(now, until);
      }
      rung = false;
    }
  }
}
