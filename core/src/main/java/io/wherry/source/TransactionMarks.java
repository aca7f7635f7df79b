package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.GtidEvent;
import io.wherry.binlog.QueryEvent;
import io.wherry.change.Transaction;
import io.wherry.gtid.GtidSet;
import io.wherry.schema.LogPlace;
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
///   XA         GTID, (XA START), rows, XA_PREPARE     …later…      GTID, QUERY XA COMMIT
/// ```
///
/// The rows of an XA transaction are those of its prepared group, and its place in the order is
/// that of its XA COMMIT (of the XA_PREPARE event itself, when it commits in one phase).
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
    /// Inside the rows of an XA transaction, which may never be committed.
    PREPARING,
    /// As PREPARING, but executed before, by its GTID.
    PREPARING_DONE,
    /// As NAMED, but executed before, by its GTID.
    NAMED_DONE,
    /// Inside a transaction that was executed before.
    OPEN_DONE
  }

  private final Cursor cursor;
  private final EndOfFollowing end;
  private final UndoneRows undone;
  private final PreparedBranches branches;
  private final PreparedGroup group = new PreparedGroup();
  private final LoggedStatements statements;
  private final BiConsumer<Statement, QueryEvent> definitions;
  private final TransactionName name;
  private State state = State.OUTSIDE;
  private boolean counted;
  private long start;
  private long serial;
  private long resumeRows;
  private String resumeId = "";
  private String expected = "";
  private @Nullable Branch publishing;
  private @Nullable Xid missing;

  /// Whether the transaction in hand is one statement, and ends with it.
  private boolean statementAlone;

  private long behindStatement;

  /// @param branches is told what is prepared and decided
  /// @param statements what becomes of statements
  /// @param definitions hears of statements that are no marks and change no rows
  TransactionMarks(
      Cursor cursor,
      EndOfFollowing end,
      UndoneRows undone,
      PreparedBranches branches,
      LoggedStatements statements,
      BiConsumer<Statement, QueryEvent> definitions) {
    this.cursor = cursor;
    this.end = end;
    this.undone = undone;
    this.branches = branches;
    this.statements = statements;
    this.definitions = definitions;
    this.name = new TransactionName(cursor);
  }

  /// The id of the transaction in hand.
  String inHand() {
    return name.id();
  }

  /// An earlier run delivered a part of a transaction.
  ///
  /// @param id its id, empty where that is not known
  void expect(String id) {
    expected = id;
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

  /// Whether rows are those of an XA transaction that is being prepared.
  boolean preparing() {
    return state == State.PREPARING || state == State.PREPARING_DONE;
  }

  /// The XA transaction that is being committed and whose rows are to be published now, or null.
  @Nullable Branch publishing() {
    return publishing;
  }

  /// The XA transaction that is being committed and was never seen to be prepared, or null: see
  /// [#lookedUp].
  @Nullable Xid missing() {
    return missing;
  }

  /// Where the transaction in hand starts.
  LogPlace start() {
    return new LogPlace(cursor.file(), start);
  }

  /// The connection is a new one: what was begun comes again.
  void reconnected() {
    state = State.OUTSIDE;
    publishing = null;
    missing = null;
    statementAlone = false;
    resumeId = cursor.open() ? name.id() : expected;
  }

  @Nullable Step gtid(EventReader reader) {
    if (open() || done() || preparing()) {
      throw cutOff(reader);
    }
    statements.begin();
    GtidEvent gtid = reader.gtid();
    GtidSet executed = cursor.executed();
    counted = executed != null && !gtid.anonymous();
    boolean alone = !gtid.mariadb() || gtid.standalone() || gtid.completesXa();
    boolean done = executed != null && counted && executed.begin(gtid) && !cursor.resumes();
    if (!done && end.excludes(TransactionName.committed(reader, gtid))) {
      return null;
    }
    start = reader.position();
    name.take(gtid, start, reader.header().serverId());
    if (gtid.preparesXa()) {
      return prepares(done);
    }
    if (done) {
      state = alone ? State.NAMED_DONE : State.OPEN_DONE;
      return null;
    }
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
      expected = "";
    }
    undone.begin();
    cursor.begin(start);
    serial++;
    state = State.OPEN;
    return again ? null : Step.BEGIN;
  }

  private void checkResumed(EventReader reader) {
    boolean same = cursor.anywhere() || start == cursor.offset();
    if (!same || !(resumeId.isEmpty() || resumeId.equals(name.id()))) {
      throw RefusedTransactions.another(reader, cursor, name.id());
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
          throw RefusedTransactions.undone(reader, "ROLLBACK");
        }
        yield ended(reader);
      }
      case SAVEPOINT -> null;
      case ROLLBACK_TO -> {
        if (preparing()) {
          group.undoesRows();
        } else if (!done() && !undone.known()) {
          throw RefusedTransactions.undone(reader, "ROLLBACK TO");
        }
        yield null;
      }
      case XA_START -> prepares(reader);
      case XA_END -> alone(reader);
      case XA_COMMIT -> commits(reader);
      case XA_ROLLBACK -> {
        branches.decided(named(reader));
        yield alone(reader);
      }
    };
  }

  /// Rows follow that count only if and when their XA transaction is committed.
  private @Nullable Step prepares(EventReader reader) {
    if (state == State.OUTSIDE && !unnamed(reader)) {
      return null;
    }
    name.transaction().thread(reader.query().threadId());
    return prepares(state == State.NAMED_DONE);
  }

  private @Nullable Step prepares(boolean done) {
    state = done ? State.PREPARING_DONE : State.PREPARING;
    group.begin();
    return null;
  }

  /// A table whose rows are being prepared.
  void preparedTable(EventReader reader) {
    group.table(reader.tableMap());
  }

  /// The rows of an XA transaction end.
  @Nullable Step prepared(EventReader reader) {
    if (!preparing()) {
      throw outside(reader);
    }
    Xid xid = Xid.of(reader.xaPrepare());
    Branch branch = group.end(xid, name.transaction(), start(), cursor.created());
    if (!reader.xaPrepare().onePhase()) {
      branches.add(branch);
      return passed(reader);
    }
    return state == State.PREPARING_DONE ? passed(reader) : publish(reader, branch);
  }

  private @Nullable Step commits(EventReader reader) {
    Xid xid = named(reader);
    if (state == State.NAMED_DONE) {
      branches.decided(xid);
      return passed(reader);
    }
    if (state == State.OUTSIDE && !unnamed(reader)) {
      return null;
    }
    Branch branch = branches.get(xid).orElse(null);
    if (branch == null) {
      missing = xid;
      return null;
    }
    return publish(reader, branch);
  }

  /// What was prepared and is missing was looked for in the log in front of the event.
  ///
  /// @throws SourceException when it is not there
  @Nullable Step lookedUp(EventReader reader, Xid xid) {
    missing = null;
    Branch branch =
        branches.get(xid).orElseThrow(() -> RefusedTransactions.notPrepared(reader, xid));
    return publish(reader, branch);
  }

  private @Nullable Step publish(EventReader reader, Branch branch) {
    publishing = branch;
    name.take(branch, start);
    return opened(reader);
  }

  /// The rows of the XA transaction that is being committed come again from the first.
  void publishedAgain() {
    serial++;
    resumeRows = cursor.rows();
  }

  /// All rows of the XA transaction that is being committed were delivered.
  Step published(EventReader reader) {
    if (publishing != null) {
      branches.decided(publishing.xid());
    }
    publishing = null;
    return ended(reader);
  }

  private static Xid named(EventReader reader) {
    String sql = reader.query().sqlText();
    Xid xid = Xid.of(sql);
    if (xid == null) {
      throw RefusedTransactions.unnamedXa(reader, sql);
    }
    return xid;
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
      case OUTSIDE -> unnamed(reader) ? opened(reader) : null;
      case NAMED -> opened(reader);
      case NAMED_DONE -> {
        state = State.OPEN_DONE;
        yield null;
      }
      case OPEN, OPEN_DONE, PREPARING, PREPARING_DONE -> null;
    };
  }

  /// A transaction begins without an event that names it.
  ///
  /// @return false when it lies behind the end
  private boolean unnamed(EventReader reader) {
    if (end.excludes(reader.header().timestampSeconds() * 1000)) {
      return false;
    }
    counted = false;
    start = reader.position();
    name.take(null, start, reader.header().serverId());
    return true;
  }

  private boolean executedBefore() {
    return state == State.NAMED_DONE || state == State.OPEN_DONE || state == State.PREPARING_DONE;
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
    return open() || done() || preparing() ? null : passed(reader);
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
    return RefusedTransactions.outside(reader, cursor);
  }

  /// The log goes on elsewhere before the transaction in hand is committed.
  SourceException cutOff(EventReader reader) {
    return RefusedTransactions.cutOff(reader, cursor);
  }
}
