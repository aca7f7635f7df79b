package io.wherry.checkpoint.dynamodb;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import io.wherry.checkpoint.Holder;
import io.wherry.checkpoint.Patience;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// How a lease is taken.
///
/// ```text
///   nobody holds it ─────────────────────────────▶ taken, with the next epoch
///   held ── moves while it is watched ───────────▶ in use
///     └──── does not move for its holder's life ─▶ taken, unless it has moved meanwhile
/// ```
final class Takeover {
  /// Looks at another's lease in one life of it.
  private static final int LOOKS = 12;

  private static final String TAKE =
      "SET epoch = :epoch, holder = :holder, held = :true, beat = :zero, life = :life,"
          + " generation = if_not_exists(generation, :zero)";

  private final DynamoDbOptions options;
  private final DynamoDbTable table;
  private final LongSupplier nanoTime;
  private final Consumer<String> say;

  Takeover(
      DynamoDbOptions options, DynamoDbTable table, LongSupplier nanoTime, Consumer<String> say) {
    this.options = options;
    this.table = table;
    this.nanoTime = nanoTime;
    this.say = say;
  }

  /// Takes the lease; blocks while its holder may be dead, and as long as somebody is patient.
  ///
  /// @throws CheckpointException when another run holds it and lives
  LeaseItem take(Patience patience) {
    while (true) {
      try {
        return takeOnce();
      } catch (CheckpointException e) {
        if (e.kind() != Kind.IN_USE || !patience.waits(e)) {
          throw e;
        }
      }
    }
  }

  private LeaseItem takeOnce() {
    LeaseItem seen = look();
    long since = nanoTime.getAsLong();
    if (seen.held()) {
      say.accept(
          "checkpoint %s: another run%s holds it: watching for %.1f s whether it is alive"
              .formatted(
                  options.place(), Holder.shown(seen.holder()), seen.life().toMillis() / 1e3));
    }
    while (seen.held() && nanoTime.getAsLong() - since < seen.life().toNanos()) {
      table.pause(seen.life().dividedBy(LOOKS).plus(Duration.ofMillis(1)));
      LeaseItem now = look();
      if (now.held() && now.hasMoved(seen)) {
        throw inUse(now);
      }
      if (!now.held()) {
        seen = now;
      }
    }
    return take(seen);
  }

  private LeaseItem look() {
    var item = table.get(options.name());
    return item.isEmpty() ? LeaseItem.NONE : LeaseItem.of(item);
  }

  private LeaseItem take(LeaseItem seen) {
    var values = seen.taking(Holder.ofThisProcess(), options.leaseLife());
    return table.changeLease(TAKE, seen.unchanged(), values, null).orElseThrow(() -> inUse(look()));
  }

  private CheckpointException inUse(LeaseItem by) {
    return CheckpointException.inUse(options.place(), Holder.shown(by.holder()));
  }
}
