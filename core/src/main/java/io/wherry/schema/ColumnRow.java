package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// One column as `information_schema` shows it, in the server's own words.
///
/// Source: MySQL 9 Reference Manual, "The INFORMATION_SCHEMA COLUMNS Table".
///
/// @param schema TABLE_SCHEMA
/// @param table TABLE_NAME
/// @param column COLUMN_NAME
/// @param columnType COLUMN_TYPE: `int(10) unsigned zerofill`, `enum('a','it''s')`, …
/// @param charset CHARACTER_SET_NAME, null for a column that is no text
/// @param nullable whether IS_NULLABLE is `YES`
/// @param keyPart place in the primary key, from 1; 0 for a column outside it
/// @param hidden whether the server made the column and shows it to nobody: MariaDB for `WITH
///   SYSTEM VERSIONING`, MySQL for `sql_generate_invisible_primary_key`. It stays last, or first
public record ColumnRow(
    String schema,
    String table,
    String column,
    String columnType,
    @Nullable String charset,
    boolean nullable,
    int keyPart,
    boolean hidden) {
  /// A column that everybody sees.
  public ColumnRow(
      String schema,
      String table,
      String column,
      String columnType,
      @Nullable String charset,
      boolean nullable,
      int keyPart) {
    this(schema, table, column, columnType, charset, nullable, keyPart, false);
  }
}
