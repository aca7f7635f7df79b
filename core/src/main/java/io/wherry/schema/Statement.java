package io.wherry.schema;

import java.util.Set;

/// What a statement in the log means for somebody who reads rows.
public sealed interface Statement {
  /// A statement that moves within a transaction or ends it.
  enum Mark implements Statement {
    /// BEGIN, START TRANSACTION.
    BEGIN,
    /// COMMIT.
    COMMIT,
    /// ROLLBACK of the whole transaction.
    ROLLBACK,
    /// SAVEPOINT, RELEASE SAVEPOINT.
    SAVEPOINT,
    /// ROLLBACK TO: rows logged since the savepoint were undone.
    ROLLBACK_TO,
    /// XA START: rows follow that nobody may see before XA COMMIT.
    XA_START,
    /// XA END, XA PREPARE.
    XA_END,
    /// XA COMMIT: rows that stand earlier in the log count from here.
    XA_COMMIT,
    /// XA ROLLBACK: they never count.
    XA_ROLLBACK
  }

  /// It changes rows by itself, so the log has no row events for it (`binlog_format` was not ROW).
  ///
  /// @param verb `INSERT`, `UPDATE`, …
  record RowChange(String verb) implements Statement {}

  /// It creates, alters, renames or drops tables.
  ///
  /// @param verb `ALTER TABLE`, `DROP DATABASE`, …
  /// @param tables every table it names as changed
  /// @param schemas databases it drops whole, in lower case
  /// @param all whether a name could not be made out: any table may be meant
  record TableChange(String verb, Set<TableName> tables, Set<String> schemas, boolean all)
      implements Statement {
    /// Keeps its own copies.
    public TableChange {
      tables = Set.copyOf(tables);
      schemas = Set.copyOf(schemas);
    }

    /// Whether the table's definition may be another one afterwards.
    public boolean touches(TableName table) {
      return all || tables.contains(table) || schemas.contains(table.schema());
    }
  }

  /// Nothing that concerns columns or rows: grants, views, indexes, procedures, comments, TRUNCATE,
  /// temporary tables, the upkeep of RDS's own tables, and what nobody has heard of.
  record Noise() implements Statement {}

  /// Reads one statement of a QUERY event. Takes any text, in time linear in its length.
  ///
  /// @param sql the statement
  /// @param schema the database that names without one belong to
  /// @param sqlMode bits of the session's `sql_mode`: whether a backslash is an escape decides
  ///   where a string ends
  static Statement read(String sql, String schema, long sqlMode) {
    return new StatementReader(sql, schema, sqlMode).read();
  }
}
