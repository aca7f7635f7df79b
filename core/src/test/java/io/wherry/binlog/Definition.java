package io.wherry.binlog;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import io.wherry.server.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A table's definition as `information_schema` has it, for tests.
final class Definition {
  private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

  private Definition() {}

  static Table read(Database server, String schema, String table) {
    List<Column> columns = new ArrayList<>();
    List<Column> key = new ArrayList<>();
    String query =
        "select column_name, data_type, column_type, is_nullable, numeric_precision,"
            + " numeric_scale, character_octet_length, character_set_name, column_key,"
            + " datetime_precision"
            + " from information_schema.columns where table_schema='"
            + schema
            + "' and table_name='"
            + table
            + "' order by ordinal_position";
    for (List<@Nullable String> row : server.query(query)) {
      var column =
          new Column(columns.size(), text(row.get(0)), type(row), "YES".equals(text(row.get(3))));
      columns.add(column);
      if ("PRI".equals(text(row.get(8)))) {
        key.add(column);
      }
    }
    return new Table(schema, table, columns, key);
  }

  private static ColumnType type(List<@Nullable String> row) {
    String full = text(row.get(2));
    boolean unsigned = full.contains("unsigned");
    String type = text(row.get(1));
    return switch (type) {
      case "tinyint" -> new ColumnType.Int(1, unsigned);
      case "smallint" -> new ColumnType.Int(2, unsigned);
      case "mediumint" -> new ColumnType.Int(3, unsigned);
      case "int" -> new ColumnType.Int(4, unsigned);
      case "bigint" -> new ColumnType.Int(8, unsigned);
      case "decimal" -> new ColumnType.Decimal(number(row.get(4)), number(row.get(5)));
      case "float" -> new ColumnType.Real(4, ColumnType.Real.SHORTEST);
      case "double" -> new ColumnType.Real(8, ColumnType.Real.SHORTEST);
      case "bit" -> new ColumnType.Bit(number(row.get(4)));
      case "year" -> new ColumnType.Year();
      case "date" -> new ColumnType.Date();
      case "time" -> new ColumnType.Time(number(row.get(9)));
      case "datetime" -> new ColumnType.Datetime(number(row.get(9)));
      case "timestamp" -> new ColumnType.Timestamp(number(row.get(9)));
      case "binary" -> new ColumnType.Binary(number(row.get(6)));
      case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> new ColumnType.Binary(0);
      case "enum" -> new ColumnType.Enumeration(labels(full));
      case "set" -> new ColumnType.LabelSet(labels(full));
      case "json" -> new ColumnType.Json();
      default -> new ColumnType.Text(text(row.get(7)));
    };
  }

  private static List<String> labels(String type) {
    List<String> labels = new ArrayList<>();
    for (Matcher m = LABEL.matcher(type); m.find(); ) {
      labels.add(m.group(1).replace("''", "'"));
    }
    return labels;
  }

  private static int number(@Nullable String value) {
    return value == null ? 0 : Integer.parseInt(value);
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNull(value);
  }
}
