package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Row;
import io.wherry.change.Table;
import io.wherry.change.Value;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// JSON documents of which MySQL logs only what changed (`binlog_row_value_options=PARTIAL_JSON`):
/// the document that is put together again is what `SELECT` shows.
@Tag("server")
class PartialJsonTest {
  private static final int PARTIAL_UPDATE_ROWS = 39;

  private static final Table TABLE =
      new Table(
          "",
          "t",
          List.of(
              new Column(0, "id", new ColumnType.Int(4, false), false),
              new Column(1, "c", new ColumnType.Json(), true),
              new Column(2, "n", new ColumnType.Int(4, false), true),
              new Column(3, "d", new ColumnType.Json(), true)),
          List.of());

  /// A document to start from, and what is done to it, one statement after the other. The padding
  /// keeps the server from logging the whole, which it does where that is shorter.
  private static final String[][] CASES = {
    {
      "json_object('a', 1, 'b', json_array(1, 2, json_object('x', 'y')), 'pad', repeat('p', 200))",
      "json_set(d, '$.a', 2)",
      "json_set(d, '$.b[2].x', 'z', '$.b[0]', null, '$.c', json_object('k', true))",
      "json_remove(d, '$.b[1]')",
      "json_remove(d, '$.b[0]', '$.b[0].x', '$.a')",
      "json_replace(d, '$.b', cast('[]' as json))",
      "json_set(d, '$.b[0]', 1.5, '$.b[7]', 2.50)",
      "json_set(d, '$.b[last]', 'end', '$.b[last-1]', 'before')",
      "json_set(json_remove(json_replace(d, '$.pad', repeat('q', 300)), '$.c'), '$.aa', x'cafe')",
      "d",
      "json_set(d, '$.pad', repeat('p', 200), '$.none.x', 1)",
      "json_set(d, '$', cast('{\"whole\": 1}' as json))",
    },
    {
      "json_object('a \"b\"', 1, 'back\\\\slash', 2, 'größe', 3, '', 4,"
          + " 'pad', repeat('ü', 200), '日本', 5)",
      "json_set(d, '$.\"a \\\\\"b\\\\\"\"', 10)",
      "json_set(d, '$.\"back\\\\\\\\slash\"', 20)",
      "json_set(d, '$.größe', 30, '$.\"\"', 40, '$.\"日本\"', '\\U0001F600 😀')",
      "json_set(d, '$.\"dot.ted\"', 1, '$.\"[0]\"', 2, '$.\"new\\\\nline\"', 'x\\ty')",
      "json_remove(d, '$.\"dot.ted\"', '$.\"\"', '$.\"a \\\\\"b\\\\\"\"')",
      "json_replace(d, '$.\"[0]\"', json_array(), '$.größe', json_object())",
    },
    {
      "json_array(1, json_array(2, json_array(3, json_array(4))), repeat('p', 300))",
      "json_set(d, '$[1][1][1][0]', 'deep')",
      "json_set(d, '$[1][1][1][5]', 'appended')",
      "json_remove(d, '$[1][0]')",
      "json_set(d, '$[0][0]', 'self')",
      "json_set(d, '$[0][1]', 'wrapped')",
      "json_remove(d, '$[last]')",
    },
    {
      "json_object('big', repeat('a', 70000), 'list', json_array(1, 2, 3), 'n', 1)",
      "json_set(d, '$.n', 18446744073709551615)",
      "json_set(d, '$.list[1]', repeat('b', 70000))",
      "json_remove(d, '$.big')",
      "json_set(d, '$.t', cast('2026-01-02 03:04:05.678' as datetime(3)))",
    },
    {
      "cast('\"text\"' as json)",
      "json_set(d, '$[0]', 'other')",
      "null",
      "json_object('pad', repeat('p', 100))",
    },
  };

  private final Database server = Database.shared(Kind.MYSQL_9_7);
  private final String schema = server.freshSchema();
  private int partial;

