package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wherry.server.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A consumer that keeps copies of the tables of one schema by applying the published records, and
/// compares them with the server's. It is strict: a record must fit the copy it is applied to (what
/// is written is not there yet, what is updated or deleted looks as its before image says), so that
/// a lost, doubled or overtaken change is found even where a later one covers it up. A record that
/// carries an id seen before is counted and not applied again.
public final class Rebuild {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Database database;
  private final String schema;
  private final Map<String, Copy> tables = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private long events;
  private long repeated;

  /// The copy of one table: its rows by their primary key's values.
  private record Copy(List<String> key, Map<List<String>, Map<String, @Nullable String>> rows) {
    List<String> keyOf(Map<String, @Nullable String> row) {
      var values = new ArrayList<String>();
      for (String column : key) {
        values.add(String.valueOf(row.get(column)));
      }
      return values;
    }
  }

  /// Empty copies of the tables that `schema` has now. Each needs a primary key.
  public Rebuild(Database database, String schema) {
    this.database = database;
    this.schema = schema;
    for (List<@Nullable String> row :
        database.query(
            "select table_name, column_name from information_schema.key_column_usage"
                + " where constraint_name = 'PRIMARY' and table_schema = '"
                + schema
                + "' order by table_name, ordinal_position")) {
      tables
          .computeIfAbsent(text(row, 0), name -> new Copy(new ArrayList<>(), new HashMap<>()))
          .key()
          .add(text(row, 1));
    }
  }

  private static String text(List<@Nullable String> row, int column) {
    return String.valueOf(row.get(column));
  }

  /// Takes over what the tables hold now: for records that are published from here on.
  public Rebuild startFromTables() {
    tables.forEach((name, copy) -> {
      copy.rows().clear();
      for (Map<String, @Nullable String> row : selected(name)) {
        copy.rows().put(copy.keyOf(row), row);
      }
    });
    return this;
  }

  /// Applies each line of the file.
  public Rebuild apply(Path file) {
    try (var lines = Files.lines(file)) {
      lines.forEach(this::apply);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Applies each record.
  public Rebuild apply(List<String> records) {
    records.forEach(this::apply);
    return this;
  }

  /// Records applied.
  public long events() {
    return events;
  }

  /// Records that had been there before.
  public long repeated() {
    return repeated;
  }

  private void apply(String line) {
    JsonNode message;
    try {
      message = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
    if (!message.path("schema").asText().equals(schema)) {
      return;
    }
    JsonNode id = message.path("meta").path("id");
    if (id.isTextual() && !ids.add(id.asText())) {
      repeated++;
      return;
    }
    events++;
    Copy copy = tables.get(message.path("table").asText());
    if (copy == null) {
      throw new AssertionError("not a table with a primary key: " + line);
    }
    JsonNode row = message.path("row");
    switch (message.path("type").asText()) {
      case "WriteRowsEvent" -> add(copy, values(row.path("values")), line);
      case "DeleteRowsEvent" -> remove(copy, values(row.path("values")), line);
      case "UpdateRowsEvent" -> {
        remove(copy, values(row.path("before_values")), line);
        add(copy, values(row.path("after_values")), line);
      }
      default -> throw new AssertionError("unknown type: " + line);
    }
  }

  private static void add(Copy copy, Map<String, @Nullable String> row, String line) {
    Object before = copy.rows().put(copy.keyOf(row), row);
    assertThat(before).as("nothing is there before: %s", line).isNull();
  }

  private static void remove(Copy copy, Map<String, @Nullable String> row, String line) {
    Object before = copy.rows().remove(copy.keyOf(row));
    assertThat(before).as("what is there is the before image of: %s", line).isEqualTo(row);
  }

  private static Map<String, @Nullable String> values(JsonNode values) {
    var row = new LinkedHashMap<String, @Nullable String>();
    values.properties().forEach(entry -> row.put(entry.getKey(), value(entry.getValue())));
    return row;
  }

  private static @Nullable String value(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  /// Fails with the rows that differ unless every copy holds exactly what its table holds.
  public void assertEqualsTables() {
    assertThat(tables).as("tables of " + schema).isNotEmpty();
    tables.forEach((name, copy) -> {
      var differing = new ArrayList<String>();
      var left = new HashMap<>(copy.rows());
      for (Map<String, @Nullable String> row : selected(name)) {
        Map<String, @Nullable String> copied = left.remove(copy.keyOf(row));
        if (!row.equals(copied)) {
          differing.add("table: " + row + ", rebuilt: " + copied);
        }
      }
      left.values().forEach(row -> differing.add("table: nothing, rebuilt: " + row));
      int all = differing.size();
      assertThat(differing.subList(0, Math.min(all, 10)))
          .as("%d rows of %s.%s differ", all, schema, name)
          .isEmpty();
    });
  }

  private List<Map<String, @Nullable String>> selected(String table) {
    List<List<@Nullable String>> columns =
        database.query(
            "select column_name, data_type from information_schema.columns where table_schema = '"
                + schema
                + "' and table_name = '"
                + table
                + "' order by ordinal_position");
    var rows = new ArrayList<Map<String, @Nullable String>>();
    for (List<@Nullable String> values :
        database.query("select * from `" + schema + "`.`" + table + "`")) {
      var row = new LinkedHashMap<String, @Nullable String>();
      for (int i = 0; i < columns.size(); i++) {
        boolean isJson = text(columns.get(i), 1).equals("json");
        row.put(text(columns.get(i), 0), isJson ? json(values.get(i)) : values.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable String json(@Nullable String text) {
    try {
      return text == null ? null : value(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
