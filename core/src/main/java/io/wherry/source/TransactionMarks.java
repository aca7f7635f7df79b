package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.GtidEvent;
import io.wherry.binlog.QueryEvent;
import io.wherry.change.Transaction;
import io.wherry.schema.Statement;
import io.wherry.source.ChangeSource.Step;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Tells where transactions begin and end.
///
/// ```text
///   MySQL      GTID, QUERY BEGIN, rows, XID (or QUERY COMMIT)      GTID, QUERY (DDL)
///   MySQL 5.6  QUERY BEGIN, rows, XID (or QUERY COMMIT)            QUERY (DDL)
///   MariaDB    GTID, rows, XID (or QUERY COMMIT)                   GTID (standalone), QUERY (DDL)
/// ```
///
/// Its methods return the step to report, or null for none.
final class TransactionMarks {
  private enum State {
    /// Between two transactions.
    OUTSIDE,
    /// A GTID was read; BEGIN or a statement of its own follows.
    NAMED,
    /// Inside a transaction.
    OPEN,
    /// As NAMED, but executed before, by its GTID.
    NAMED_DONE,
    /// Inside a transaction that was executed before.
    OPEN_DONE
  }

  private final Cursor cursor;
  private final EndOfFollowing end;
  private final UndoneRows undone;
  private final LoggedStatements statements;
  private final BiConsumer<Statement, QueryEvent> definitions;
  private final TransactionName name;
  private State state = State.OUTSIDE;
  private boolean counted;
  private long start;
  private long serial;
  private long resumeRows;
  private String resumeId = "";

  /// Whether the transaction in hand is one statement, and ends with it.
  private boolean statementAlone;

  private long behindStatement;

  /// @param statements what becomes of statements
  /// @param definitions hears of statements that are no marks and change no rows
  TransactionMarks(
      Cursor cursor,
      EndOfFollowing end,
      UndoneRows undone,
      LoggedStatements statements,
      BiConsumer<Statement, QueryEvent> definitions) {
    this.cursor = cursor;
    this.end = end;
    this.undone = undone;
    this.statements = statements;
    this.definitions = definitions;
    this.name = new TransactionName(cursor);
  }

  Transaction transaction() {
    return name.transaction();
  }

  /// A number that no other transaction of this run has.
  long serial() {
    return serial;
  }

  /// How many of the transaction's first rows were delivered before and come again.
  long resumeRows() {
    return resumeRows;
  }

  boolean outside() {
    return state == State.OUTSIDE;
  }

  /// Whether rows belong to a transaction that was executed before.
  boolean done() {
    return state == State.OPEN_DONE;
  }

  boolean open() {
    return state == State.OPEN;
  }

  /// The connection is a new one: what was begun comes again.
  void reconnected() {
    state = State.OUTSIDE;
    statementAlone = false;
    resumeId = cursor.open() ? name.id() : "";
  }

  @Nullable Step gtid(EventReader reader) {
    if (open() || done()) {
      throw cutOff(reader);
    }
    statements.begin();
    GtidEvent gtid = reader.gtid();
    if (gtid.preparesXa() || gtid.completesXa()) {
      throw xa(reader);
    }
    GtidSet executed = cursor.executed();
    counted = executed != null && !gtid.anonymous();
    boolean alone = !gtid.mariadb() || gtid.standalone();
    if (executed != null && counted && executed.begin(gtid) && !cursor.resumes()) {
      state = alone ? State.NAMED_DONE : State.OPEN_DONE;
      return null;
    }
    if (end.excludes(TransactionName.committed(reader, gtid))) {
      return null;
    }
    start = reader.position();
    name.take(gtid, start, reader.header().serverId());
    state = State.NAMED;
    return alone ? null : opened(reader);
  }

  /// A transaction's rows follow.
  private @Nullable Step opened(EventReader reader) {
    boolean again = cursor.resumes() && cursor.open();
    resumeRows = 0;
    if (cursor.resumes()) {
      checkResumed(reader);
      resumeRows = cursor.rows();
    }
    undone.begin();
    cursor.begin(start);
    serial++;
    state = State.OPEN;
    return again ? null : Step.BEGIN;
  }

  private void checkResumed(EventReader reader) {
    boolean same = cursor.byGtids() || start == cursor.offset();
    if (!same || !(resumeId.isEmpty() || resumeId.equals(name.id()))) {
      throw new SourceException(
          reader.place()
              + ": expected to go on with the transaction at "
              + cursor.place()
              + ", found "
              + name.id()
              + ": the log is not the one that was read before",
          null);
    }
  }

