package io.wherry.sink;

import java.util.random.RandomGenerator;

/// How fast one lane may send. Free at first; from its first throttled record on it is held to the
/// service's documented rate, and to a smaller share of it as long as throttling goes on (there may
/// be other writers).
///
/// Two buckets, records and bytes, fill with the rate and are emptied by sending. A failure of any
/// kind also makes the lane pause: twice as long each time, until something is stored again.
final class Pace {
  /// The first pause after a failure, in nanoseconds.
  static final long PAUSE_MIN = 20_000_000L;

  /// The longest pause, before jitter.
  static final long PAUSE_MAX = 1_000_000_000L;

  /// What the buckets hold at most, and how long a lane with empty buckets rests.
  static final long BURST = 200_000_000L;

  static final long REST = 20_000_000L;

  /// A throttled record lowers the share, but not more often than this.
  static final long CUT_EVERY = 250_000_000L;

  static final double CUT = 0.9;
  static final double SHARE_MIN = 0.01;

  /// How much of the documented rate comes back each second.
  static final double RECOVERY_PER_SECOND = 0.02;

  private static final double SECOND = 1e9;

  private final double recordsPerSecond;
  private final double bytesPerSecond;
  private boolean limited;
  private double share = 1;
  private double records;
  private double bytes;
  private long filledAt;
  private long cutAt;
  private long pause = PAUSE_MIN;
  private boolean paused;
  private long pausedUntil;

  Pace(int recordsPerSecond, int bytesPerSecond) {
    this.recordsPerSecond = recordsPerSecond;
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Whether the shard has ever been throttled.
  boolean isLimited() {
    return limited;
  }

  /// Whether one more record may be sent at this time.
  boolean allows(long now) {
    if (paused) {
      if (now - pausedUntil < 0) {
        return false;
      }
      paused = false;
    }
    if (!limited) {
      return true;
    }
    fill(now);
    return records >= 1 && bytes > 0;
  }

  /// When to ask again after [#allows(long)] said no.
  long askAgainAt(long now) {
    if (paused) {
      return pausedUntil;
    }
    double missing =
        Math.max((1 - records) / recordsPerSecond, -bytes / bytesPerSecond) / share * SECOND;
    return now + Math.max(REST, (long) missing);
  }

  /// Counts a record of so many bytes that is being sent.
  void sent(int length) {
    if (limited) {
      records -= 1;
      bytes -= length;
    }
  }

  /// A record was stored: the next failure pauses for the shortest time again.
  void stored() {
    pause = PAUSE_MIN;
  }

  /// A record was refused because the lane is too fast.
  void throttled(long now, RandomGenerator random) {
    if (!limited) {
      limited = true;
      filledAt = now;
      cutAt = now;
      records = 0;
      bytes = 0;
    } else if (now - cutAt >= CUT_EVERY) {
      cutAt = now;
      share = Math.max(SHARE_MIN, share * CUT);
    }
    pause(now, random);
  }

  /// Sends nothing for a while, unless that is so already.
  void pause(long now, RandomGenerator random) {
    if (!paused || now - pausedUntil >= 0) {
      paused = true;
      pausedUntil = now + pause / 2 + random.nextLong(pause);
      pause = Math.min(PAUSE_MAX, 2 * pause);
    }
  }

  private void fill(long now) {
    double seconds = (now - filledAt) / SECOND;
    filledAt = now;
    share = Math.min(1, share + seconds * RECOVERY_PER_SECOND);
    double burst = BURST / SECOND * share;
    records = Math.min(records + seconds * recordsPerSecond * share, more(burst));
    bytes = Math.min(bytes + seconds * bytesPerSecond * share, Math.max(1, burst * bytesPerSecond));
  }

  private double more(double burst) {
    return Math.max(1, burst * recordsPerSecond);
  }
}
