package io.wherry.source;

import io.wherry.binlog.BinlogException;
import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.binlog.PreviousGtids;
import io.wherry.binlog.QueryEvent;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Position;
import io.wherry.change.Transaction;
import io.wherry.gtid.GtidSet;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerFacts;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Follows one server: reads its log from a position on, names the rows, marks transactions, and
/// goes on by itself after a lost connection, without a gap or a repeat.
///
/// Start reading at [#next()]. [TransactionMarks] knows where transactions begin and end, [RowFlow]
/// reads their rows, [Cursor] keeps the place, [Link] the connection.
public final class Follower implements ChangeSource {
  /// How long to sleep at most between two looks while connecting for the first time, in
  /// nanoseconds.
  private static final long NAP_NANOS = 5_000_000;

  private final Clocks clocks;
  private final boolean mariadb;
  private final Cursor cursor;
  private final EndOfFollowing end;
  private final Link link;
  private final Definitions definitions;
  private final RowFlow rows;
  private final UndoneRows undone;
  private final LookAhead ahead;
  private final LoggedStatements statements;
  private final TransactionMarks marks;
  private final PreparedBranches branches;
  private final XaFlow xa;
  private EventReader reader = new EventReader(false);
  private int connection;
  private boolean fileKnown;
  private boolean tableWaits;
  private boolean statementWaits;
  private long newestEventMillis;
  private @Nullable SourceException failure;

  private Follower(FollowerPlan plan, Runnable bell) {
    clocks = plan.reconnection().clocks();
    mariadb = plan.mariadb();
    cursor = plan.start().cursor(mariadb);
    end = new EndOfFollowing(plan.until(), mariadb);
    link = plan.link(bell, this::onward, this::elsewhere);
    definitions = plan.definitions(bell);
    rows = new RowFlow(plan.options(), definitions, cursor);
    undone = new UndoneRows();
    ahead = new LookAhead(link, plan.logsUndoneRows(), undone, plan::undone, bell);
    branches = plan.prepared();
    statements = new LoggedStatements(plan.options(), plan.facts().lowerCaseTableNames(), clocks);
    marks = new TransactionMarks(cursor, end, undone, branches, statements, this::statement);
    xa = new XaFlow(plan, branches, rows, marks, bell);
    if (plan.start().position().rows() > 0) {
      PartlyDelivered partly = PartlyDelivered.of(plan.options().start());
      marks.expect(partly.id());
      rows.restore(partly, plan.start().position().rows());
    }
  }

  /// Connects and finds the place to start; blocks until [#position()] is known to the byte, before
  /// the first row is delivered.
  ///
  /// @param bell rung from other threads when [#next()] may have something after it was idle
  /// @param random where jitter and the replica id come from
  /// @throws SourceException when there is no such server or place, or it does not log what is
  ///   needed
  public static Follower start(
      FollowOptions options, Runnable bell, RandomGenerator random, Clocks clocks) {
    return start(options, List.of(), bell, random, clocks);
  }

  /// The same with other servers that hold the same data, to go on with when the first one is lost.
  ///
  /// @param others tried in this order; they need GTIDs
  public static Follower start(
      FollowOptions options,
      List<ServerOptions> others,
      Runnable bell,
      RandomGenerator random,
      Clocks clocks) {
    try {
      var hosts = new ArrayList<ServerOptions>();
      hosts.add(options.server());
      hosts.addAll(others);
      FollowerPlan plan =
          FollowerPlan.make(options, new Hosts(hosts), new Reconnection(random, clocks));
      var follower = new Follower(plan, bell);
      try {
        follower.connect(plan);
        return follower;
      } catch (RuntimeException e) {
        follower.close();
        throw e;
      }
    } catch (ServerException | BinlogException e) {
      throw stopped(e);
    }
  }

  /// The rooms below say everything in one line.
  private static SourceException stopped(RuntimeException e) {
    return new SourceException(String.valueOf(e.getMessage()), e);
  }

