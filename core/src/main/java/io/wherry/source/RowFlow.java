package io.wherry.source;

import io.wherry.binlog.BinlogException;
import io.wherry.binlog.EventReader;
import io.wherry.binlog.RowChange;
import io.wherry.binlog.RowFormat;
import io.wherry.binlog.RowsEvent;
import io.wherry.binlog.TableMap;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.mysql.ServerException;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows of the transaction in hand: finds out how a table's rows are read when its TABLE_MAP
/// comes, and then goes from row to row.
///
/// Rows of tables that nobody wants are passed over unread. A table that cannot be read is refused
/// when its first row comes.
final class RowFlow {
  private static final Logger LOG = LoggerFactory.getLogger(RowFlow.class);

  private final Cursor cursor;
  private final Definitions definitions;
  private final TableStates states;
  private final boolean queries;
  private final DeliveredRows delivered = new DeliveredRows();
  private TableState.@Nullable Counter counter;
  private @Nullable RowsEvent open;
  private @Nullable RowChange change;
  private long timestampMillis;
  private long serial;
  private long seen;
  private long skipped;

  RowFlow(FollowOptions options, Definitions definitions, Cursor cursor) {
    this.cursor = cursor;
    this.definitions = definitions;
    this.states = new TableStates(options);
    this.queries = options.statements().queries();
  }

  /// The connection is a new one: what was announced comes again.
  void reconnected() {
    open = null;
    states.endStatement();
  }

  /// An earlier run delivered a part of the transaction that comes first.
  void restore(PartlyDelivered partly, long rows) {
    delivered.restore(partly, rows);
  }

  /// What has to be remembered of the transaction in hand.
  PartlyDelivered partly(String id) {
    return delivered.partly(id);
  }

  /// The transaction in hand is at its end.
  void committed(TransactionMarks marks) {
    if (serial == marks.serial() && delivered.left() > 0) {
      delivered.end(marks.inHand());
    }
  }

  /// Takes in the statement whose rows follow.
  void query(EventReader reader, TransactionMarks marks) {
    if (queries && marks.open()) {
      ByteWriter query = marks.transaction().queryWriter();
      query.clear();
      query.utf8(reader.rowsQuery().sqlText());
    }
  }

  /// Takes in a TABLE_MAP.
  ///
  /// @return false while the table's definition is being read: call again with the same event
  boolean tableMap(EventReader reader, TransactionMarks marks) {
    arrive(marks);
    TableMap map = reader.tableMap();
    TableState state = states.of(map);
    if (!state.settled() && !settle(map, state)) {
      return false;
    }
    states.announce(map.tableId(), state);
    return true;
  }

  /// Whether a table's rows are wanted, and the log alone does not say how to read them.
  boolean needsDefinition(TableMap map) {
    return states.of(map).counter() != null && !(map.named() && !map.ambiguous());
  }

  private void arrive(TransactionMarks marks) {
    if (serial != marks.serial()) {
      serial = marks.serial();
      seen = 0;
      states.beginTransaction();
      skipped = marks.resumeRows();
      if (skipped == 0) {
        delivered.begin();
      } else {
        skipped = delivered.again(skipped);
      }
    }
  }

  /// Counts a published statement as one of the transaction's rows; false when it was delivered
  /// before.
  boolean countStatement(TransactionMarks marks) {
    arrive(marks);
    marks.transaction().rows(++seen);
    if (seen <= skipped) {
      return false;
    }
    cursor.rowDelivered();
    return true;
  }

  private boolean settle(TableMap map, TableState state) {
    try {
      boolean named = map.named() && !map.ambiguous();
      if (named && !map.vague()) {
        state.settle(RowFormat.bind(map, map.toTable()), true);
        return true;
      }
      LogPlace row = new LogPlace(cursor.file(), cursor.nearest());
      return named ? settleVague(map, state, row) : settleByDefinition(map, state, row);
    } catch (SourceException | BinlogException e) {
      state.refuse(e);
      return true;
    }
  }

  /// The log names the columns, and a definition would say more: FLOAT(7,2), say.
  private boolean settleVague(TableMap map, TableState state, LogPlace row) {
    Table table = null;
    try {
      table = definitions.at(state.name(), row, cursor.place());
      if (table == null) {
        return false;
      }
    } catch (SourceException | ServerException e) {
      LOG.debug("{} {}: taken from the log alone: {}", row, state.name(), e.getMessage());
    }
    boolean known = table != null && map.mismatch(table) == null;
    state.settle(RowFormat.bind(map, known && table != null ? table : map.toTable()), false);
    return true;
  }

  private boolean settleByDefinition(TableMap map, TableState state, LogPlace row) {
    Table table = definitions.at(state.name(), row, cursor.place());
    if (table == null) {
      return false;
    }
    String mismatch = map.mismatch(table);
    if (mismatch == null) {
      state.settle(RowFormat.bind(map, table), false);
      return true;
    }
    if (definitions.doubt(state.name(), row, mismatch)) {
      return settleByDefinition(map, state, row);
    }
    throw definitions.mismatch(state.name(), row, mismatch);
  }

  /// Takes in a ROWS event; then [#next] goes to its rows.
  void rows(EventReader reader, TransactionMarks marks) {
    RowsEvent rows = reader.rows();
    if (rows.tableId() == RowsEvent.NO_TABLE) {
      endStatement(marks);
      return;
    }
    TableState state = states.announced(rows.tableId());
    if (state == null) {
      throw new SourceException(
          reader.place() + ": no TABLE_MAP announced table number " + rows.tableId(), null);
    }
    if (state.refusal() != null) {
      throw state.refusal();
    }
    counter = state.counter();
    RowFormat format = state.format();
    if (counter != null && format != null) {
      rows.start(format);
      delivered.event(seen);
      open = rows;
      change = rows.change();
      long commit = marks.transaction().commitMillis();
      timestampMillis =
          commit == Transaction.NO_TIME ? reader.header().timestampSeconds() * 1000 : commit;
    } else if (rows.endsStatement()) {
      endStatement(marks);
    }
  }

  /// Passes over a ROWS event whose rows do not count.
  void passOver(EventReader reader, TransactionMarks marks) {
    if (reader.rows().endsStatement()) {
      endStatement(marks);
    }
  }

  private void endStatement(TransactionMarks marks) {
    states.endStatement();
    marks.transaction().queryWriter().clear();
  }

  /// Goes to the next row that was not delivered before; false when the event has no more.
  boolean next(TransactionMarks marks) {
    while (open != null && counter != null) {
      if (!open.next()) {
        if (open.endsStatement()) {
          endStatement(marks);
        }
        open = null;
        return false;
      }
      long number = counter.next(serial);
      if (++seen <= skipped) {
        delivered.comesAgain(open.change());
      } else if (!delivered.delivered(open.change())) {
        // Those that were delivered and come later in this log have the numbers in front.
        number += delivered.left();
        open.change().context(marks.transaction(), number, timestampMillis);
        marks.transaction().rows(seen + delivered.left());
        delivered.deliver(open.change());
        cursor.rowDelivered();
        return true;
      }
    }
    return false;
  }

  /// The row that [#next] went to.
  RowChange change() {
    if (change == null) {
      throw new IllegalStateException("there was no row yet");
    }
    return change;
  }

  /// Hears of a statement that changes tables.
  void changed(Statement.TableChange statement) {
    states.changed(statement);
  }
}
