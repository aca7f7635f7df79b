package io.wherry.schema;

import io.wherry.schema.ColumnDraft.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as text: how a catalog keeps it in memory and in documents.
///
/// ```text
///   utf8mb4 ⇥ 0,2 ⏎                   default collation; places of the key's columns
///   id ⇥ bigint unsigned ⇥ ⇥ ⏎        name, type, collation, letters
///   name ⇥ varchar(20) ⇥ latin1 ⇥ n ⏎
/// ```
///
/// Letters: `n` nullable; `j` a check says JSON; `s`, `e` MariaDB's hidden row_start and row_end;
/// `S`, `E` GENERATED ALWAYS AS ROW START and END; `r` MySQL's generated invisible primary key.
final class TableText {
  private TableText() {}

  static String write(TableDraft table) {
    var out = new StringBuilder();
    TextFields.append(out, table.collation == null ? "" : table.collation);
    out.append('\t');
    var places = table.key.isEmpty() ? null : table.places();
    for (int i = 0; places != null && i < table.key.size(); i++) {
      out.append(i == 0 ? "" : ",").append(places.get(TableName.fold(table.key.get(i))));
    }
    for (ColumnDraft column : table.columns) {
      out.append('\n');
      TextFields.append(out, column.name());
      out.append('\t');
      TextFields.append(out, column.type());
      out.append('\t');
      TextFields.append(out, column.collation() == null ? "" : column.collation());
      out.append('\t').append(column.nullable() ? "n" : "").append(column.checkedJson() ? "j" : "");
      out.append(letter(column.role()));
    }
    return out.toString();
  }

  /// Reads back what [#write] wrote.
  ///
  /// @throws CatalogException when it is not that
  static TableDraft read(String text) {
    var lines = new TextFields(text);
    var table = new TableDraft(orNull(lines.next()));
    String key = lines.next();
    while (lines.more()) {
      String name = lines.next();
      String type = lines.next();
      @Nullable String collation = orNull(lines.next());
      String letters = lines.next();
      table.columns.add(
          new ColumnDraft(
              name, type, collation, letters.contains("n"), role(letters), letters.contains("j")));
    }
    for (String place : key.isEmpty() ? List.<String>of() : List.of(key.split(",", -1))) {
      int index = TextFields.number(place);
      if (index >= table.columns.size()) {
        throw new CatalogException("a table's key names column " + place);
      }
      table.key.add(table.columns.get(index).name());
    }
    return table;
  }

  /// Whether two texts differ in nothing but the default collation.
  static boolean sameColumns(String one, String other) {
    int a = one.indexOf('\t');
    int b = other.indexOf('\t');
    return one.length() - a == other.length() - b
        && one.regionMatches(a, other, b, one.length() - a);
  }

  private static String letter(Role role) {
    return switch (role) {
      case PLAIN -> "";
      case HIDDEN_START -> "s";
      case HIDDEN_END -> "e";
      case ROW_START -> "S";
      case ROW_END -> "E";
      case ROW_ID -> "r";
    };
  }

  private static Role role(String letters) {
    for (Role role : Role.values()) {
      if (role != Role.PLAIN && letters.contains(letter(role))) {
        return role;
      }
    }
    return Role.PLAIN;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
