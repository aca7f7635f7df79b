package io.wherry.local.stream;

/// A rate that may be used at once for as much as one second brings. Guarded by its shard.
final class TokenBucket {
  private static final long PARTS = 1_000;

  private final long rate;

  /// In thousandths, so that every millisecond brings a whole number.
  private long tokens;

  private long last = Long.MIN_VALUE;

  /// @param rate per second; also the most that is saved up
  TokenBucket(long rate) {
    this.rate = rate;
    tokens = rate * PARTS;
  }

  private void refill(long now) {
    if (last == Long.MIN_VALUE) {
      last = now;
    }
    if (now > last) {
      long brought = (now - last) * rate;
      tokens = Math.min(tokens + brought, rate * PARTS);
      last = now;
    }
  }

  /// Whether this much may be taken. More than a second brings may be taken from a full bucket.
  boolean has(long amount, long now) {
    refill(now);
    return tokens >= Math.min(amount, rate) * PARTS;
  }

  /// Whether anything is left.
  boolean hasAny(long now) {
    refill(now);
    return tokens > 0;
  }

  /// Takes; what was not there is owed.
  void take(long amount) {
    tokens -= amount * PARTS;
  }
}
