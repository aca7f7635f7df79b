package io.wherry.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/// What stores keep besides that cannot see whether their holder is alive.
public abstract class LeasedStoreContract extends CheckpointStoreContract {
  /// As short as an option can make it, and still longer than a renewal on a busy machine.
  protected static final Duration LIFE = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// A store that reads this clock.
  protected abstract CheckpointStore open(LongSupplier nanoTime);

  /// Gives the checkpoint to somebody else behind the back of whoever holds it, as if that one had
  /// not been heard of for a life.
  protected abstract void giveTo(String holder);

  /// Looks without taking it.
  protected abstract Optional<Seen> look();

  // `check` beside a run must neither stop it nor be told that nobody is there.
  @Test
  void whoeverLooksSeesTheHolderAndTakesNothing() {
    assertThat(look().flatMap(Seen::document)).isEmpty();
    try (CheckpointStore store = open()) {
      assertThat(look().orElseThrow().document()).isEmpty();
      store.save(NAME, "one");
      Seen seen = look().orElseThrow();
      assertThat(seen.document()).contains("one");
      assertThat(seen.holder()).contains("process " + ProcessHandle.current().pid() + ")");
      store.save(NAME, "two");
      store.checkHeld();
    }
    assertThat(look()).contains(new Seen(Optional.of("two"), null));
    damage(NAME, new byte[] {'x'});
    assertThatThrownBy(this::look)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(": is not a checkpoint of Wherry: put back a good copy");
  }

  @Override
  protected CheckpointStore open() {
    return open(System::nanoTime);
  }

  /// What is stored is the same as in files, where each bit is flipped.
  @Override
  protected int bitsBetween() {
    return 13;
  }

  private static CheckpointException awaitLoss(CheckpointStore store) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        store.checkHeld();
      } catch (CheckpointException e) {
        return e;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("it is still held");
  }

  // Else a process that slept overwrites the checkpoint of the one that took over: rows lost.
  @Test
  void whoWasReplacedWritesNothing() {
    try (CheckpointStore store = open()) {
      store.save(NAME, "before");
      giveTo("db7 process 4711");
      assertThatThrownBy(() -> store.save(NAME, "after"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("checkpoint ")
          .hasMessageEndingWith(
              ": another run (db7 process 4711) has taken over: this one stops and sends nothing"
                  + " more");
      assertThatThrownBy(() -> store.delete(NAME)).isInstanceOf(CheckpointException.class);
      assertThatThrownBy(store::checkHeld).isInstanceOf(CheckpointException.class);
      assertThat(new String(stored(NAME), java.nio.charset.StandardCharsets.UTF_8))
          .contains("before");
    }
  }

  // Who sends without saving, as a run with an idle log and much in flight, must learn of it too.
  @Test
  void whoWasReplacedHearsOfItByTheNextRenewal() throws Exception {
    try (CheckpointStore store = open()) {
      giveTo("db7 process 4711");
      CheckpointException lost = awaitLoss(store);
      assertThat(lost.kind()).isEqualTo(CheckpointException.Kind.LOST);
      assertThat(lost).hasMessageContaining("another run (db7 process 4711) has taken over");
    }
  }

  // A process that was stopped for a minute finds out before it asks anybody.
  @Test
  void aLeaseThatMayHaveRunOutIsOver() {
    var ahead = new AtomicLong();
    try (CheckpointStore store = open(() -> System.nanoTime() + ahead.get())) {
      store.checkHeld();
      ahead.set(Duration.ofMinutes(1).toNanos());
      assertThatThrownBy(store::checkHeld)
          .isInstanceOf(CheckpointException.class)
          .message()
          .startsWith("checkpoint ")
          .matches(
              "[^\\n]*: the lease of \\d\\.\\d s ran out 5[789]\\.\\d s ago, as this process was"
                  + " held up: another run may have taken over, so nothing more is sent: start this"
                  + " one again");
      assertThatThrownBy(() -> store.save(NAME, "late")).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void aLeaseIsRenewedForAsLongAsItsHolderLives() throws Exception {
    try (CheckpointStore store = open()) {
      Thread.sleep(LIFE.plusMillis(1_500));
      store.checkHeld();
      store.save(NAME, "still here");
    }
    try (CheckpointStore store = open()) {
      assertThat(store.load(NAME)).contains("still here");
    }
  }
}
