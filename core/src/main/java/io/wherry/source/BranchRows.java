package io.wherry.source;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.bytes.ByteSlice;
import io.wherry.mysql.ServerException;
import io.wherry.schema.LogPlace;
import io.wherry.source.ChangeSource.Step;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the rows of an XA transaction that is being committed: they were logged when it was
/// prepared. A small one was held; any other is read again, on a connection of its own, so that
/// memory stays flat. Meanwhile nothing else is read.
///
/// ```text
///   … │ XA START, rows, XA_PREPARE │ other transactions │ XA COMMIT │ …
///                  └──────────────── read here ─────────────┘
/// ```
final class BranchRows implements AutoCloseable {
  private final Function<LogPlace, Link> links;
  private final Function<LogPlace, Callable<BitSet>> scans;
  private final Background<BitSet> scan;
  private final HeldBranches held;
  private final RowFlow rows;
  private final TransactionMarks marks;
  private EventReader reader = new EventReader(false);
  private @Nullable Branch branch;
  private HeldBranches.@Nullable Events events;
  private @Nullable Link link;
  private int connection;
  private BitSet undone = new BitSet(0);
  private int rowsEvents;
  private boolean begun;
  private boolean tableWaits;

  /// @param links makes the connection that reads from a place
  /// @param scans makes the work that finds out which rows of the transaction at a place were
  ///   undone
  BranchRows(
      Function<LogPlace, Link> links,
      Function<LogPlace, Callable<BitSet>> scans,
      HeldBranches held,
      RowFlow rows,
      TransactionMarks marks,
      Runnable bell) {
    this.links = links;
    this.scans = scans;
    this.scan = new Background<>("rollbacks", bell, unwanted -> {});
    this.held = held;
    this.rows = rows;
    this.marks = marks;
  }

  /// Goes on by one step with the transaction that is being committed.
  ///
  /// @param commit stands at the event that commits it
  Step step(EventReader commit, Branch publishing) {
    if (!publishing.equals(branch)) {
      open(commit, publishing);
    }
    if (scan.busy()) {
      BitSet found = scan.take();
      if (found == null) {
        return Step.IDLE;
      }
      undone = found;
    }
    if (tableWaits) {
      return tableMap(publishing);
    }
    if (reader.inside()) {
      EventType type = reader.readInside();
      return type == null ? Step.PASSED : read(type, commit, publishing);
    }
    ByteSlice event = poll(commit, publishing);
    if (event == null) {
      return Step.IDLE;
    }
    return read(reader.read(event, link == null ? null : link.whole()), commit, publishing);
  }

  private void open(EventReader commit, Branch publishing) {
    close();
    branch = publishing;
    begun = false;
    rowsEvents = 0;
    undone = new BitSet(0);
    events = held.of(publishing.xid());
    reader.close();
    reader = new EventReader(false);
    if (events == null) {
      connection = 0;
      link = connect(commit, publishing);
      if (publishing.undoesRows()) {
        scan.start(scans.apply(publishing.start()));
      }
    } else if (publishing.undoesRows()) {
      undone = undoneIn(held, publishing.xid());
    }
    reader.startAt(publishing.start().file(), publishing.start().offset());
  }

  private Link connect(EventReader commit, Branch publishing) {
    try {
      return links.apply(publishing.start());
    } catch (ServerException e) {
      throw gone(commit, publishing, String.valueOf(e.getMessage()));
    }
  }

  private static BitSet undoneIn(HeldBranches held, Xid xid) {
    var reader = new EventReader(false);
    var search = new UndoneSearch(reader);
    HeldBranches.Events events = held.of(xid);
    while (events != null) {
      ByteSlice event = events.next();
      if (event == null) {
        break;
      }
      if (RawHeader.type(event) == RawHeader.FORMAT_DESCRIPTION) {
        reader.read(event);
      } else {
        search.event(event);
      }
    }
    return search.undone();
  }

  private @Nullable ByteSlice poll(EventReader commit, Branch publishing) {
    if (events != null) {
      return events.next();
    }
    if (link == null) {
      throw new IllegalStateException("no connection to read from");
    }
    try {
      reader.letGo();
      ByteSlice event = link.poll();
      if (link.connections() != connection) {
        reconnected(link, publishing);
      }
      return event;
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.LOST) {
        throw e;
      }
      throw gone(commit, publishing, String.valueOf(e.getMessage()));
    }
  }

  private void reconnected(Link link, Branch publishing) {
    if (connection > 0) {
      marks.publishedAgain();
      rows.reconnected();
    }
    connection = link.connections();
    reader.close();
    reader = new EventReader(link.checksums());
    reader.startAt(publishing.start().file(), publishing.start().offset());
    begun = false;
    rowsEvents = 0;
    tableWaits = false;
  }

  private Step read(EventType type, EventReader commit, Branch publishing) {
    return switch (type) {
      case ROTATE -> {
        if (begun) {
          throw gone(commit, publishing, "that file ends before they do");
        }
        yield Step.PASSED;
      }
      case FORMAT_DESCRIPTION -> {
        long created = reader.formatDescription().createdSeconds();
        ServerIdentity.checkFile(publishing.start().file(), publishing.fileCreated(), created);
        yield Step.PASSED;
      }
      case GTID -> {
        begun = true;
        String id = reader.gtid().id();
        if (publishing.name().hasGtid() && !publishing.name().id().equals(id)) {
          throw gone(commit, publishing, "there is " + id + " now");
        }
        yield Step.PASSED;
      }
      case TABLE_MAP -> tableMap(publishing);
      case ROWS -> rows();
      case XA_PREPARE -> prepared(commit, publishing);
      case ROWS_QUERY -> {
        rows.query(reader, marks);
        yield Step.PASSED;
      }
      case QUERY, XID, TRANSACTION_PAYLOAD, HEARTBEAT, PASSED -> Step.PASSED;
    };
  }

  private Step tableMap(Branch publishing) {
    if (!publishing.changed().isEmpty() && rows.needsDefinition(reader.tableMap())) {
      throw new SourceException(
          reader.place()
              + " "
              + reader.tableMap().schemaName()
              + "."
              + reader.tableMap().tableName()
              + ": its columns when XA transaction "
              + publishing.xid()
              + " was prepared are not known any more since "
              + publishing.changed()
              + ": set binlog_row_metadata=FULL for the rows to come, and restart from behind"
              + " its XA"
              + " COMMIT",
          null);
    }
    tableWaits = !rows.tableMap(reader, marks);
    return tableWaits ? Step.IDLE : Step.PASSED;
  }

  private Step rows() {
    if (undone.get(rowsEvents++)) {
      rows.passOver(reader, marks);
      return Step.PASSED;
    }
    rows.rows(reader, marks);
    return rows.next(marks) ? Step.ROW : Step.PASSED;
  }

  private Step prepared(EventReader commit, Branch publishing) {
    Xid found = Xid.of(reader.xaPrepare());
    if (!found.equals(publishing.xid())) {
      throw gone(commit, publishing, "there is " + found + " now");
    }
    close();
    return marks.published(commit);
  }

  private static SourceException gone(EventReader commit, Branch publishing, String why) {
    return new SourceException(
        commit.place()
            + ": commits XA transaction "
            + publishing.xid()
            + ", whose rows were logged at "
            + publishing.start()
            + ", and they cannot be read there: "
            + why
            + ": to go on without them, take them from the tables and start with --restart-from="
            + commit.file()
            + ":"
            + commit.nextPosition(),
        null);
  }

  /// What was begun is not gone on with.
  @Override
  public void close() {
    branch = null;
    events = null;
    tableWaits = false;
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
