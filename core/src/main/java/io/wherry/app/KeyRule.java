package io.wherry.app;

import java.util.List;

/// What the partition key is made of, and so what stays in order: the value of `--sink.key`.
public sealed interface KeyRule {
  /// Table and primary key.
  record ByRow() implements KeyRule {}

  /// The table.
  record ByTable() implements KeyRule {}

  /// The schema.
  record BySchema() implements KeyRule {}

  /// Table and the value of one column.
  record ByColumn(String column) implements KeyRule {}

  /// One text for all records: total order.
  record Constant(String text) implements KeyRule {}

  /// `row`, `table`, `schema`, `column:NAME` or `constant:TEXT`.
  static KeyRule parse(String text) {
    String column = after("column:", text);
    String constant = after("constant:", text);
    return switch (text) {
      case "row" -> new ByRow();
      case "table" -> new ByTable();
      case "schema" -> new BySchema();
      default -> {
        if (!column.isBlank()) {
          yield new ByColumn(column);
        }
        if (!constant.isBlank()) {
          yield new Constant(constant);
        }
        throw new IllegalArgumentException(
            "must be row, table, schema, column:NAME or constant:TEXT"
                + Nearest.hint(
                    text.split(":", 2)[0],
                    List.of("row", "table", "schema", "column", "constant")));
      }
    };
  }

  private static String after(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
  }
}