  @Test
  void theDocumentThatIsPutTogetherIsTheOneSelectShows() throws SQLException {
    List<String> shown = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      prepare(statement, "FULL");
      for (int i = 0; i < CASES.length; i++) {
        statement.execute("insert into t values (" + i + ", null, 0, " + CASES[i][0] + ")");
        for (int j = 1; j < CASES[i].length; j++) {
          statement.execute("update t set n = n + 1, d = " + CASES[i][j] + " where id = " + i);
          shown.add(select(statement, "d", i));
        }
      }
    }
    assertThat(told("d")).containsExactlyElementsOf(shown);
    assertThat(partial).isGreaterThan(CASES.length * 3);
  }

  /// The bits that say which documents are told as changes count the columns that are documents,
  /// each of which may or may not be.
  @Test
  void twoDocumentsOfARowChangeEachInItsOwnWay() throws SQLException {
    List<String> shown = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      prepare(statement, "FULL");
      String document = "json_object('a', 1, 'pad', repeat('p', 100))";
      statement.execute("insert into t values (1, " + document + ", 0, " + document + ")");
      for (String change :
          List.of(
              "c = json_set(c, '$.a', 2)",
              "d = json_set(d, '$.a', 3)",
              "c = json_set(c, '$.a', 4), d = json_set(d, '$.a', 5)",
              "c = null, d = json_set(d, '$.a', 6)",
              "n = 7")) {
        statement.execute("update t set " + change);
        shown.add(select(statement, "c", 1));
        shown.add(select(statement, "d", 1));
      }
    }
    assertThat(told("c", "d")).containsExactlyElementsOf(shown);
    assertThat(partial).isEqualTo(5);
  }

  @Test
  void anyChangesInARowGiveWhatSelectShows() throws SQLException {
    var random = new Random(20261128);
    List<String> shown = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      prepare(statement, "FULL");
      statement.execute(
          "insert into t values (1, null, 0, json_object('pad', repeat('p', 2000),"
              + " 'a', json_array(),"
              + " 'b', json_object()))");
      for (int i = 0; i < 300; i++) {
        statement.execute("update t set n = n + 1, d = " + change(random));
        shown.add(select(statement, "d", 1));
      }
    }
    assertThat(told("d")).containsExactlyElementsOf(shown);
    assertThat(partial).isGreaterThan(200);
  }

  private static String change(Random random) {
    String document = "d";
    for (int calls = 1 + random.nextInt(3); calls > 0; calls--) {
      document =
          switch (random.nextInt(6)) {
            case 0 -> "json_remove(" + document + ", '" + path(random) + "')";
            case 1 -> "json_replace(" + document + assignments(random) + ")";
            default -> "json_set(" + document + assignments(random) + ")";
          };
    }
    return document;
  }

  private static String assignments(Random random) {
    var text = new StringBuilder();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      text.append(", '").append(path(random)).append("', ").append(value(random));
    }
    return text.toString();
  }

  private static String path(Random random) {
    var path = new StringBuilder(random.nextBoolean() ? "$.a" : "$.b");
    for (int legs = random.nextInt(4); legs > 0; legs--) {
      path.append(
          switch (random.nextInt(6)) {
            case 0 -> ".x";
            case 1 -> ".\"q \\\\\"ü\\\\\"\"";
            case 2 -> ".longer_key";
            case 3 -> "[last]";
            default -> "[" + random.nextInt(4) + "]";
          });
    }
    return path.toString();
  }

  private static String value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "json_array(1, 'two', null)";
      case 1 -> "json_object('x', json_array(json_object('x', 1)), 'longer_key', 2)";
      case 2 -> "null";
      case 3 -> "true";
      case 4 -> "repeat('é', " + random.nextInt(40) + ")";
      case 5 -> "1.25e100";
      case 6 -> "cast('-1.50' as decimal(5,2))";
      default -> String.valueOf(random.nextInt(100_000) - 50_000);
    };
  }

  /// A copy that cannot be told whole must not be told at all.
  @Test
  void whereTheDocumentAsItWasIsNotLoggedTheStreamStops() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      prepare(statement, "MINIMAL");
      statement.execute("insert into t values (1, null, 0, json_object('pad', repeat('p', 100)))");
      statement.execute("update t set d = json_set(d, '$.a', 2)");
    }
    assertThatThrownBy(() -> told("d"))
        .isInstanceOf(BinlogException.class)
        .hasMessageMatching(
            "binlog:\\d+ PARTIAL_UPDATE_ROWS test_\\d+\\.t\\.d: only what changed in the"
                + " document is"
                + " logged, and not the document as it was: set binlog_row_value_options='' or"
                + " binlog_row_image=FULL, and start behind this transaction");
  }

  private void prepare(Statement statement, String image) throws SQLException {
    statement.execute("use " + schema);
    statement.execute("create table t (id int primary key, c json, n int, d json)");
    statement.execute("flush binary logs");
    statement.execute("set binlog_row_value_options=PARTIAL_JSON, binlog_row_image=" + image);
  }

  private static String select(Statement statement, String column, int id) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("select " + column + " from t where id = " + id)) {
      result.next();
      @Nullable String text = result.getString(1);
      return text == null ? "NULL" : text;
    }
  }

  /// The columns of all updates of the last file, as they are told.
  private List<String> told(String... columns) {
    Path file = LogFile.of(server.dataDir()).getLast();
    var reader = new EventReader(false);
    reader.startAt("binlog", 4);
    List<String> told = new ArrayList<>();
    @Nullable RowFormat format = null;
    for (ByteSlice event : LogFile.events(file)) {
      EventType type = reader.read(event);
      if (type == EventType.TABLE_MAP) {
        TableMap map = reader.tableMap();
        format =
            map.schemaName().equals(schema)
                ? RowFormat.bind(map, new Table(schema, "t", TABLE.columns(), List.of()))
                : null;
      } else if (type == EventType.ROWS && format != null && updates(reader)) {
        reader.rows().start(format);
        while (reader.rows().next()) {
          Row after = Row.of(reader.rows().change()::after);
          for (String column : columns) {
            told.add(text(after.values().get(column)));
          }
        }
      }
    }
    return told;
  }

  private boolean updates(EventReader reader) {
    partial += reader.header().typeCode() == PARTIAL_UPDATE_ROWS ? 1 : 0;
    return reader.rows().operation() == io.wherry.change.Operation.UPDATE;
  }

  private static String text(@Nullable Value value) {
    return switch (value) {
      case Value.Json(String text) -> text;
      case Value.Nothing _ -> "NULL";
      case null, default -> String.valueOf(value);
    };
  }
}
