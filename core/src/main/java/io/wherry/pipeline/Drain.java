package io.wherry.pipeline;

import java.util.function.LongSupplier;

/// How long a flow that ends may still wait for acknowledgements: without limit at the end of
/// `--until`, [Replication#DRAIN_MAX] after a stop or a failure of the source, not at all when the
/// sink itself failed.
final class Drain {
  private final LongSupplier nanoTime;
  private boolean limited;
  private long until;

  Drain(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Starts the time that is left, unless it runs already.
  void limit() {
    if (!limited) {
      limited = true;
      until = nanoTime.getAsLong() + Replication.DRAIN_MAX;
    }
  }

  /// Leaves no time at all.
  void giveUp() {
    limited = true;
    until = nanoTime.getAsLong();
  }

  boolean isOver() {
    return limited && nanoTime.getAsLong() - until >= 0;
  }
}
