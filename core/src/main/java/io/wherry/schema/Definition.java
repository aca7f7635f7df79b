package io.wherry.schema;

import io.wherry.change.LoggedStatement.Kind;
import io.wherry.change.LoggedStatement.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a statement says about tables or a database as a whole, for somebody who passes statements
/// on: what it does, which names it names, and whether it changed rows without an event for each.
///
/// [Statement] answers another question: whether columns may be others afterwards.
///
/// @param verb `TRUNCATE TABLE`, `ALTER TABLE`, …
/// @param rows the gravest thing it did to rows that no row event tells
/// @param names what it names as changed, each once, in its order
/// @param temporary whether it says that the tables are temporary
public record Definition(
    String verb, Kind kind, Rows rows, List<SqlName> names, boolean temporary) {
  /// Keeps its own copy.
  public Definition {
    names = List.copyOf(names);
  }

  /// Reads one statement of a QUERY event. Takes any text, in time linear in its length.
  ///
  /// @param sql the statement
  /// @param schema the database that names without one belong to
  /// @param sqlMode bits of the session's `sql_mode`
  /// @return null for a statement that creates, alters, renames, empties or drops neither a table
  ///   nor a database
  public static @Nullable Definition read(String sql, String schema, long sqlMode) {
    return new DefinitionReader(sql, schema, sqlMode).read();
  }
}
