package io.wherry.source;

import io.wherry.schema.SqlName;
import io.wherry.schema.TableName;
import java.util.HashSet;
import java.util.Set;

/// The temporary tables that statements in the log have created: a session's own, which hide a
/// table of the same name from it. Only sessions without `binlog_format=ROW` log statements on
/// them.
final class TemporaryTables {
  /// The most tables known; beyond that all are forgotten, and a statement on one is taken for one
  /// on a table.
  static final int TABLES_MAX = 16_384;

  /// @param thread connection id of the session
  private record Owned(long thread, TableName name) {}

  private final Set<Owned> tables = new HashSet<>();

  void created(long thread, SqlName name) {
    if (tables.size() == TABLES_MAX) {
      tables.clear();
    }
    tables.add(owned(thread, name));
  }

  void dropped(long thread, SqlName name) {
    tables.remove(owned(thread, name));
  }

  /// Whether the name means a temporary table in the session.
  boolean has(long thread, SqlName name) {
    return !tables.isEmpty() && tables.contains(owned(thread, name));
  }

  private static Owned owned(long thread, SqlName name) {
    return new Owned(thread, new TableName(name.schema(), name.table()));
  }
}
