package io.wherry.change;

/// A statement that is published itself, as it concerns one table or one whole database: DDL, or
/// what changed rows without an event for each. A statement that names several tables is one of
/// these for each.
///
/// @param kind what it does
/// @param rows what it did to rows that no row event tells
/// @param schema the schema it concerns
/// @param table the table it concerns, as row changes name it; empty for the whole schema
/// @param database the session's default database, to which names without one belong
/// @param sql the statement as it was logged
/// @param transaction the transaction it belongs to, mostly one of its own; valid until the next
/// @param number of the statement among those of its transaction, as logged, from 1
/// @param timestampMillis as [Change#timestampMillis()]
public record LoggedStatement(
    Kind kind,
    Rows rows,
    String schema,
    String table,
    String database,
    String sql,
    Transaction transaction,
    long number,
    long timestampMillis) {
  /// What a statement does.
  public enum Kind {
    TABLE_CREATE("table-create"),
    TABLE_ALTER("table-alter"),
    TABLE_RENAME("table-rename"),
    TABLE_DROP("table-drop"),
    TABLE_TRUNCATE("table-truncate"),
    DATABASE_CREATE("database-create"),
    DATABASE_ALTER("database-alter"),
    DATABASE_DROP("database-drop");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// `table-truncate`
    public String word() {
      return word;
    }
  }

  /// What a statement did to rows that no row event tells, the gravest last.
  public enum Rows {
    /// Nothing.
    KEPT("kept"),
    /// The table has another name, or the name stands for another table.
    RENAMED("renamed"),
    /// Values may have been converted, or a new column got values.
    REWRITTEN("rewritten"),
    /// All rows, or those of partitions, are gone.
    REMOVED("removed"),
    /// Rows came from, or went to, another table.
    EXCHANGED("exchanged");

    private final String word;

    Rows(String word) {
      this.word = word;
    }

    /// `removed`
    public String word() {
      return word;
    }
  }

  /// Whether it concerns a whole schema, and no table by name.
  public boolean ofSchema() {
    return table.isEmpty();
  }

  /// `schema.table`, or `schema`.
  public String subject() {
    return ofSchema() ? schema : schema + "." + table;
  }
}
