package io.wherry.kinesis;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Keeps the calls to one shard [KinesisLimits#READ_INTERVAL] apart.
final class ReadPace {
  private final LongSupplier nanoTime;
  private long earliest;

  ReadPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    earliest = nanoTime.getAsLong();
  }

  /// Waits until the next call may be made.
  void await() throws InterruptedException {
    long wait = earliest - nanoTime.getAsLong();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    earliest = nanoTime.getAsLong() + KinesisLimits.READ_INTERVAL.toNanos();
  }
}
