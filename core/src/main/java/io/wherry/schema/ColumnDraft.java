package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// A column as a catalog keeps it.
///
/// @param type as COLUMN_TYPE shows it, but `longtext` for MariaDB's JSON
/// @param collation of text, ENUM and SET; else null
/// @param role what the server makes of it
/// @param checkedJson whether its own check is `json_valid` of itself
record ColumnDraft(
    String name,
    String type,
    @Nullable String collation,
    boolean nullable,
    Role role,
    boolean checkedJson) {
  static final String ROW_ID_NAME = "my_row_id";
  private static final String JSON = "json";
  private static final String JSON_TEXT = "longtext";
  private static final String JSON_COLLATION = "utf8mb4_bin";

  /// What a column is to the server: two are the ends of a row's life, with system versioning.
  enum Role {
    /// None.
    PLAIN,
    /// MariaDB's own `row_start`, which nobody sees.
    HIDDEN_START,
    /// MariaDB's own `row_end`.
    HIDDEN_END,
    /// GENERATED ALWAYS AS ROW START.
    ROW_START,
    /// GENERATED ALWAYS AS ROW END.
    ROW_END,
    /// MySQL's `my_row_id`, made by `sql_generate_invisible_primary_key`: FIRST is behind it.
    ROW_ID;

    boolean hidden() {
      return this == HIDDEN_START || this == HIDDEN_END;
    }

    boolean end() {
      return this == HIDDEN_END || this == ROW_END;
    }
  }

  static ColumnDraft of(ColumnRow row, boolean mariadb) {
    Role role = row.hidden() ? hiddenRole(row.column()) : Role.PLAIN;
    return mariadb && row.columnType().equals(JSON)
        ? new ColumnDraft(row.column(), JSON_TEXT, JSON_COLLATION, row.nullable(), role, true)
        : new ColumnDraft(
            row.column(), row.columnType(), row.charset(), row.nullable(), role, false);
  }

  private static Role hiddenRole(String name) {
    return switch (name) {
      case ROW_ID_NAME -> Role.ROW_ID;
      case "row_start" -> Role.HIDDEN_START;
      default -> Role.HIDDEN_END;
    };
  }

  static ColumnDraft hidden(boolean start) {
    return new ColumnDraft(
        start ? "row_start" : "row_end",
        "timestamp(6)",
        null,
        false,
        start ? Role.HIDDEN_START : Role.HIDDEN_END,
        false);
  }

  /// The column under another name.
  ColumnDraft named(String newName) {
    return new ColumnDraft(newName, type, collation, nullable, role, checkedJson);
  }

  /// The column as part of a primary key.
  ColumnDraft notNull() {
    return nullable ? new ColumnDraft(name, type, collation, false, role, checkedJson) : this;
  }

  /// The column with another type or collation.
  ColumnDraft retyped(String newType, @Nullable String newCollation) {
    return new ColumnDraft(name, newType, newCollation, nullable, role, checkedJson);
  }

  /// The column as one of the user's own.
  ColumnDraft plain() {
    return new ColumnDraft(name, type, collation, nullable, Role.PLAIN, checkedJson);
  }

  /// The column as `information_schema` and what completes it show it.
  ColumnRow row(String schema, String table, int keyPart, ServerTraits server) {
    boolean json = checkedJson && type.equals(JSON_TEXT) && JSON_COLLATION.equals(collation);
    String charset = collation == null ? null : Charsets.of(collation);
    return new ColumnRow(
        schema,
        table,
        name,
        json ? JSON : type,
        charset == null ? null : Charsets.shown(charset, server),
        nullable,
        keyPart,
        role.hidden() || role == Role.ROW_ID);
  }
}
