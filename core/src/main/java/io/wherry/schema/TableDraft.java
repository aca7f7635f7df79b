package io.wherry.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table while a statement works on it.
final class TableDraft {
  /// More than any server allows. Source: MySQL 9 Reference Manual, "Limits on Table Column Count
  /// and Row Size".
  static final int COLUMNS_MAX = 4096;

  final List<ColumnDraft> columns = new ArrayList<>();

  /// Names of the primary key's columns, in key order.
  final List<String> key = new ArrayList<>();

  /// The collation that columns added later get; null when it is not known.
  @Nullable String collation;

  TableDraft(@Nullable String collation) {
    this.collation = collation;
  }

  /// A table as `information_schema` shows it.
  static TableDraft of(List<ColumnRow> rows, @Nullable String collation, boolean mariadb) {
    var draft = new TableDraft(collation);
    var parts = new ArrayList<ColumnRow>();
    for (ColumnRow row : rows) {
      draft.columns.add(ColumnDraft.of(row, mariadb));
      if (row.keyPart() > 0) {
        parts.add(row);
      }
    }
    parts.sort(java.util.Comparator.comparingInt(ColumnRow::keyPart));
    parts.forEach(part -> draft.key.add(part.column()));
    return draft;
  }

  TableDraft copy() {
    var copy = new TableDraft(collation);
    copy.columns.addAll(columns);
    copy.key.addAll(key);
    return copy;
  }

  /// Columns by folded name, with their places.
  Map<String, Integer> places() {
    var places = new HashMap<String, Integer>();
    for (int i = 0; i < columns.size(); i++) {
      places.put(TableName.fold(columns.get(i).name()), i);
    }
    return places;
  }

  /// Makes sure that it is a table that can be: names differ, and the key's columns are there. They
  /// are NOT NULL then.
  void settle() throws NotFollowed {
    if (columns.isEmpty() || columns.size() > COLUMNS_MAX) {
      throw new NotFollowed("a table of " + columns.size() + " columns");
    }
    Map<String, Integer> places = places();
    if (places.size() != columns.size()) {
      throw new NotFollowed("two columns of one name");
    }
    for (String part : key) {
      Integer place = places.get(TableName.fold(part));
      if (place == null) {
        throw new NotFollowed("the key's column " + NotFollowed.quoted(part) + " is not there");
      }
      columns.set(place, columns.get(place).notNull());
    }
  }

  /// MariaDB ends the key of a system-versioned table with the end of a row's life; its own columns
  /// stand behind all others.
  void version(boolean versioned) {
    boolean named = false;
    for (ColumnDraft column : columns) {
      named |= column.role() == ColumnDraft.Role.ROW_START;
    }
    columns.removeIf(column -> column.role().hidden());
    key.removeIf(part -> part.equals("row_end") && !has("row_end"));
    if (versioned && !named) {
      columns.add(ColumnDraft.hidden(true));
      columns.add(ColumnDraft.hidden(false));
    }
    if (versioned && !key.isEmpty()) {
      for (ColumnDraft column : columns) {
        if (column.role().end() && !inKey(column.name())) {
          key.add(column.name());
        }
      }
    }
  }

  boolean versioned() {
    return columns.stream().anyMatch(column -> column.role().end());
  }

  private boolean has(String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  private boolean inKey(String name) {
    return key.stream().anyMatch(part -> TableName.fold(part).equals(TableName.fold(name)));
  }

  /// The columns as `information_schema` shows them.
  List<ColumnRow> rows(String schema, String table, ServerTraits server) {
    var parts = new HashMap<String, Integer>();
    for (String part : key) {
      parts.put(TableName.fold(part), parts.size() + 1);
    }
    var rows = new ArrayList<ColumnRow>(columns.size());
    for (ColumnDraft column : columns) {
      int part = parts.isEmpty() ? 0 : parts.getOrDefault(TableName.fold(column.name()), 0);
      rows.add(column.row(schema, table, part, server));
    }
    return rows;
  }
}
