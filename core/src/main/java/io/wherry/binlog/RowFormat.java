package io.wherry.binlog;

import io.wherry.change.Table;

/// How the rows of one version of one table lie in the log: everything that can be prepared, so
/// that reading a row asks no question twice. Immutable; keep it as long as [TableMap#body()] stays
/// the same.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class RowFormat {
  private final Table table;

  private RowFormat(Table table) {
    this.table = table;
  }

  /// Prepares the reading of a table's rows: the layout from the TABLE_MAP, names, signedness,
  /// charsets and labels from the definition.
  ///
  /// @throws BinlogException when the definition does not fit, or a column has a type or charset
  ///   that is not decoded
  public static RowFormat bind(TableMap map, Table table) {
    throw new UnsupportedOperationException();
  }

  /// The definition that was bound.
  public Table table() {
    return table;
  }
}
