package io.wherry.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One message of the stream, as a consumer understands it from its four fields.
///
/// @param table name of the table
/// @param operation what happened to the row
/// @param before the row before an update; else the same as `row`
/// @param row the row after an insert or update, or as it was deleted
record Message(String table, Operation operation, JsonNode before, JsonNode row) {
  /// What happens to a row.
  enum Operation {
    INSERT(Page.Style.GREEN),
    UPDATE(Page.Style.YELLOW),
    DELETE(Page.Style.RED);

    private final Page.Style style;

    Operation(Page.Style style) {
      this.style = style;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The columns that make a row's key; all other tables have an `id`.
  private static final Map<String, List<String>> KEYS =
      Map.of("order_lines", List.of("order_id", "line"));

  private static final int OPERATION_WIDTH = 8;
  private static final int TABLE_WIDTH = 13;

  /// @throws DemoException when it is no message of Wherry's
  static Message parse(String json) {
    try {
      JsonNode message = JSON.readTree(json);
      JsonNode row = message.path("row");
      String type = message.path("type").asText();
      String table = message.path("table").asText();
      return switch (type) {
        case "WriteRowsEvent" ->
            new Message(table, Operation.INSERT, row.path("values"), row.path("values"));
        case "UpdateRowsEvent" ->
            new Message(
                table, Operation.UPDATE, row.path("before_values"), row.path("after_values"));
        case "DeleteRowsEvent" ->
            new Message(table, Operation.DELETE, row.path("values"), row.path("values"));
        default -> throw new DemoException("the stream holds a message of type " + type, null);
      };
    } catch (JsonProcessingException e) {
      throw new DemoException("the stream holds a record that is no JSON: " + e.getMessage(), e);
    }
  }

  private List<String> keyColumns() {
    return KEYS.getOrDefault(table, List.of("id"));
  }

  /// Which change of which row it tells of.
  Ledger.Step step() {
    List<String> key = new ArrayList<>();
    for (String column : keyColumns()) {
      key.add(row.path(column).asText());
    }
    String name = table + " " + String.join("/", key);
    return new Ledger.Step(name, row.path("version").asLong(), operation == Operation.DELETE);
  }

  /// The line that shows it: of an insert all values, of an update what changed, of a delete the
  /// key. The version is for counting only.
  String line(Page page) {
    var line = new StringBuilder("  ");
    String word = operation.name().toLowerCase(java.util.Locale.ROOT);
    line.append(page.in(operation.style, padded(word, OPERATION_WIDTH)));
    line.append(page.in(Page.Style.BOLD, padded(table, TABLE_WIDTH)));
    for (Map.Entry<String, JsonNode> column : row.properties()) {
      String name = column.getKey();
      String value = column.getValue().asText();
      boolean isKey = keyColumns().contains(name);
      String old = before.path(name).asText();
      boolean isShown = isKey || operation == Operation.INSERT || !old.equals(value);
      if (isShown && !name.equals("version")) {
        line.append(page.in(Page.Style.FAINT, name)).append(' ');
        line.append(old.equals(value) ? value : old + " → " + value).append("  ");
      }
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
