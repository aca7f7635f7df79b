package io.wherry.acceptance;

import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Faults;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A service at its worst: of a hundred puts one is stored and not answered, one fails, one is
/// answered too late and one arrives late; and every five seconds the stream is resharded.
final class Storm implements Faults {
  private static final Duration RESHARD_EVERY = Duration.ofSeconds(5);

  /// What it does to a put.
  enum Kind {
    RESHARDED,
    ANSWER_LOST,
    REFUSED,
    ANSWERED_LATE,
    HELD_BACK
  }

  private final AtomicLong reshardAt = new AtomicLong(System.nanoTime());
  private final Set<Kind> happened = ConcurrentHashMap.newKeySet();

  /// What has happened at least once.
  Set<Kind> happened() {
    return Set.copyOf(happened);
  }

  @Override
  public Fault on(Call call) {
    if (!call.operation().startsWith("Put")) {
      return Fault.NONE;
    }
    long now = System.nanoTime();
    long due = reshardAt.get();
    if (now - due > 0 && reshardAt.compareAndSet(due, now + RESHARD_EVERY.toNanos())) {
      happened.add(Kind.RESHARDED);
      return Fault.NONE.reshardTo(3 + (int) (call.number() % 4));
    }
    return switch ((int) (call.number() % 100)) {
      case 7 -> note(Kind.ANSWER_LOST, Fault.NONE.losingAnswer());
      case 33 -> note(Kind.REFUSED, Fault.NONE.refusing());
      case 66 -> note(Kind.ANSWERED_LATE, Fault.NONE.answeringAfter(Duration.ofSeconds(6)));
      case 80 -> note(Kind.HELD_BACK, Fault.NONE.heldBack(Duration.ofSeconds(2)));
      default -> Fault.NONE;
    };
  }

  private Fault note(Kind kind, Fault fault) {
    happened.add(kind);
    return fault;
  }
}
