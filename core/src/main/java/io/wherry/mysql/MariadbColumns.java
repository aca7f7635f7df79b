package io.wherry.mysql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What MariaDB's `information_schema.COLUMNS` hides, put back.
///
/// - A JSON column is shown as the LONGTEXT that it is; its own check says that it holds JSON.
/// - A table made `WITH SYSTEM VERSIONING` and nothing more has two columns behind all others, and
///   the end of a row's life as the last part of its key. The log has them.
///
/// Source: MariaDB Knowledge Base, "JSON Data Type", "System-Versioned Tables"; tried on 10.11.18,
/// 11.4.5 and 11.8.9.
final class MariadbColumns {
  private static final String NOT_SYSTEM =
      " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')";

  private static final String ONE_TABLE = " = ? AND TABLE_NAME = ?";

  /// A check keeps its first name when its column is renamed, so the column's is in the clause.
  private static final String JSON =
      "SELECT CONSTRAINT_SCHEMA, TABLE_NAME,"
          + " REPLACE(SUBSTR(CHECK_CLAUSE, 13, CHAR_LENGTH(CHECK_CLAUSE) - 14), '``', '`')"
          + " FROM information_schema.CHECK_CONSTRAINTS WHERE LEVEL = 'Column'"
          + " AND CHECK_CLAUSE LIKE 'json\\_valid(`%`)' AND CONSTRAINT_SCHEMA";

  private static final String VERSIONED =
      "SELECT TABLE_SCHEMA, TABLE_NAME, '' FROM information_schema.TABLES"
          + " WHERE TABLE_TYPE = 'SYSTEM VERSIONED' AND TABLE_SCHEMA";

  private static final String NAMED_PERIODS =
      "SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, '' FROM information_schema.COLUMNS"
          + " WHERE GENERATION_EXPRESSION = 'ROW START' AND TABLE_SCHEMA";

  private record Name(String schema, String table, String column) {}

  private final SqlConnection sql;
  private final List<String> arguments;

  private MariadbColumns(SqlConnection sql, List<String> arguments) {
    this.sql = sql;
    this.arguments = arguments;
  }

  /// The columns of all tables outside the system schemas with what is hidden.
  ///
  /// @param columns ordered by schema, table, place
  static List<ColumnRow> all(SqlConnection sql, List<ColumnRow> columns) {
    return new MariadbColumns(sql, List.of()).completed(columns);
  }

  /// The columns of one table with what is hidden.
  static List<ColumnRow> one(SqlConnection sql, List<ColumnRow> columns) {
    if (columns.isEmpty()) {
      return columns;
    }
    ColumnRow first = columns.getFirst();
    return new MariadbColumns(sql, List.of(first.schema(), first.table())).completed(columns);
  }

  private List<ColumnRow> completed(List<ColumnRow> columns) {
    Set<Name> json = names(JSON);
    Set<Name> versioned = names(VERSIONED);
    if (!versioned.isEmpty()) {
      versioned.removeAll(names(NAMED_PERIODS));
    }
    return json.isEmpty() && versioned.isEmpty() ? columns : completed(columns, json, versioned);
  }

  private Set<Name> names(String query) {
    return new HashSet<>(
        sql.list(
            row -> new Name(row.getString(1), row.getString(2), row.getString(3)),
            query + (arguments.isEmpty() ? NOT_SYSTEM : ONE_TABLE),
            arguments.toArray(String[]::new)));
  }

  private static List<ColumnRow> completed(
      List<ColumnRow> columns, Set<Name> json, Set<Name> versioned) {
    var all = new ArrayList<ColumnRow>(columns.size());
    int keyParts = 0;
    for (int i = 0; i < columns.size(); i++) {
      ColumnRow column = columns.get(i);
      all.add(
          isText(column) && json.contains(new Name(column.schema(), column.table(), column.name()))
              ? json(column)
              : column);
      keyParts = Math.max(keyParts, column.keyPosition());
      ColumnRow next = i + 1 < columns.size() ? columns.get(i + 1) : null;
      boolean last =
          next == null
              || !next.table().equals(column.table())
              || !next.schema().equals(column.schema());
      if (last) {
        if (versioned.contains(new Name(column.schema(), column.table(), ""))) {
          all.add(hidden(column, "row_start", 1, 0));
          all.add(hidden(column, "row_end", 2, keyParts == 0 ? 0 : keyParts + 1));
        }
        keyParts = 0;
      }
    }
    return all;
  }

  private static boolean isText(ColumnRow column) {
    return column.columnType().equals("longtext") && "utf8mb4_bin".equals(column.collation());
  }

  private static ColumnRow json(ColumnRow column) {
    return new ColumnRow(
        column.schema(),
        column.table(),
        column.name(),
        column.position(),
        "json",
        "json",
        column.nullable(),
        column.characterSet(),
        column.collation(),
        column.extra(),
        column.keyPosition());
  }

  private static ColumnRow hidden(ColumnRow last, String name, int behind, int keyPosition) {
    return new ColumnRow(
        last.schema(),
        last.table(),
        name,
        last.position() + behind,
        "timestamp",
        "timestamp(6)",
        false,
        null,
        null,
        ColumnRow.HIDDEN,
        keyPosition);
  }
}
