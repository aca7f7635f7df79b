package io.wherry.acceptance;

import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Faults;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A service at its worst: of a hundred puts one is stored and not answered, one fails, one is
/// answered too late and one arrives late; and every five seconds the stream is resharded.
final class Storm implements Faults {
  private static final Duration RESHARD_EVERY = Duration.ofSeconds(5);

  private final AtomicLong reshardAt = new AtomicLong(System.nanoTime());

  @Override
  public Fault on(Call call) {
    if (!call.operation().startsWith("Put")) {
      return Fault.NONE;
    }
    long now = System.nanoTime();
    long due = reshardAt.get();
    if (now - due > 0 && reshardAt.compareAndSet(due, now + RESHARD_EVERY.toNanos())) {
      return Fault.NONE.reshardTo(3 + (int) (call.number() % 4));
    }
    return switch ((int) (call.number() % 100)) {
      case 7 -> Fault.NONE.losingAnswer();
      case 33 -> Fault.NONE.refusing();
      case 66 -> Fault.NONE.answeringAfter(Duration.ofSeconds(6));
      case 80 -> Fault.NONE.heldBack(Duration.ofSeconds(2));
      default -> Fault.NONE;
    };
  }
}
