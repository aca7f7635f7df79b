package io.wherry.binlog;

import io.wherry.change.Operation;

/// Changed rows of one table: `start` it with the table's format, then `next` from row to row.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class RowsEvent {
  /// The table number of an event without rows that only ends a statement.
  public static final long NO_TABLE = 0xFF_FFFFL;

  RowsEvent() {}

  /// The number under which the TABLE_MAP announced the table, or [#NO_TABLE].
  public long tableId() {
    throw new UnsupportedOperationException();
  }

  /// What happened to all rows of the event.
  public Operation operation() {
    throw new UnsupportedOperationException();
  }

  /// Whether the statement ends here: table numbers announced before are void.
  public boolean endsStatement() {
    throw new UnsupportedOperationException();
  }

  /// Goes before the first row.
  ///
  /// @throws BinlogException when the event is compressed or partial, its images are not FULL, or
  ///   it does not have the format's number of columns
  public void start(RowFormat format) {
    throw new UnsupportedOperationException();
  }

  /// Goes to the next row and measures its columns.
  ///
  /// @return false behind the last one
  /// @throws BinlogException when the row is not sound
  public boolean next() {
    throw new UnsupportedOperationException();
  }

  /// The row that [#next()] went to; the same object for all rows of all events.
  public RowChange change() {
    throw new UnsupportedOperationException();
  }
}
