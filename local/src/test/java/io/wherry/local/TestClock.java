package io.wherry.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Time that goes on when the test says so.
final class TestClock implements InstantSource {
  /// 2026-11-22T12:00:00Z.
  static final long START = 1_795_348_800_000L;

  private final AtomicLong millis = new AtomicLong(START);

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }
}
