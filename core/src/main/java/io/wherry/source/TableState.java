package io.wherry.source;

import io.wherry.binlog.RowFormat;
import org.jspecify.annotations.Nullable;

/// One version of one table as a TABLE_MAP describes it, and what was found out about it.
final class TableState {
  /// Counts the rows of a table within a transaction, whatever versions of it come by.
  static final class Counter {
    private long transaction;
    private long rows;

    /// The number of the next row.
    ///
    /// @param transaction a number no other transaction of this run has
    long next(long transaction) {
      if (this.transaction != transaction) {
        this.transaction = transaction;
        rows = 0;
      }
      return ++rows;
    }
  }

  private final byte[] body;
  private final QualifiedName name;
  private final @Nullable Counter counter;
  private @Nullable RowFormat format;
  private @Nullable RuntimeException refusal;
  private boolean named;

  /// @param body the TABLE_MAP without its number
  /// @param counter null for a table that is not published
  TableState(byte[] body, QualifiedName name, @Nullable Counter counter) {
    this.body = body;
    this.name = name;
    this.counter = counter;
  }

  byte[] body() {
    return body;
  }

  QualifiedName name() {
    return name;
  }

  /// Numbers the table's rows; null when they are not wanted.
  @Nullable Counter counter() {
    return counter;
  }

  /// How its rows are read; null while that is not settled.
  @Nullable RowFormat format() {
    return format;
  }

  /// Why its rows cannot be read, or null.
  @Nullable RuntimeException refusal() {
    return refusal;
  }

  /// Settles how rows are read.
  ///
  /// @param named whether the log itself names the columns
  void settle(RowFormat format, boolean named) {
    this.format = format;
    this.named = named;
  }

  /// Settles that rows cannot be read.
  void refuse(RuntimeException refusal) {
    this.refusal = refusal;
  }

  /// Whether there is nothing more to find out before rows can come.
  boolean settled() {
    return counter == null || format != null || refusal != null;
  }

  /// Forgets what was settled by a definition that may hold no longer.
  void unsettle() {
    if (!named) {
      format = null;
      refusal = null;
    }
  }
}
