package io.wherry.change;

import java.util.List;

/// A table as it was at some position of the log. One object stands for one version of the
/// definition: whoever prepares something per table (encoded names, say) may keep it by identity.
public final class Table {
  private final String schema;
  private final String name;
  private final List<Column> columns;
  private final List<Column> key;

  /// @param schema the database's name
  /// @param columns all columns, in table order
  /// @param key the primary key's columns in key order; empty for a table without one
  public Table(String schema, String name, List<Column> columns, List<Column> key) {
    this.schema = schema;
    this.name = name;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
  }

  /// The database's name.
  public String schema() {
    return schema;
  }

  /// The table's name without its schema.
  public String name() {
    return name;
  }

  /// All columns, in table order.
  public List<Column> columns() {
    return columns;
  }

  /// The primary key's columns in key order; empty for a table without one.
  public List<Column> key() {
    return key;
  }

  /// `schema.table`.
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
