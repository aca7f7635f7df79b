package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.ReadFrom;
import io.wherry.sink.Delivery;
import io.wherry.sink.Recovery;
import io.wherry.sink.ShardRead;

/// The time after an unclean end in which the rows beyond the checkpoint come once more, and those
/// that are in the stream already are not sent again. Until it is over no barrier can be set: what
/// is there lies in another order than it is replayed in.
final class Replay {
  /// After this time, in nanoseconds, and with nothing unacknowledged, what was not replayed is
  /// taken for somebody else's: a window is replayed in far less.
  static final long REPLAY_MAX = 300_000_000_000L;

  private final Recovery recovery;
  private final Delivery delivery;
  private final SinkLog log;
  private boolean read;
  private boolean over;
  private long readAt;
  private long present;

  Replay(Recovery recovery, Delivery delivery, SinkLog log) {
    this.recovery = recovery;
    this.delivery = delivery;
    this.log = log;
    log.recovering();
  }

  boolean isRead() {
    return read;
  }

  boolean isOver() {
    return over;
  }

  void took(ShardRead page) {
    recovery.took(page);
  }

  void step(long now) {
    if (!read && recovery.isRead()) {
      read = true;
      readAt = now;
      // All of it is in front of what this run sends.
      recovery
          .tips()
          .forEach((shard, last) -> delivery.marks().begin(shard, new ReadFrom.After(last)));
      log.recovered(recovery.found(), recovery.foreign(), recovery.failure());
    }
    if (read && !over) {
      // A line that is full is no reason: what is there may still come.
      boolean late = now - readAt >= REPLAY_MAX && delivery.acknowledged() == delivery.offered();
      if (recovery.left() == 0 || late || delivery.isWindowFull()) {
        over = true;
        log.replayed(present, recovery.left());
      }
    }
  }

  /// Whether a record is in the stream already.
  boolean isPresent(ByteSlice record) {
    if (over || !recovery.take(record)) {
      return false;
    }
    present++;
    return true;
  }
}
