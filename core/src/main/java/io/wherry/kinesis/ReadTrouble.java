package io.wherry.kinesis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// A shard that cannot be read for a while: pauses that double, a line in the log when it takes
/// long, and an end of all patience.
final class ReadTrouble {
  /// The first pause, in nanoseconds.
  static final long PAUSE_MIN = TimeUnit.MILLISECONDS.toNanos(200);

  /// The longest pause, in nanoseconds.
  static final long PAUSE_MAX = TimeUnit.SECONDS.toNanos(5);

  /// Trouble that is shorter is nothing special: other readers share the shard's limits.
  private static final Duration SAY_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ReadTrouble.class);

  private final String shard;
  private final KinesisErrors errors;
  private final LongSupplier nanoTime;
  private long pause;
  private long since;
  private boolean said;

  ReadTrouble(String shard, KinesisErrors errors, LongSupplier nanoTime) {
    this.shard = shard;
    this.errors = errors;
    this.nanoTime = nanoTime;
  }

  /// A read succeeded.
  void over() {
    pause = 0;
    said = false;
  }

  /// A read failed in a way that may pass: waits.
  ///
  /// @throws KinesisException when it has not passed for [KinesisLimits#READ_PATIENCE]
  void pause(SdkException e) throws InterruptedException {
    long now = nanoTime.getAsLong();
    if (pause == 0) {
      since = now;
      pause = PAUSE_MIN;
    }
    long lasted = now - since;
    if (lasted >= KinesisLimits.READ_PATIENCE.toNanos()) {
      throw errors.gaveUp(shard, e);
    }
    if (!said && lasted >= SAY_AFTER.toNanos()) {
      said = true;
      LOG.warn("shard {} cannot be read, trying again: {}", shard, KinesisErrors.reason(e));
    }
    TimeUnit.NANOSECONDS.sleep(pause);
    pause = Math.min(PAUSE_MAX, 2 * pause);
  }
}
