package io.wherry.definitions;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Random statements that change tables among random ones that change rows, in a schema of their
/// own; and what the server showed in between: of each table the columns from each moment on, and
/// now and then all its rows, which are then deleted.
final class RandomLog {
  private static final int STATEMENTS = 100;

  private final Database database;
  private final RandomGenerator random;
  private final String schema;
  private final Map<String, List<ShownColumn>> tables = new LinkedHashMap<>();

  /// By table, where in the log which columns begin to hold.
  private final Map<String, TreeMap<Long, List<String>>> columns = new HashMap<>();

  /// What was in a table when all of it was deleted, by where that transaction starts.
  private final TreeMap<Long, List<String>> drained = new TreeMap<>();

  private final List<String> statements = new ArrayList<>();
  private final RandomStatements changes;
  private int number;

  RandomLog(Database database, String schema, long seed) {
    this.database = database;
    this.schema = schema;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.changes = new RandomStatements(random, database.kind(), schema, tables);
  }

  String schema() {
    return schema;
  }

  /// What was run, for messages.
  List<String> statements() {
    return statements;
  }

  /// Runs the statements.
  void run() throws SQLException {
    try (Connection connection = database.connect();
        Statement session = connection.createStatement()) {
      session.execute("create database " + schema + " character set latin1");
      session.execute("use " + schema);
      for (int i = 0; i < STATEMENTS; i++) {
        boolean ansi = random.nextInt(10) == 0;
        session.execute("set sql_mode='" + (ansi ? "ANSI_QUOTES" : "") + "'");
        if (tables.isEmpty() || random.nextInt(5) < 2) {
          String change = changes.next();
          change(session, ansi ? change.replace('`', '"') : change);
        } else {
          rows(session);
        }
      }
      for (String table : List.copyOf(tables.keySet())) {
        insert(session, table);
        drain(session, table);
      }
    }
  }

  /// Runs a statement.
  ///
  /// @return where its event starts, or -1 when the server refused it
  private long change(Statement session, String sql) throws SQLException {
    long start = position(session);
    try {
      session.execute(sql);
    } catch (SQLException e) {
      statements.add("-- refused: " + sql);
      return -1;
    }
    statements.add(start + " " + sql);
    look(session, start);
    return start;
  }

  private long position(Statement session) throws SQLException {
    String show =
        database.kind() == Kind.MYSQL_9_7 ? "show binary log status" : "show master status";
    try (ResultSet result = session.executeQuery(show)) {
      result.next();
      return result.getLong(2);
    }
  }

  private void look(Statement session, long from) throws SQLException {
    tables.clear();
    try (ResultSet result =
        session.executeQuery(
            "select table_name, column_name, column_type from information_schema.columns"
                + " where table_schema='"
                + schema
                + "' and table_name <> 'v' order by table_name, ordinal_position")) {
      while (result.next()) {
        tables
            .computeIfAbsent(result.getString(1), t -> new ArrayList<>())
            .add(new ShownColumn(result.getString(2), result.getString(3)));
      }
    }
    tables.forEach((table, shown) ->
        columns
            .computeIfAbsent(table, t -> new TreeMap<>())
            .put(from, shown.stream().map(ShownColumn::name).toList()));
  }

  private void rows(Statement session) throws SQLException {
    String table = changes.any();
    switch (random.nextInt(8)) {
      case 0 -> drain(session, table);
      case 1, 2 -> update(session, table);
      case 3 -> quietly(session, "delete from " + table + " order by rand() limit 1");
      default -> insert(session, table);
    }
  }

  private void insert(Statement session, String table) throws SQLException {
    List<ShownColumn> shown = tables.getOrDefault(table, List.of());
    for (int i = 0; i < 2; i++) {
      String values =
          shown.stream()
              .map(c -> random.nextInt(8) == 0 ? "default(" + c.name() + ")" : c.value(number++))
              .collect(Collectors.joining(","));
      quietly(session, "insert ignore into " + table + " values (" + values + ")");
    }
  }

  private void update(Statement session, String table) throws SQLException {
    List<ShownColumn> shown = tables.getOrDefault(table, List.of());
    ShownColumn column = shown.get(random.nextInt(shown.size()));
    quietly(
        session,
        "update ignore " + table + " set `" + column.name() + "`=" + column.value(number++));
  }

  private void quietly(Statement session, String sql) throws SQLException {
    try {
      session.execute(sql);
      statements.add(sql);
    } catch (SQLException e) {
      statements.add("-- refused: " + sql);
    }
  }

  private void drain(Statement session, String table) throws SQLException {
    List<ShownColumn> shown = tables.getOrDefault(table, List.of());
    String select =
        "select "
            + shown.stream().map(ShownColumn::expression).collect(Collectors.joining(","))
            + " from "
            + table;
    var rows = new ArrayList<String>();
    try (ResultSet result = session.executeQuery(select)) {
      while (result.next()) {
        var values = new ArrayList<@Nullable String>();
        for (int i = 1; i <= shown.size(); i++) {
          values.add(result.getString(i));
        }
        rows.add(values.toString());
      }
    }
    rows.sort(null);
    long start = position(session);
    session.execute("delete from " + table);
    statements.add(start + " delete from " + table + ": " + rows);
    if (!rows.isEmpty()) {
      drained.put(start, rows);
    }
  }

  /// What a table's columns were at a place in the log.
  List<String> columns(String table, long offset) {
    var versions = columns.get(table);
    var version = versions == null ? null : versions.floorEntry(offset);
    return version == null ? List.of() : version.getValue();
  }

  /// Compares what was published with what the server showed.
  ///
  /// @return what differs, a line each
  List<String> differences(List<PublishedChange> published) {
    var differences = new ArrayList<String>();
    Map<Long, List<String>> deleted = new TreeMap<>();
    for (PublishedChange change : published) {
      List<String> expected = columns(change.table(), change.transaction());
      if (!change.columns().equals(expected)) {
        differences.add(change + ": the columns were " + expected);
      }
      if (change.operation().equals("DELETE") && drained.containsKey(change.transaction())) {
        deleted
            .computeIfAbsent(change.transaction(), t -> new ArrayList<>())
            .add(change.values().toString());
      }
    }
    drained.forEach((transaction, rows) -> {
      List<String> found = deleted.getOrDefault(transaction, new ArrayList<>());
      found.sort(null);
      if (!found.equals(rows)) {
        differences.add(transaction + ": rows " + rows + " were published as " + found);
      }
    });
    return differences;
  }

  /// Rows that were compared value by value.
  int comparedRows() {
    return drained.values().stream().mapToInt(List::size).sum();
  }
}
