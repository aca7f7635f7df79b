package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.binlog.QueryEvent;
import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Position;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks in the log up to an XA COMMIT for what was prepared before, and not decided: first in the
/// file that the XA COMMIT stands in, then in all the server still has.
///
/// It waits, so it runs on a virtual thread; a lost connection is tried again. It looks at headers
/// and at the few events that matter, so it is as fast as the server can send.
final class BranchScan implements Callable<List<Branch>> {
  private static final Logger LOG = LoggerFactory.getLogger(BranchScan.class);

  private static final long WRAP = 1L << 32;

  private final ServerOptions server;
  private final long replicaId;
  private final Reconnection reconnection;
  private final String identity;
  private final Xid wanted;
  private final LogPlace end;

  /// @param replicaId the id to read under, no other connection's
  /// @param identity of the server, as ids of transactions without a GTID have it
  /// @param wanted what is looked for
  /// @param end where the event that commits it starts
  BranchScan(
      ServerOptions server,
      long replicaId,
      Reconnection reconnection,
      String identity,
      Xid wanted,
      LogPlace end) {
    this.server = server;
    this.replicaId = replicaId;
    this.reconnection = reconnection;
    this.identity = identity;
    this.wanted = wanted;
    this.end = end;
  }

  /// The prepared transactions that were found, the wanted one among them or not.
  ///
  /// @throws ServerException when the server refuses
  @Override
  public List<Branch> call() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        PreparedBranches near = scan(new DumpFrom.At(end.file(), Position.FIRST));
        return List.copyOf((near.get(wanted).isPresent() ? near : scan(DumpFrom.EARLIEST)).all());
      } catch (ServerException e) {
        if (e.kind() != ServerException.Kind.LOST || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("looking for XA transaction {}: {}; trying again", wanted, e.getMessage());
        Thread.sleep(reconnection.delay(attempt));
      }
    }
  }

  private PreparedBranches scan(DumpFrom from) {
    try (SideDump dump = SideDump.open(server, replicaId, from, reconnection.clocks().nanos())) {
      return new Pass(dump.checksums()).run(dump);
    }
  }

  /// One way through the log.
  private final class Pass {
    private final PreparedBranches prepared = new PreparedBranches();
    private final PreparedGroup group = new PreparedGroup();
    private final ByteReader header = new ByteReader();
    private final EventReader reader;
    private final Cursor cursor;
    private final TransactionName name;
    private LogPlace here = new LogPlace("", Position.FIRST);
    private LogPlace start = here;
    private boolean inside;

    Pass(boolean checksums) {
      reader = new EventReader(checksums);
      cursor = new Cursor(new Position(identity, "", 0, Position.FIRST, "", 0), false, null, false);
      name = new TransactionName(cursor);
    }

    PreparedBranches run(SideDump dump) {
      while (here.file().isEmpty() || here.compareTo(end) < 0) {
        event(dump.next(), dump.whole());
      }
      return prepared;
    }

    private void event(ByteSlice event, @Nullable ByteBuffer whole) {
      switch (RawHeader.type(event)) {
        case RawHeader.ROTATE -> {
          reader.read(event);
          here = new LogPlace(reader.rotate().file(), reader.rotate().position());
          cursor.file(here.file(), here.offset());
          return;
        }
        case RawHeader.FORMAT_DESCRIPTION -> {
          reader.read(event);
          cursor.created(reader.formatDescription().createdSeconds());
        }
        case RawHeader.GTID,
            RawHeader.ANONYMOUS_GTID,
            RawHeader.GTID_TAGGED,
            RawHeader.MARIADB_GTID ->
            gtid(event);
        case RawHeader.QUERY, RawHeader.MARIADB_QUERY_COMPRESSED -> {
          reader.read(event);
          statement(reader.query());
        }
        case RawHeader.TABLE_MAP -> {
          if (inside) {
            reader.read(event);
            group.table(reader.tableMap());
          }
        }
        case RawHeader.XA_PREPARE -> {
          reader.read(event);
          prepared();
        }
        case RawHeader.TRANSACTION_PAYLOAD -> compressed(event, whole);
        default -> {}
      }
      passed(RawHeader.nextPosition(event, header));
    }

    private void compressed(ByteSlice event, @Nullable ByteBuffer whole) {
      reader.read(event, whole);
      for (var type = reader.readInside(); type != null; type = reader.readInside()) {
        if (type == EventType.QUERY) {
          statement(reader.query());
        } else if (type == EventType.TABLE_MAP && inside) {
          group.table(reader.tableMap());
        } else if (type == EventType.XA_PREPARE) {
          prepared();
        }
      }
    }

    /// Inside a transaction MariaDB may not say where; behind 4 GiB the number starts anew.
    private void passed(long next) {
      long behind = (here.offset() & -WRAP) | next;
      if (behind < here.offset() - WRAP / 4) {
        behind += WRAP;
      }
      if (next > 0 && behind > here.offset()) {
        here = new LogPlace(here.file(), behind);
      }
    }

    private void gtid(ByteSlice event) {
      reader.read(event);
      start = new LogPlace(here.file(), reader.position());
      name.take(reader.gtid(), start.offset(), reader.header().serverId());
      inside = false;
      if (reader.gtid().preparesXa()) {
        begin();
      }
    }

    private void begin() {
      inside = true;
      group.begin();
    }

    private void statement(QueryEvent query) {
      if (query.isBegin() || query.isCommit()) {
        return;
      }
      String sql = query.sqlText();
      switch (Statement.read(sql, query.schema(), query.sqlMode())) {
        case Statement.TableChange change -> prepared.changed(change, here);
        case Statement.Mark mark -> mark(mark, sql, query.threadId());
        case Statement.Noise _, Statement.RowChange _ -> {}
      }
    }

    private void mark(Statement.Mark mark, String sql, long threadId) {
      switch (mark) {
        case XA_START -> {
          begin();
          name.transaction().thread(threadId);
        }
        case XA_COMMIT, XA_ROLLBACK -> {
          Xid xid = Xid.of(sql);
          if (xid != null) {
            prepared.decided(xid);
          }
        }
        case ROLLBACK_TO -> group.undoesRows();
        case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, XA_END -> {}
      }
    }

    private void prepared() {
      if (!reader.xaPrepare().onePhase()) {
        Xid xid = Xid.of(reader.xaPrepare());
        prepared.add(group.end(xid, name.transaction(), start, cursor.created()));
      }
      inside = false;
    }
  }
}
