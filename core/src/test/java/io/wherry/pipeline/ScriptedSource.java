package io.wherry.pipeline;

import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Operation;
import io.wherry.change.Position;
import io.wherry.change.SampleChange;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.change.Value;
import io.wherry.source.ChangeSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A source that plays transactions from a script. A transaction starts at byte `1000 * n` of one
/// file.
final class ScriptedSource implements ChangeSource {
  static final Table USERS =
      new Table(
          "shop",
          "users",
          List.of(new Column(0, "id", new ColumnType.Int(4, false), false)),
          List.of(new Column(0, "id", new ColumnType.Int(4, false), false)));

  /// A table without a key, whose deletes carry the id only.
  static final Table LOG =
      new Table(
          "shop",
          "log",
          List.of(
              new Column(0, "id", new ColumnType.Int(4, false), false),
              new Column(1, "note", new ColumnType.Int(4, false), false)),
          List.of());

  private sealed interface Act {
    record Begin() implements Act {}

    record Row(@Nullable Long was, @Nullable Long is) implements Act {}

    record LogRow(@Nullable Long was, @Nullable Long is) implements Act {}

    record Statement() implements Act {}

    record Commit() implements Act {}

    record Idle() implements Act {}

    record End() implements Act {}

    record Run(Runnable what) implements Act {}
  }

  private final ArrayDeque<Act> acts = new ArrayDeque<>();
  private final Transaction transaction = new Transaction();
  private @Nullable Change change;
  private long transactions;
  private long rows;

  ScriptedSource transaction(Long... ids) {
    acts.add(new Act.Begin());
    for (Long id : ids) {
      acts.add(new Act.Row(null, id));
    }
    acts.add(new Act.Commit());
    return this;
  }

  ScriptedSource begin() {
    acts.add(new Act.Begin());
    return this;
  }

  ScriptedSource insert(long id) {
    acts.add(new Act.Row(null, id));
    return this;
  }

  ScriptedSource update(long was, long is) {
    acts.add(new Act.Row(was, is));
    return this;
  }

  /// A row of [#LOG] is inserted; the log carries all of it.
  ScriptedSource insertKeyless(long id) {
    acts.add(new Act.LogRow(null, id));
    return this;
  }

  /// A row of [#LOG] is deleted; the log carries its id.
  ScriptedSource deleteKeyless(long id) {
    acts.add(new Act.LogRow(id, null));
    return this;
  }

  /// The users are emptied, in a transaction of its own.
  ScriptedSource truncate() {
    acts.add(new Act.Begin());
    acts.add(new Act.Statement());
    return commit();
  }

  ScriptedSource commit() {
    acts.add(new Act.Commit());
    return this;
  }

  ScriptedSource idle() {
    acts.add(new Act.Idle());
    return this;
  }

  ScriptedSource end() {
    acts.add(new Act.End());
    return this;
  }

  /// Something that happens instead of a step; it may throw.
  ScriptedSource then(Runnable what) {
    acts.add(new Act.Run(what));
    return this;
  }

  private static @Nullable Map<String, Value> image(@Nullable Long id) {
    return id == null ? null : Map.of("id", new Value.Int64(id));
  }

  @Override
  public Step next() {
    Act act = acts.isEmpty() ? new Act.Idle() : acts.removeFirst();
    return switch (act) {
      case Act.Begin _ -> {
        transactions++;
        transaction.begin("server", "binlog.000001", 1000 * transactions, 0);
        transaction.idWriter().utf8("server:" + transactions);
        yield Step.BEGIN;
      }
      case Act.Row row -> {
        rows++;
        change =
            new SampleChange(
                USERS,
                row.was == null ? Operation.INSERT : Operation.UPDATE,
                transaction,
                rows,
                0,
                image(row.was),
                image(row.is));
        yield Step.ROW;
      }
      case Act.LogRow row -> {
        rows++;
        boolean insert = row.was == null;
        Map<String, Value> whole =
            row.is == null
                ? Map.of()
                : Map.of("id", new Value.Int64(row.is), "note", new Value.Int64(7));
        change =
            new SampleChange(
                LOG,
                insert ? Operation.INSERT : Operation.DELETE,
                transaction,
                rows,
                0,
                image(row.was),
                insert ? whole : null);
        yield Step.ROW;
      }
      case Act.Statement _ -> {
        rows++;
        yield Step.STATEMENT;
      }
      case Act.Commit _ -> {
        rows = 0;
        yield Step.COMMIT;
      }
      case Act.Idle _ -> Step.IDLE;
      case Act.End _ -> Step.END;
      case Act.Run run -> {
        run.what.run();
        yield Step.IDLE;
      }
    };
  }

  @Override
  public Change change() {
    return Objects.requireNonNull(change);
  }

  @Override
  public LoggedStatement statement() {
    return new LoggedStatement(
        LoggedStatement.Kind.TABLE_TRUNCATE,
        LoggedStatement.Rows.REMOVED,
        "shop",
        "users",
        "shop",
        "truncate users",
        transaction,
        1,
        0);
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public Position position() {
    long offset = rows > 0 ? 1000 * transactions : 1000 * transactions + 500;
    return new Position("server", "binlog.000001", 0, offset, "", rows);
  }

  @Override
  public long newestEventMillis() {
    return 0;
  }

  @Override
  public void close() {}
}
