package io.wherry.source;

import io.wherry.binlog.TableMap;
import io.wherry.bytes.ByteSlice;
import io.wherry.schema.Statement;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables that TABLE_MAP events have described, found again without making an object.
///
/// A table's number changes whenever the server opens it anew, so states are kept by content; the
/// number is a shortcut to the state it meant last. Within a statement it names its table.
final class TableStates {
  /// The most versions of tables kept; beyond that all are found out anew.
  static final int STATES_MAX = 100_000;

  /// The most tables of one statement. Source: MySQL allows 61 in a join; triggers and foreign keys
  /// add to them.
  static final int STATEMENT_TABLES_MAX = 16_384;

  private static final int SHORTCUTS = 16_384;

  private final FollowOptions options;
  private final Map<ByteBuffer, TableState> states = new HashMap<>();
  private final Map<QualifiedName, TableState.Counter> counters = new HashMap<>();
  private final ByteSlice shortcutBody = new ByteSlice();
  private final long[] shortcutIds = new long[SHORTCUTS];
  private final @Nullable TableState[] shortcuts = new TableState[SHORTCUTS];
  private long[] statementIds = new long[16];
  private @Nullable TableState[] statementStates = new TableState[16];
  private int statementTables;

  TableStates(FollowOptions options) {
    this.options = options;
  }

  /// A transaction begins: no row of another one is counted on.
  void beginTransaction() {
    statementTables = 0;
    if (states.size() >= STATES_MAX) {
      states.clear();
      counters.clear();
      Arrays.fill(shortcuts, null);
    }
  }

  /// A statement ends: its table numbers are void.
  void endStatement() {
    statementTables = 0;
  }

  /// The state of the table that the event describes.
  TableState of(TableMap map) {
    int slot = (int) (map.tableId() & (SHORTCUTS - 1));
    TableState state = shortcuts[slot];
    if (state == null || shortcutIds[slot] != map.tableId() || !describes(map, state)) {
      state = byContent(map);
      shortcuts[slot] = state;
      shortcutIds[slot] = map.tableId();
    }
    return state;
  }

  private boolean describes(TableMap map, TableState state) {
    return map.body().sameBytes(shortcutBody.wrap(state.body(), 0, state.body().length));
  }

  private TableState byContent(TableMap map) {
    byte[] body = map.body().copy();
    return states.computeIfAbsent(ByteBuffer.wrap(body), b -> create(map, body));
  }

  private TableState create(TableMap map, byte[] body) {
    var name = new QualifiedName(map.schemaName(), map.tableName());
    boolean published = options.publishes(name.schema(), name.table());
    return new TableState(
        body,
        name,
        published ? counters.computeIfAbsent(name, n -> new TableState.Counter()) : null);
  }

  /// Lets a number stand for the table until the statement ends.
  void announce(long tableId, TableState state) {
    if (statementTables == statementIds.length) {
      if (statementTables == STATEMENT_TABLES_MAX) {
        throw new SourceException(
            state.name() + ": a statement with more than " + STATEMENT_TABLES_MAX + " tables",
            null);
      }
      statementIds = Arrays.copyOf(statementIds, statementTables * 2);
      statementStates = Arrays.copyOf(statementStates, statementTables * 2);
    }
    statementIds[statementTables] = tableId;
    statementStates[statementTables++] = state;
  }

  /// The table that a number stands for, the one announced last; null when there is none.
  @Nullable TableState announced(long tableId) {
    for (int i = statementTables - 1; i >= 0; i--) {
      if (statementIds[i] == tableId) {
        return statementStates[i];
      }
    }
    return null;
  }

  /// Hears of a statement that changes tables.
  void changed(Statement.TableChange statement) {
    for (TableState state : states.values()) {
      if (statement.touches(state.name().folded())) {
        state.unsettle();
      }
    }
  }
}
