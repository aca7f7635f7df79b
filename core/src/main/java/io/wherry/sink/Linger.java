package io.wherry.sink;

/// When what may be sent is worth a call.
///
/// One record for each event: at once while nothing is on its way, then the sooner the less is; at
/// most [#SHORT] later. So a row alone travels at once, and a flood in full calls.
///
/// Events that share records: a call that leaves at once would carry records of one event each,
/// which cost as much as large ones. So they are gathered, and then all that may be sent is swept
/// out. While many come, sweeps are [#LONG] apart; so a lane whose record took longer than that to
/// be acknowledged goes on with the next sweep.
///
/// ```text
///   ready ── SHORT ──▶ fewer than MANY came, or the last sweep is LONG ago?  ── yes ──▶ sweep
///               ▲            └── no: again
///               └──────────────────┘
///   SWEEP_BYTES gathered, a barrier that waits, a full window ──▶ sweep
/// ```
final class Linger {
  /// How long a record that may be sent waits for others at least, in nanoseconds.
  static final long SHORT = 2_000_000L;

  /// How far sweeps are apart while many come, in nanoseconds.
  static final long LONG = 10_000_000L;

  /// So many events in [#SHORT] are many.
  static final int MANY = 64;

  /// Bytes that are gathered at most: some thousands for each of 1,024 lanes.
  static final long SWEEP_BYTES = 8L << 20;

  private final Window window;
  private final Barrier barrier;
  private final boolean gathers;
  private final int recordsPerRequest;
  private boolean readySeen;
  private long readySince;
  private long lookedAt;
  private long newestThen;
  private long sweptBytes;
  private boolean swept;
  private long sweptAt;
  private int left;

  /// @param gathers whether events share records
  Linger(Window window, Barrier barrier, boolean gathers, int recordsPerRequest) {
    this.window = window;
    this.barrier = barrier;
    this.gathers = gathers;
    this.recordsPerRequest = recordsPerRequest;
  }

  /// Whether a call should leave now.
  ///
  /// @param ready records that may be sent
  /// @param inFlight calls on their way
  boolean isOver(int ready, int inFlight, long now) {
    if (ready == 0) {
      readySeen = false;
      left = 0;
      return false;
    }
    if (!readySeen) {
      readySeen = true;
      begin(now);
    }
    if (gathers) {
      return sweeps(ready, now);
    }
    int enough = Math.min(inFlight * inFlight, recordsPerRequest);
    return ready >= enough || now - readySince >= SHORT;
  }

  private void begin(long now) {
    readySince = now;
    look(now);
  }

  private void look(long now) {
    lookedAt = now;
    newestThen = window.newest();
  }

  private boolean sweeps(int ready, long now) {
    if (left == 0 && isDue(now)) {
      left = ready;
      swept = true;
      sweptAt = now;
      sweptBytes = window.offeredBytes();
    }
    return left > 0;
  }

  private boolean isDue(long now) {
    if (window.offeredBytes() - sweptBytes >= SWEEP_BYTES
        || barrier.isOpen()
        || !window.hasRoom()) {
      return true;
    }
    if (now - lookedAt < SHORT) {
      return false;
    }
    boolean few = window.newest() - newestThen < MANY;
    look(now);
    return few || !swept || now - sweptAt >= LONG;
  }

  /// A call left with so many records.
  void sent(int records, long now) {
    left = Math.max(0, left - records);
    if (left == 0) {
      begin(now);
    }
  }

  /// When to ask again, in nanoseconds from now, while something is ready.
  long again(long now) {
    if (!readySeen) {
      return 0;
    }
    return (gathers ? lookedAt : readySince) + SHORT - now;
  }
}
