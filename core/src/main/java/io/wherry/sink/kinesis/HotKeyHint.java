package io.wherry.sink.kinesis;

import io.wherry.sink.Delivery;
import io.wherry.sink.KeyWaits;
import java.util.function.Consumer;

/// Notices when the reader stands still because a row's changes wait for their turn, and says what
/// helps. Looked at as seldom as [#LOOK_EVERY]: it goes through the window.
final class HotKeyHint {
  /// Least time between two looks, in nanoseconds.
  static final long LOOK_EVERY = 1_000_000_000L;

  /// Least time between two lines, in nanoseconds.
  static final long SAY_EVERY = 60_000_000_000L;

  private final Delivery delivery;
  private final Consumer<KeyWaits> says;
  private long lookedAt;
  private long acknowledged;
  private boolean said;
  private long saidAt;

  HotKeyHint(Delivery delivery, Consumer<KeyWaits> says, long now) {
    this.delivery = delivery;
    this.says = says;
    lookedAt = now;
  }

  void step(long now) {
    if (now - lookedAt < LOOK_EVERY) {
      return;
    }
    lookedAt = now;
    boolean moves = delivery.acknowledged() > acknowledged;
    acknowledged = delivery.acknowledged();
    boolean quiet = said && now - saidAt < SAY_EVERY;
    // Where nothing is stored, or a shard is throttled, the row is not what is slow.
    if (quiet || !moves || delivery.anyRests() || !delivery.isWindowFull()) {
      return;
    }
    KeyWaits waits = delivery.keyWaits();
    if (waits.isMost()) {
      said = true;
      saidAt = now;
      says.accept(waits);
    }
  }
}
