package io.wherry.acceptance;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for something that another process does.
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Await() {}

  /// Looks until it is so; fails after a minute.
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to be within " + PATIENCE);
      }
      sleep(Duration.ofMillis(50));
    }
  }

  /// Sleeps.
  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
