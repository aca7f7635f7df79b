package io.wherry.transform;

import java.util.List;

/// What must stay in order, and so what a record's partition key is made of (`--sink.key`).
public sealed interface KeyRule {
  /// Table and primary key (`row`): the default.
  record ByRow() implements KeyRule {}

  /// The table (`table`).
  record ByTable() implements KeyRule {}

  /// The schema (`schema`).
  record BySchema() implements KeyRule {}

  /// The value of one column (`column:NAME`), whatever table it is in.
  record ByColumn(String name) implements KeyRule {}

  /// One key for all (`constant:TEXT`): total order.
  record Constant(String text) implements KeyRule {}

  /// The words a rule begins with.
  List<String> NAMES = List.of("row", "table", "schema", "column", "constant");

  /// Reads the option's text.
  ///
  /// @throws IllegalArgumentException with one line that says what is allowed
  static KeyRule parse(String text) {
    if (text.startsWith("column:") && text.length() > "column:".length()) {
      return new ByColumn(text.substring("column:".length()));
    }
    if (text.startsWith("constant:") && text.length() > "constant:".length()) {
      return new Constant(text.substring("constant:".length()));
    }
    return switch (text) {
      case "row" -> new ByRow();
      case "table" -> new ByTable();
      case "schema" -> new BySchema();
      default ->
          throw new IllegalArgumentException(
              "must be row, table, schema, column:NAME or constant:TEXT");
    };
  }
}
