package io.wherry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// The promise, under everything that the service may do and whenever the process may die.
///
/// One seed again: `-Dsimulation.seed=N`; more of them: `-Dsimulation.seeds=1000000`.
class SimulationTest {
  private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);

  /// Runs that are killed at each of their points in turn.
  private static final long POINT_SEEDS = Long.getLong("simulation.points", 10);

  private static final int POINTS_MAX = 2_000;

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("io.wherry.sink");
  }

  @BeforeAll
  static void beQuiet() {
    log().setLevel(Long.getLong("simulation.seed") == null ? Level.OFF : Level.INFO);
  }

  @AfterAll
  static void beLoud() {
    log().setLevel(null);
  }

  // A million seeds take longer than a test may elsewhere.
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void nothingIsLostNothingComesTwiceNothingIsOutOfOrder() {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      run(one);
      return;
    }
    var failed = new AtomicLong(Long.MAX_VALUE);
    LongStream.range(0, SEEDS)
        .parallel()
        .filter(seed -> seed < failed.get())
        .forEach(seed -> {
          try {
            run(seed);
          } catch (RuntimeException | AssertionError e) {
            failed.accumulateAndGet(seed, Math::min);
          }
        });
    if (failed.get() < Long.MAX_VALUE) {
      run(failed.get());
      throw new AssertionError("seed " + failed.get() + " failed once and not again");
    }
  }

  // A kill at a random moment hardly ever hits the moment between a save and what follows from it.
  @Test
  void aRunMayDieAtAnyPointWhatever() {
    long points = 0;
    for (long seed = 0; seed < POINT_SEEDS; seed++) {
      boolean died = true;
      for (int point = 1; died && point <= POINTS_MAX; point++) {
        var simulation = new Simulation(seed);
        try {
          simulation.runAndDieAt(point);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + " killed at point " + point, e);
        }
        died = simulation.died();
        points += died ? 1 : 0;
      }
    }
    System.out.printf("killed at each of %,d points%n", points);
    assertThat(points).isGreaterThan(POINT_SEEDS * 100);
  }

  private static void run(long seed) {
    try {
      new Simulation(seed).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "broken; once more: mvn verify -pl local,core -Dtest=SimulationTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed="
              + seed,
          e);
    }
  }
}
