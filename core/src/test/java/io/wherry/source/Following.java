package io.wherry.source;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Operation;
import io.wherry.change.Position;
import io.wherry.change.Row;
import io.wherry.change.Value;
import io.wherry.mysql.ServerOptions;
import io.wherry.server.Database;
import io.wherry.server.Replication;
import io.wherry.source.ChangeSource.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A follower of a test's server, whose steps become words: `begin`, `insert t{1,a}`, `update
/// t{1,a}{1,b}`, `delete t{1,b}`, `commit`.
final class Following implements AutoCloseable {
  private static final long PATIENCE_NANOS = 40_000_000_000L;

  private final Follower follower;
  private final List<String> ids = new ArrayList<>();

  private Following(Follower follower) {
    this.follower = follower;
  }

  /// Follows the tables of one schema.
  static Following of(Database database, String schema, StartPosition start, Until until) {
    return of(database, "root", "", schema, start, until);
  }

  static Following of(
      Database database,
      String user,
      String password,
      String schema,
      StartPosition start,
      Until until) {
    var server = ServerOptions.of("127.0.0.1", database.port(), user, password);
    var options = new FollowOptions(server, start, until, (s, table) -> s.equals(schema), schema);
    return of(options);
  }

  /// Follows with what is chosen for statements the tables of a schema, without those whose names
  /// begin with `private`.
  static Following of(
      Database database, String schema, StartPosition start, StatementOptions statements) {
    var server = ServerOptions.of("127.0.0.1", database.port(), "root", "");
    return of(
        new FollowOptions(
            server,
            start,
            new Until.Latest(),
            (s, table) -> s.equals(schema) && !table.startsWith("private"),
            schema,
            Optional.empty(),
            statements));
  }

  private static Following of(FollowOptions options) {
    Thread reader = Thread.currentThread();
    return new Following(
        Follower.start(options, () -> LockSupport.unpark(reader), new Random(), Clocks.system()));
  }

  /// Follows the tables of one schema on two servers that hold the same data.
  static Following of(Replication pair, String schema, StartPosition start) {
    var first = ServerOptions.of("127.0.0.1", pair.source().port(), "root", "");
    var second = ServerOptions.of("127.0.0.1", pair.replica().port(), "root", "");
    Thread reader = Thread.currentThread();
    var options =
        new FollowOptions(first, start, new Until.Never(), (s, table) -> s.equals(schema), schema);
    Runnable bell = () -> LockSupport.unpark(reader);
    return new Following(
        Follower.start(options, List.of(second), bell, new Random(), Clocks.system()));
  }

  /// Everything from a start to the end of the log.
  static List<String> toTheEnd(Database database, String schema, StartPosition start) {
    try (var following = of(database, schema, start, new Until.Latest())) {
      return following.words();
    }
  }

  /// The same, in the words of the command line.
  static List<String> toTheEnd(Database database, String schema, String start) {
    return toTheEnd(database, schema, StartPosition.parse(start));
  }

  Follower follower() {
    return follower;
  }

  Position position() {
    return follower.position();
  }

  /// Ids of the transactions begun so far.
  List<String> ids() {
    return ids;
  }

  /// The words up to the end.
  List<String> words() {
    var words = new ArrayList<String>();
    String word = word();
    while (word != null) {
      words.add(word);
      word = word();
    }
    return words;
  }

  /// The next `count` words.
  List<String> words(int count) {
    var words = new ArrayList<String>();
    while (words.size() < count) {
      words.add(String.valueOf(word()));
    }
    return words;
  }

  /// The rows up to the end, without the marks.
  List<String> rows() {
    return words().stream().filter(word -> word.contains("{")).toList();
  }

  /// The next word, after waiting for it; null at the end.
  @Nullable String word() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      Step step = follower.next();
      switch (step) {
        case BEGIN -> {
          ids.add(follower.transaction().id(new ByteSlice()).utf8());
          return "begin";
        }
        case ROW -> {
          return row(follower.change());
        }
        case STATEMENT -> {
          LoggedStatement statement = follower.statement();
          return "%s %s %s %d"
              .formatted(
                  statement.kind().word(),
                  statement.subject(),
                  statement.rows().word(),
                  statement.number());
        }
        case COMMIT -> {
          return "commit";
        }
        case END -> {
          return null;
        }
        case PASSED -> {}
        case IDLE -> LockSupport.parkNanos(10_000_000);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing came; the position is " + follower.position());
      }
    }
  }

  private static String row(Change change) {
    var word = new StringBuilder(change.operation().name().toLowerCase(java.util.Locale.ROOT));
    word.append(' ').append(change.table().name());
    if (change.operation() != Operation.INSERT) {
      word.append(image(Row.of(change::before)));
    }
    if (change.operation() != Operation.DELETE) {
      word.append(image(Row.of(change::after)));
    }
    return word.toString();
  }

  private static String image(Row row) {
    return row.values().values().stream()
        .map(Following::show)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String show(Value value) {
    return switch (value) {
      case Value.Int64(long number) -> Long.toString(number);
      case Value.Text(String text) -> text;
      case Value.Nothing() -> "null";
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    follower.close();
  }
}
