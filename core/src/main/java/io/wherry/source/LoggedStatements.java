package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.QueryEvent;
import io.wherry.change.LoggedStatement;
import io.wherry.change.LoggedStatement.Rows;
import io.wherry.change.Transaction;
import io.wherry.schema.ChangedTables;
import io.wherry.schema.Definition;
import io.wherry.schema.SqlName;
import io.wherry.source.StatementOptions.OnRowless;
import io.wherry.source.StatementOptions.OnStatement;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// What becomes of the statements in the log that are no marks of a transaction: they are passed
/// over, warned of, published, or end the stream. Source: DELIVERY 8.
///
/// ```text
///   INSERT, LOAD DATA, …      logged without rows: on published tables, or where it cannot be told
///                             on which, as --on-statement says
///   TRUNCATE, DROP TABLE, …   as --on-rowless says; with --ddl published in any case
///   CREATE, ALTER ADD INDEX   with --ddl published
/// ```
final class LoggedStatements {
  /// The most tables whose passing over is said.
  private static final int PASSED_MAX = 1_000;

  private final StatementOptions options;
  private final PublishedNames published;
  private final BoundedLines lines;
  private final TemporaryTables temporary = new TemporaryTables();
  private final Set<SqlName> passed = new HashSet<>();
  private final ArrayDeque<SqlName> pending = new ArrayDeque<>();
  private @Nullable Definition definition;
  private @Nullable LoggedStatement statement;
  private String sql = "";
  private String database = "";
  private long secondMillis;
  private long number;

  LoggedStatements(FollowOptions options, int lowerCaseTableNames, Clocks clocks) {
    this.options = options.statements();
    this.published = new PublishedNames(options, lowerCaseTableNames);
    this.lines = new BoundedLines(LoggerFactory.getLogger(LoggedStatements.class), clocks.nanos());
  }

  /// Hears of a statement that changed rows and logged none.
  ///
  /// @param verb `INSERT`, …
  /// @throws SourceException where it ends the stream
  void rowsChanged(EventReader reader, String verb) {
    QueryEvent query = reader.query();
    Set<SqlName> all = ChangedTables.of(query.sqlText(), query.schema(), query.sqlMode());
    List<SqlName> durable =
        all.stream().filter(name -> !temporary.has(query.threadId(), name)).toList();
    List<SqlName> wanted = published.of(durable);
    if (!all.isEmpty() && wanted.isEmpty()) {
      durable.forEach(name -> passedOver(reader, verb, name));
      return;
    }
    String what =
        reader.place()
            + ": "
            + verb
            + " changed rows"
            + (wanted.isEmpty() ? "" : " of " + join(wanted))
            + " and logged none, since its session did not have binlog_format=ROW: ";
    if (options.onStatement() == OnStatement.STOP) {
      throw new SourceException(
          what
              + "set it for the server and all sessions, and start behind this statement, or go on"
              + " without those rows (--on-statement=warn)",
          null);
    }
    lines.warn(what + "they are not sent; set it for the server and all sessions");
  }

  private void passedOver(EventReader reader, String verb, SqlName name) {
    if (passed.size() < PASSED_MAX && passed.add(name)) {
      lines.warn(
          reader.place()
              + ": "
              + verb
              + " on "
              + name
              + ", which is not published, was logged without rows: passed over, now and from here"
              + " on. What its triggers, foreign keys and functions change in published tables does"
              + " not reach the stream");
    }
  }

  /// A transaction, or a statement outside of one, begins.
  void begin() {
    number = 0;
  }

  /// Takes in any other statement.
  ///
  /// @param wanted whether it belongs to a transaction that is to be published
  /// @return whether it is to be published: then go through [#next]
  /// @throws SourceException where it ends the stream
  boolean take(EventReader reader, boolean wanted) {
    QueryEvent query = reader.query();
    Definition read = Definition.read(query.sqlText(), query.schema(), query.sqlMode());
    if (read == null || isTemporary(read, query.threadId()) || !wanted) {
      return false;
    }
    number++;
    List<SqlName> subjects = published.of(read.names());
    if (subjects.isEmpty()) {
      return false;
    }
    boolean rowless = read.rows() != Rows.KEPT;
    if (rowless) {
      rowless(reader, read, subjects);
    }
    if (!options.definitions() && !(rowless && options.onRowless() == OnRowless.PUBLISH)) {
      return false;
    }
    definition = read;
    sql = query.sqlText();
    database = query.schema();
    secondMillis = reader.header().timestampSeconds() * 1000;
    pending.addAll(subjects);
    return true;
  }

  /// Whether it concerns temporary tables only, of which it takes note.
  private boolean isTemporary(Definition read, long thread) {
    return switch (read.kind()) {
      case TABLE_CREATE -> {
        if (read.temporary()) {
          read.names().forEach(name -> temporary.created(thread, name));
        }
        yield read.temporary();
      }
      case TABLE_DROP -> {
        boolean only =
            read.temporary() || read.names().stream().allMatch(n -> temporary.has(thread, n));
        read.names().forEach(name -> temporary.dropped(thread, name));
        yield only;
      }
      case TABLE_ALTER, TABLE_TRUNCATE, TABLE_RENAME ->
          read.names().stream().anyMatch(name -> temporary.has(thread, name));
      case DATABASE_CREATE, DATABASE_ALTER, DATABASE_DROP -> false;
    };
  }

  private void rowless(EventReader reader, Definition read, List<SqlName> subjects) {
    if (options.onRowless() == OnRowless.PUBLISH) {
      return;
    }
    String what =
        reader.place()
            + ": "
            + read.verb()
            + " "
            + did(read.rows())
            + " "
            + join(subjects)
            + ", and no row in the log says so: ";
    if (options.onRowless() == OnRowless.STOP) {
      throw new SourceException(
          what
              + "bring the consumers' rows up to date, and start behind this statement, or give"
              + " --on-rowless=publish to tell consumers",
          null);
    }
    if (!options.definitions()) {
      lines.warn(what + "consumers are not told (--on-rowless=publish tells them)");
    }
  }

  private static String did(Rows rows) {
    return switch (rows) {
      case KEPT -> throw new IllegalArgumentException("rows were kept");
      case RENAMED -> "renamed";
      case REWRITTEN -> "may have rewritten values of";
      case REMOVED -> "removed rows of";
      case EXCHANGED -> "exchanged rows of";
    };
  }

  private static String join(List<SqlName> names) {
    return names.stream().map(SqlName::toString).collect(Collectors.joining(", "));
  }

  /// Goes to the next table, or schema, that the statement is published for; false when there are
  /// no more.
  boolean next(Transaction transaction) {
    SqlName subject = pending.poll();
    if (subject == null || definition == null) {
      return false;
    }
    long commit = transaction.commitMillis();
    statement =
        new LoggedStatement(
            definition.kind(),
            definition.rows(),
            subject.schema(),
            subject.table(),
            database,
            sql,
            transaction,
            number,
            commit == Transaction.NO_TIME ? secondMillis : commit);
    return true;
  }

  /// The one that [#next] went to.
  LoggedStatement statement() {
    if (statement == null) {
      throw new IllegalStateException("there was no statement yet");
    }
    return statement;
  }

  /// The connection is a new one: what was begun comes again.
  void reconnected() {
    pending.clear();
  }

  void close() {
    lines.end();
  }
}