  @Nullable Step query(EventReader reader) {
    QueryEvent query = reader.query();
    if (query.isBegin()) {
      return begun(reader);
    }
    if (query.isCommit()) {
      return ended(reader);
    }
    if (outside()) {
      statements.begin();
    }
    return switch (Statement.read(query.sqlText(), query.schema(), query.sqlMode())) {
      case Statement.Mark mark -> mark(reader, mark);
      case Statement.Noise noise -> {
        definitions.accept(noise, query);
        yield statement(reader);
      }
      case Statement.TableChange change -> {
        definitions.accept(change, query);
        yield statement(reader);
      }
      case Statement.RowChange(String verb) -> {
        if (!executedBefore()) {
          statements.rowsChanged(reader, verb);
        }
        yield alone(reader);
      }
    };
  }

  private @Nullable Step mark(EventReader reader, Statement.Mark mark) {
    return switch (mark) {
      case BEGIN -> begun(reader);
      case COMMIT -> ended(reader);
      case ROLLBACK -> {
        if (open() && cursor.rows() > 0 && !undone.known()) {
          throw undone(reader, "ROLLBACK");
        }
        yield ended(reader);
      }
      case SAVEPOINT -> null;
      case ROLLBACK_TO -> {
        if (done() || undone.known()) {
          yield null;
        }
        throw undone(reader, "ROLLBACK TO");
      }
      case XA_END, XA_ROLLBACK -> alone(reader);
      case XA_START, XA_COMMIT -> throw xa(reader);
    };
  }

  /// The log did not say before that rows are undone, and they may have been delivered.
  private static SourceException undone(EventReader reader, String statement) {
    return new SourceException(
        reader.place()
            + ": "
            + statement
            + " undoes rows of its transaction that were logged, and so published, before it (it"
            + " also created or dropped temporary tables): start behind this transaction, and take"
            + " its rows back where they were used",
        null);
  }

  private @Nullable Step begun(EventReader reader) {
    Step step = begin(reader);
    if (open()) {
      name.transaction().thread(reader.query().threadId());
    }
    return step;
  }

  private @Nullable Step begin(EventReader reader) {
    return switch (state) {
      case OUTSIDE -> {
        if (end.excludes(reader.header().timestampSeconds() * 1000)) {
          yield null;
        }
        counted = false;
        start = reader.position();
        name.take(null, start, reader.header().serverId());
        yield opened(reader);
      }
      case NAMED -> opened(reader);
      case NAMED_DONE -> {
        state = State.OPEN_DONE;
        yield null;
      }
      case OPEN, OPEN_DONE -> null;
    };
  }

  private boolean executedBefore() {
    return state == State.NAMED_DONE || state == State.OPEN_DONE;
  }

  /// A statement that may be published: then as a transaction of its own, unless it stands inside
  /// one.
  private @Nullable Step statement(EventReader reader) {
    if (outside() && end.excludes(reader.header().timestampSeconds() * 1000)) {
      return null;
    }
    if (!statements.take(reader, !executedBefore())) {
      return alone(reader);
    }
    if (open()) {
      return null;
    }
    Step begun = begun(reader);
    statementAlone = open();
    behindStatement = reader.nextPosition();
    return begun;
  }

  /// Goes to the next published statement of the transaction.
  boolean nextStatement() {
    return open() && statements.next(name.transaction());
  }

  /// Whether the transaction in hand was a statement of its own, of which there is no more.
  boolean endStatement() {
    if (!statementAlone) {
      return false;
    }
    statementAlone = false;
    done(behindStatement);
    return true;
  }

  /// A statement that is no part of a transaction of rows, unless it stands inside one.
  private @Nullable Step alone(EventReader reader) {
    return open() || done() ? null : passed(reader);
  }

  @Nullable Step xid(EventReader reader) {
    if (outside()) {
      throw outside(reader);
    }
    return ended(reader);
  }

  private Step ended(EventReader reader) {
    if (!open()) {
      return passed(reader);
    }
    done(reader.nextPosition());
    return Step.COMMIT;
  }

  private Step passed(EventReader reader) {
    if (cursor.resumes()) {
      checkResumed(reader);
    }
    done(reader.nextPosition());
    return Step.PASSED;
  }

  private void done(long next) {
    GtidSet executed = cursor.executed();
    if (counted && executed != null) {
      executed.commit();
    }
    counted = false;
    state = State.OUTSIDE;
    cursor.behind(next);
  }

  /// An event that belongs into a transaction stands outside.
  SourceException outside(EventReader reader) {
    return new SourceException(
        reader.place()
            + ": a row event outside of a transaction: "
            + cursor.place()
            + " is not where a transaction starts; start from the start of one, or of the file"
            + " (:4)",
        null);
  }

  /// The log goes on elsewhere before the transaction in hand is committed.
  SourceException cutOff(EventReader reader) {
    return new SourceException(
        reader.place()
            + ": the transaction that began at "
            + cursor.place()
            + " is not committed here, as after a crash of the server: check its last rows and"
            + " start"
            + " behind it",
        null);
  }

  private static SourceException xa(EventReader reader) {
    return new SourceException(
        reader.place()
            + ": XA transactions are not supported: their rows may still be rolled back after they"
            + " were logged; commit without XA, and start behind this transaction",
        null);
  }
}
