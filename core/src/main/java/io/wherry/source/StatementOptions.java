package io.wherry.source;

import java.util.function.Predicate;

/// What becomes of statements in the log that are no marks of a transaction.
///
/// @param onStatement what to do with a statement that changed rows and logged none
/// @param onRowless what to do with one that changed rows of a table in a way that no row event
///   tells: TRUNCATE, DROP TABLE, …
/// @param definitions whether every statement that creates, alters, renames, empties or drops a
///   published table is published
/// @param queries whether rows carry the statement that changed them, where the log has it
/// @param schemas whether any table of a schema is published, whatever it is called
public record StatementOptions(
    OnStatement onStatement,
    OnRowless onRowless,
    boolean definitions,
    boolean queries,
    Predicate<String> schemas) {
  /// Stops where rows are lost, warns where they went all at once, publishes no statement.
  public static final StatementOptions DEFAULT =
      new StatementOptions(OnStatement.STOP, OnRowless.WARN, false, false, schema -> true);

  /// What to do with a statement that changed rows and logged none, since `binlog_format` was not
  /// ROW.
  public enum OnStatement {
    /// Following ends there.
    STOP,
    /// A line says it, and following goes on.
    WARN
  }

  /// What to do with a statement that changed rows in a way that no row event tells.
  public enum OnRowless {
    /// A line says it, and following goes on.
    WARN,
    /// Following ends there.
    STOP,
    /// The statement is published.
    PUBLISH
  }

  /// Whether statements are published, and so count as records of their transactions.
  public boolean publishes() {
    return definitions || onRowless == OnRowless.PUBLISH;
  }
}
