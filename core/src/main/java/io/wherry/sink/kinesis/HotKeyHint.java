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
    if (delivery.hasRoom() || (said && now - saidAt < SAY_EVERY)) {
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
