package io.wherry.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads tables' columns from `information_schema`.
///
/// Sorting and comparing names is done here: the server compares them without case, so that `T` and
/// `t`, two tables, would come mixed.
final class ColumnsQuery {
  private static final String NOT_SYSTEM =
      " NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'ndbinfo')";

  private static final String COLUMNS =
      "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, COLUMN_TYPE,"
          + " IS_NULLABLE, CHARACTER_SET_NAME, COLLATION_NAME, EXTRA"
          + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA";

  private static final String KEYS =
      "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, SEQ_IN_INDEX"
          + " FROM information_schema.STATISTICS WHERE INDEX_NAME = 'PRIMARY' AND TABLE_SCHEMA";

  private static final String VIEWS =
      "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
          + " WHERE TABLE_TYPE IN ('VIEW', 'SYSTEM VIEW') AND TABLE_SCHEMA";

  private static final String COLLATIONS =
      "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_COLLATION FROM information_schema.TABLES"
          + " WHERE TABLE_COLLATION IS NOT NULL AND TABLE_SCHEMA";

  private static final String ONE_TABLE = " = ? AND TABLE_NAME = ?";

  private record TableName(String schema, String table) {}

  private record ColumnName(String schema, String table, String column) {
    static ColumnName of(String schema, String table, String column) {
      return new ColumnName(schema, table, column.toLowerCase(Locale.ROOT));
    }
  }

  private final SqlConnection sql;

  /// The same few words come for every column; one copy each is kept.
  private final Map<String, String> words = new HashMap<>();

  private ColumnsQuery(SqlConnection sql) {
    this.sql = sql;
  }

  /// Columns of all tables outside the system schemas.
  static List<ColumnRow> all(SqlConnection sql) {
    var query = new ColumnsQuery(sql);
    Set<TableName> views =
        new HashSet<>(
            sql.list(
                row -> new TableName(query.word(row, 1), query.word(row, 2)), VIEWS + NOT_SYSTEM));
    var columns = query.columns(NOT_SYSTEM);
    columns.removeIf(c -> views.contains(new TableName(c.schema(), c.table())));
    columns.sort(
        Comparator.comparing(ColumnRow::schema)
            .thenComparing(ColumnRow::table)
            .thenComparingInt(ColumnRow::position));
    return columns;
  }

  /// Columns of one table.
  static List<ColumnRow> one(SqlConnection sql, String schema, String table) {
    var columns = new ColumnsQuery(sql).columns(ONE_TABLE, schema, table);
    if (columns.stream().anyMatch(c -> c.schema().equals(schema) && c.table().equals(table))) {
      columns.removeIf(c -> !c.schema().equals(schema) || !c.table().equals(table));
    }
    columns.sort(Comparator.comparingInt(ColumnRow::position));
    return columns;
  }

  private List<ColumnRow> columns(String where, String... arguments) {
    var keys = new HashMap<ColumnName, Integer>();
    sql.list(
        row -> keys.put(ColumnName.of(word(row, 1), word(row, 2), row.getString(3)), row.getInt(4)),
        KEYS + where,
        arguments);
    return new ArrayList<>(sql.list(row -> column(row, keys), COLUMNS + where, arguments));
  }

  private ColumnRow column(ResultSet row, Map<ColumnName, Integer> keys) throws SQLException {
    String schema = word(row, 1);
    String table = word(row, 2);
    String name = word(row, 3);
    return new ColumnRow(
        schema,
        table,
        name,
        row.getInt(4),
        word(row, 5),
        word(row, 6),
        row.getString(7).equals("YES"),
        wordOrNull(row, 8),
        wordOrNull(row, 9),
        word(row, 10),
        keys.getOrDefault(ColumnName.of(schema, table, name), 0));
  }

  private String word(ResultSet row, int column) throws SQLException {
    String word = wordOrNull(row, column);
    return word == null ? "" : word;
  }

  private @Nullable String wordOrNull(ResultSet row, int column) throws SQLException {
    String word = row.getString(column);
    return word == null ? null : words.computeIfAbsent(word, w -> w);
  }

  static List<TableCollation> allCollations(SqlConnection sql) {
    return collations(sql, NOT_SYSTEM, new String[0]);
  }

  static List<TableCollation> collations(SqlConnection sql, String schema, String table) {
    return collations(sql, ONE_TABLE, new String[] {schema, table});
  }

  private static List<TableCollation> collations(
      SqlConnection sql, String where, String[] arguments) {
    var query = new ColumnsQuery(sql);
    return sql.list(
        row -> new TableCollation(query.word(row, 1), query.word(row, 2), query.word(row, 3)),
        COLLATIONS + where,
        arguments);
  }

  /// The default collation of each database.
  static Map<String, String> schemaCollations(SqlConnection sql) {
    var collations = new HashMap<String, String>();
    sql.list(
        row -> collations.put(row.getString(1), row.getString(2)),
        "SELECT SCHEMA_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA"
            + " WHERE SCHEMA_NAME"
            + NOT_SYSTEM);
    return collations;
  }

  /// Foreign keys outside the system schemas that change other rows along.
  static List<CascadingKey> cascadingKeys(SqlConnection sql) {
    return sql.list(
        row ->
            new CascadingKey(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)),
        "SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA,"
            + " REFERENCED_TABLE_NAME, DELETE_RULE, UPDATE_RULE"
            + " FROM information_schema.REFERENTIAL_CONSTRAINTS"
            + " WHERE (DELETE_RULE NOT IN ('NO ACTION', 'RESTRICT')"
            + " OR UPDATE_RULE NOT IN ('NO ACTION', 'RESTRICT')) AND CONSTRAINT_SCHEMA"
            + NOT_SYSTEM
            + " ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME");
  }
}
