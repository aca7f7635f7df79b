package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A program that is killed (`kill -9`) at random moments and started again each time, and then
/// brings the stream up to the end of the log.
///
/// @param lives how long it lives, time after time
record Kills(Wherry wherry, List<Duration> lives) {
  private static final Duration TAIL = Duration.ofMinutes(5);

  /// The first life may end before anything is connected.
  private static final int SHORTEST_MILLIS = 500;

  /// Draws moments to die at: some while it starts, some while it reads back, some while it sends.
  static List<Duration> draw(Random random, int kills, Duration longest) {
    var lives = new ArrayList<Duration>();
    for (int kill = 0; kill < kills; kill++) {
      lives.add(Duration.ofMillis(random.nextLong(SHORTEST_MILLIS, longest.toMillis())));
    }
    return lives;
  }

  /// Lives and dies as drawn.
  void die() {
    for (Duration life : lives) {
      try (var run = wherry.start()) {
        Await.sleep(life);
        assertThat(run.alive()).as(run.stderr()).isTrue();
        run.kill();
      }
    }
  }

  /// The time that all lives take together.
  Duration length() {
    return lives.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /// What lies in a stream, by `wherry tail`: one line for each record.
  static Path tail(String endpoint, String stream) {
    WherryProcess tail =
        WherryProcess.start(
            "tail",
            "--stream=" + stream,
            "--sink.endpoint=" + endpoint,
            "--from=oldest",
            "--until=latest");
    assertThat(tail.awaitExit(TAIL)).as(tail.stderr()).isZero();
    return tail.stdoutFile();
  }

  /// Does all of it at once, and fails with the first that fails.
  static void together(List<Runnable> tasks) {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (Runnable task : tasks) {
      Thread thread = Thread.ofVirtual().unstarted(task);
      thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while killing", e);
      }
    }
    for (Throwable failure : failures) {
      throw new AssertionError(failure.getMessage(), failure);
    }
  }
}
