package io.wherry.schema;

import io.wherry.schema.TableNames.Name;
import java.util.HashSet;
import java.util.Set;

/// Temporary tables that are in the log, as they are under `binlog_format=MIXED`: statements of the
/// same session that name one do not mean the table of that name that everybody sees.
final class TemporaryTables {
  private static final int TABLES_MAX = 100_000;

  private record Own(long threadId, String schema, String table) {
    static Own of(long threadId, Name name) {
      return new Own(threadId, TableName.fold(name.schema()), TableName.fold(name.table()));
    }
  }

  private final Set<Own> tables = new HashSet<>();

  void add(long threadId, Name name) {
    if (tables.size() < TABLES_MAX) {
      tables.add(Own.of(threadId, name));
    }
  }

  boolean has(long threadId, Name name) {
    return !tables.isEmpty() && tables.contains(Own.of(threadId, name));
  }

  boolean remove(long threadId, Name name) {
    return tables.remove(Own.of(threadId, name));
  }

  void clear() {
    tables.clear();
  }
}