  private void connect(FollowerPlan plan) {
    link.open(plan.start().from());
    while (!fileKnown) {
      if (step() == Step.IDLE) {
        LockSupport.parkNanos(NAP_NANOS);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new SourceException(plan.options().server().address() + ": ended at start", null);
      }
    }
    end.at(cursor);
    definitions.begin(cursor.place());
    if (plan.elsewhere()) {
      definitions.elsewhere();
      branches.elsewhere();
    }
  }

  @Override
  public Step next() {
    if (failure != null) {
      throw failure;
    }
    try {
      return step();
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.LOST && link.abandon(e)) {
        begunAgain();
        return Step.IDLE;
      }
      failure = stopped(e);
      throw failure;
    } catch (BinlogException e) {
      failure = stopped(e);
      throw failure;
    } catch (SourceException e) {
      failure = e;
      throw e;
    }
  }

  private Step step() {
    if (rows.next(marks)) {
      return Step.ROW;
    }
    while (marks.nextStatement()) {
      if (rows.countStatement(marks)) {
        return Step.STATEMENT;
      }
    }
    if (marks.endStatement()) {
      end.at(cursor);
      return Step.COMMIT;
    }
    if (end.reached() && marks.outside()) {
      return Step.END;
    }
    if (tableWaits) {
      return tableMap();
    }
    if (statementWaits) {
      return stepOf(query());
    }
    if (xa.busy()) {
      return stepOf(xa.step(reader));
    }
    if (reader.inside()) {
      return inside();
    }
    reader.letGo();
    ByteSlice event = ahead.poll();
    if (link.connections() != connection) {
      reconnected();
    }
    if (event == null) {
      return Step.IDLE;
    }
    return stepOf(read(event));
  }

  private Step stepOf(@Nullable Step step) {
    if (step == null) {
      return Step.PASSED;
    }
    if (marks.outside()) {
      end.at(cursor);
    }
    if (step == Step.COMMIT) {
      rows.committed(marks);
    }
    return step;
  }

  /// Goes on in a compressed transaction.
  private Step inside() {
    EventType type = reader.readInside();
    if (type == null) {
      return Step.PASSED;
    }
    xa.inside(reader, type);
    return stepOf(take(type));
  }

  private void reconnected() {
    connection = link.connections();
    reader.close();
    reader = new EventReader(link.checksums());
    reader.startAt(cursor.file(), cursor.offset());
    begunAgain();
  }

  /// What was begun comes again.
  private void begunAgain() {
    cursor.reconnected();
    marks.reconnected();
    rows.reconnected();
    xa.reconnected();
    statements.reconnected();
    tableWaits = false;
    statementWaits = false;
  }

  private Link.Onward onward() {
    GtidSet executed = cursor.executed();
    String inHand = cursor.rows() > 0 && transaction().hasGtid() ? marks.inHand() : "";
    return new Link.Onward(
        cursor.dumpFrom(),
        new FailOver.Standing(
            executed == null ? "" : executed.toString(), inHand, cursor.server()));
  }

  /// Another server goes on.
  private void elsewhere(ServerFacts facts) {
    end.elsewhere(facts.identity());
    cursor.elsewhere(facts.identity());
    definitions.elsewhere();
    branches.elsewhere();
  }

  private @Nullable Step read(ByteSlice event) {
    var type = reader.read(event, ahead.whole());
    cursor.event(reader.position());
    xa.event(reader, type, event, ahead.whole());
    if (reader.header().timestampSeconds() > 0) {
      newestEventMillis = reader.header().timestampSeconds() * 1000;
    }
    if (type == EventType.FORMAT_DESCRIPTION) {
      xa.file(event);
    }
    return type == EventType.PASSED ? passed(event) : take(type);
  }

  private @Nullable Step take(EventType type) {
    return switch (type) {
      case ROTATE -> rotated();
      case FORMAT_DESCRIPTION -> fileBegun();
      case GTID -> marks.gtid(reader);
      case QUERY -> query();
      case XID -> marks.xid(reader);
      case XA_PREPARE -> xa.prepared(reader);
      case TABLE_MAP -> wanted() ? tableMap() : null;
      case ROWS -> wanted() ? rows() : null;
      case HEARTBEAT -> heartbeat();
      case ROWS_QUERY -> rowsQuery();
      case TRANSACTION_PAYLOAD, PASSED -> Step.PASSED;
    };
  }

  /// Whether row events are of a transaction that is to be published.
  private boolean wanted() {
    if (!marks.open() && !marks.done() && !marks.preparing()) {
      throw marks.outside(reader);
    }
    return marks.open();
  }

  /// A statement may change tables: before one passes, they have to be known as they are.
  private @Nullable Step query() {
    QueryEvent query = reader.query();
    statementWaits = !query.isBegin() && !query.isCommit() && !definitions.ready();
    return statementWaits ? Step.IDLE : marks.query(reader);
  }

  private Step tableMap() {
    tableWaits = !rows.tableMap(reader, marks);
    return tableWaits ? Step.IDLE : Step.PASSED;
  }

  private Step rows() {
    if (undone.next()) {
      rows.passOver(reader, marks);
      return Step.PASSED;
    }
    rows.rows(reader, marks);
    return rows.next(marks) ? Step.ROW : Step.PASSED;
  }

  private Step rowsQuery() {
    rows.query(reader, marks);
    return Step.PASSED;
  }

  private @Nullable Step rotated() {
    String file = reader.rotate().file();
    if (!file.equals(cursor.file())) {
      if (!marks.outside()) {
        throw marks.cutOff(reader);
      }
      cursor.file(file, reader.rotate().position());
    }
    return null;
  }

  private Step fileBegun() {
    long created = reader.formatDescription().createdSeconds();
    ServerIdentity.checkFile(cursor.file(), cursor.created(), created);
    cursor.created(created);
    fileKnown = true;
    if (cursor.offset() == Position.FIRST) {
      cursor.passed(reader.nextPosition());
    }
    return Step.PASSED;
  }

  private Step heartbeat() {
    newestEventMillis = clocks.wall().millis();
    if (marks.outside()) {
      end.idle(cursor, reader.header().nextPosition(), clocks.wall().instant());
    }
    return Step.PASSED;
  }

  private Step passed(ByteSlice event) {
    boolean artificial = reader.header().artificial();
    if (PreviousGtids.is(reader.header()) && !artificial) {
      boolean checksums = reader.formatDescription().checksums();
      String gtids = PreviousGtids.read(reader.header(), event, checksums);
      cursor.executedBefore(GtidSet.parse(gtids, mariadb));
    }
    if (marks.outside() && !artificial) {
      cursor.passed(reader.nextPosition());
    }
    return Step.PASSED;
  }

  private void statement(Statement statement, QueryEvent query) {
    var place = new LogPlace(cursor.file(), cursor.nearest());
    definitions.statement(query, place, cursor.outOfReach());
    if (statement instanceof Statement.TableChange change) {
      rows.changed(change);
      branches.changed(change, place);
    }
  }

  @Override
  public Change change() {
    return rows.change();
  }

  @Override
  public LoggedStatement statement() {
    return statements.statement();
  }

  @Override
  public Transaction transaction() {
    return marks.transaction();
  }

  @Override
  public Position position() {
    return cursor.position();
  }

  @Override
  public Memory memory() {
    Memory others = xa.memory(definitions.memory(cursor.outOfReach()));
    return PartlyDelivered.of(cursor, marks, rows).with(others);
  }

  @Override
  public long newestEventMillis() {
    return newestEventMillis;
  }

  @Override
  public void close() {
    statements.close();
    link.close();
    reader.close();
    definitions.close();
    ahead.close();
    xa.close();
  }
}
