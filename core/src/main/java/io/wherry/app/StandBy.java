package io.wherry.app;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.Patience;
import java.time.Duration;
import java.util.function.Consumer;

/// A run that waits for the end of another one that uses its checkpoint, and then takes over.
///
/// ```text
///   in use ──▶ "standing by: …" ──▶ asked again, until it is free ──▶ "taking over: …"
///     └─ once: what can be done before, so that the take-over need not wait for it
/// ```
final class StandBy {
  /// Time between two tries where a store does not wait by itself.
  static final Duration EVERY = Duration.ofMillis(250);

  private final CheckpointOptions options;
  private final Consumer<String> say;
  private final Runnable meanwhile;
  private String said = "";

  /// @param say takes lines for the user
  /// @param meanwhile is begun once, when there is another run to wait for
  StandBy(CheckpointOptions options, Consumer<String> say, Runnable meanwhile) {
    this.options = options;
    this.say = say;
    this.meanwhile = meanwhile;
  }

  /// Takes the checkpoint; blocks until no other run uses it.
  ///
  /// @throws CheckpointException when it cannot be used at all
  CheckpointStore open() {
    Patience patience =
        inUse -> {
          wait(inUse);
          return !Thread.currentThread().isInterrupted();
        };
    while (true) {
      try {
        CheckpointStore store = Stores.open(options, _ -> {}, patience);
        if (isWaiting()) {
          say.accept("taking over: no other run uses the checkpoint at " + options);
        }
        return store;
      } catch (CheckpointException e) {
        // Trouble on the way is waited out only by whoever stands by already.
        if (e.kind() != Kind.IN_USE && (e.kind() != Kind.UNREACHABLE || !isWaiting())) {
          throw e;
        }
        wait(e);
      }
      pause();
    }
  }

  private boolean isWaiting() {
    return !said.isEmpty();
  }

  private void wait(CheckpointException why) {
    if (!isWaiting()) {
      Thread.ofVirtual().name("meanwhile").start(meanwhile);
    }
    // What to do about it is being done.
    String line =
        "standing by: " + String.valueOf(why.getMessage()).replaceFirst(" uses it: .*", " uses it");
    if (!line.equals(said)) {
      say.accept(line);
      said = line;
    }
  }

  private void pause() {
    try {
      Thread.sleep(EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CheckpointException("checkpoint " + options + ": interrupted", null);
    }
  }
}
