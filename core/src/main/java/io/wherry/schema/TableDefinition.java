package io.wherry.schema;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the server says about one table now. Whether it also holds at some position of the log is
/// not known here.
public sealed interface TableDefinition {
  /// Every column can be read.
  record Known(Table table) implements TableDefinition {}

  /// A column has a type that cannot be read: rows of the table must not be published.
  ///
  /// @param type the server's words for it
  record Unsupported(String schema, String table, String column, String type)
      implements TableDefinition {}

  /// Puts together the columns of one table.
  ///
  /// @param rows at least one, all of the same table, in table order
  static TableDefinition of(List<ColumnRow> rows) {
    var columns = new ArrayList<Column>(rows.size());
    for (ColumnRow row : rows) {
      ColumnType type = ColumnTypeText.read(row.columnType(), row.charset());
      if (type == null) {
        return new Unsupported(row.schema(), row.table(), row.column(), row.columnType());
      }
      columns.add(new Column(columns.size(), row.column(), type, row.nullable()));
    }
    List<Column> key =
        java.util.stream.IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).keyPart() > 0)
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows.get(i).keyPart()))
            .map(columns::get)
            .toList();
    ColumnRow first = rows.getFirst();
    return new Known(new Table(first.schema(), first.table(), columns, key));
  }
}
