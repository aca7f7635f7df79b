package io.wherry.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: exponential back-off with jitter, so that many readers of
/// one server do not come back all at once.
///
/// @param random where the jitter comes from
/// @param clocks what time it is
record Reconnection(RandomGenerator random, Clocks clocks) {
  /// The wait before the second try, in milliseconds, before jitter.
  static final long FIRST_MILLIS = 200;

  /// The longest wait, in milliseconds.
  static final long MILLIS_MAX = 15_000;

  /// The wait before a try, between half and all of 200 ms, 400 ms, 800 ms, …, 15 s.
  ///
  /// @param attempt number of tries that failed, from 1
  Duration delay(int attempt) {
    long full = Math.min(MILLIS_MAX, FIRST_MILLIS << Math.min(attempt - 1, 20));
    return Duration.ofMillis(random.nextLong(full / 2, full + 1));
  }
}
