package io.wherry.source;

import io.wherry.mysql.ServerException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: exponential back-off with jitter, so that many readers of
/// one server do not come back all at once.
///
/// @param random where the jitter comes from
/// @param clocks what time it is
/// @param attemptsMax how many tries there are
record Reconnection(RandomGenerator random, Clocks clocks, int attemptsMax) {
  /// Tries before a second connection gives up, where there is another server to go on with.
  static final int SIDE_ATTEMPTS_MAX = 2;

  /// The wait before the second try, in milliseconds, before jitter.
  static final long FIRST_MILLIS = 200;

  /// The longest wait, in milliseconds.
  static final long MILLIS_MAX = 15_000;

  /// Without a limit of tries.
  Reconnection(RandomGenerator random, Clocks clocks) {
    this(random, clocks, Integer.MAX_VALUE);
  }

  /// The same with a limit of tries.
  Reconnection limited() {
    return new Reconnection(random, clocks, SIDE_ATTEMPTS_MAX);
  }

  /// The wait before a try, between half and all of 200 ms, 400 ms, 800 ms, …, 15 s.
  ///
  /// @param attempt number of tries that failed, from 1
  /// @throws ServerException when there were too many
  Duration delay(int attempt) {
    if (attempt > attemptsMax) {
      throw new ServerException(
          ServerException.Kind.LOST, 0, "given up after " + attemptsMax + " tries", null);
    }
    long full = Math.min(MILLIS_MAX, FIRST_MILLIS << Math.min(attempt - 1, 20));
    return Duration.ofMillis(random.nextLong(full / 2, full + 1));
  }
}
