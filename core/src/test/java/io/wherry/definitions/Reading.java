package io.wherry.definitions;

import io.wherry.mysql.ServerOptions;
import io.wherry.server.Database;
import io.wherry.source.ChangeSource.Step;
import io.wherry.source.Clocks;
import io.wherry.source.FollowOptions;
import io.wherry.source.Follower;
import io.wherry.source.GivenDefinitions;
import io.wherry.source.SourceException;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A follower of some schemas, which can be let stand still, and what it published so far.
final class Reading implements AutoCloseable {
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final Follower follower;
  private final List<PublishedChange> changes = new ArrayList<>();
  private @Nullable SourceException stopped;

  /// @param schemas which schemas' tables are published
  Reading(Database database, StartPosition start, Until until, Predicate<String> schemas) {
    this(database, start, until, (schema, table) -> schemas.test(schema), Optional.empty());
  }

  /// @param published which tables are, by schema and name
  /// @param given definitions from the user
  Reading(
      Database database,
      StartPosition start,
      Until until,
      BiPredicate<String, String> published,
      Optional<GivenDefinitions> given) {
    Thread reader = Thread.currentThread();
    var server = ServerOptions.of("127.0.0.1", database.port(), "root", "");
    var options = new FollowOptions(server, start, until, published, "test", given);
    follower =
        Follower.start(options, () -> LockSupport.unpark(reader), new Random(), Clocks.system());
  }

  /// Waits until it has read what the tables look like at its start.
  void awaitDefinitions() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (follower.memory().lines().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no definitions came");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// Reads to the end of the log as it is now, or to the line that ends it.
  void readTo(String position) {
    long end = Long.parseLong(position.substring(position.lastIndexOf(':') + 1));
    while (follower.position().offset() < end && step()) {}
  }

  /// Reads up to `--until`, or to the line that ends it.
  void readToTheEnd() {
    while (step()) {}
  }

  /// Reads some changes more.
  ///
  /// @return whether there is more to read
  boolean read(int count) {
    int wanted = changes.size() + count;
    while (changes.size() < wanted) {
      if (!step()) {
        return false;
      }
    }
    return true;
  }

  private boolean step() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      Step step = follower.next();
      while (step == Step.IDLE) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("nothing came; the position is " + follower.position());
        }
        LockSupport.parkNanos(1_000_000);
        step = follower.next();
      }
      if (step == Step.ROW) {
        changes.add(PublishedChange.of(follower.change(), follower.transaction().offset()));
      }
      return step != Step.END;
    } catch (SourceException e) {
      stopped = e;
      return false;
    }
  }

  /// Where another one can go on.
  StartPosition checkpoint() {
    return new StartPosition.Checkpoint(follower.position(), follower.memory());
  }

  List<PublishedChange> changes() {
    return changes;
  }

  List<PublishedChange> changes(String schema) {
    return changes.stream().filter(change -> change.schema().equals(schema)).toList();
  }

  /// The line it ended with; null when it did not.
  @Nullable SourceException stopped() {
    return stopped;
  }

  @Override
  public void close() {
    follower.close();
  }
}
