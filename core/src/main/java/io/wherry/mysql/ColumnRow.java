package io.wherry.mysql;

import org.jspecify.annotations.Nullable;

/// One column as `information_schema.COLUMNS` shows it.
///
/// @param position place in the table, from 1
/// @param dataType `DATA_TYPE`: `varchar`
/// @param columnType `COLUMN_TYPE`: `varchar(20)`, `int(10) unsigned`, `enum('a','b')`
/// @param nullable whether `IS_NULLABLE` says YES
/// @param characterSet `CHARACTER_SET_NAME`, null for what is not text
/// @param collation `COLLATION_NAME`, null for what is not text
/// @param extra `EXTRA`: `auto_increment`, `STORED GENERATED`, `INVISIBLE`, …
/// @param keyPosition place in the primary key, from 1; 0 when it is not part of it
public record ColumnRow(
    String schema,
    String table,
    String name,
    int position,
    String dataType,
    String columnType,
    boolean nullable,
    @Nullable String characterSet,
    @Nullable String collation,
    String extra,
    int keyPosition) {
  /// `EXTRA` of the columns that MariaDB shows to nobody: no server says so itself.
  static final String HIDDEN = "STORED GENERATED, INVISIBLE, HIDDEN";

  /// Whether the server made the column by itself: MariaDB for `WITH SYSTEM VERSIONING`, MySQL for
  /// `sql_generate_invisible_primary_key`.
  public boolean hidden() {
    return extra.equals(HIDDEN)
        || (name.equals("my_row_id")
            && extra.contains("auto_increment")
            && extra.contains("INVISIBLE"));
  }
}
