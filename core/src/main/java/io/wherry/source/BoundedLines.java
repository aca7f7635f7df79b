package io.wherry.source;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// Warnings that a log could cause by the million: so many a minute are written, the others are
/// counted.
final class BoundedLines {
  /// The most lines of a minute.
  static final int LINES_MAX = 20;

  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanos;
  private long since;
  private int lines;
  private long leftOut;

  /// @param nanos a clock that only runs forward, in nanoseconds
  BoundedLines(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    since = nanos.getAsLong();
  }

  void warn(String line) {
    long now = nanos.getAsLong();
    if (now - since >= PERIOD_NANOS) {
      end();
      since = now;
      lines = 0;
    }
    if (lines < LINES_MAX) {
      lines++;
      log.warn("{}", line);
    } else {
      leftOut++;
    }
  }

  /// Says how many were left out.
  void end() {
    if (leftOut > 0) {
      log.warn("{} more warnings like the last ones were left out", leftOut);
      leftOut = 0;
    }
  }
}
