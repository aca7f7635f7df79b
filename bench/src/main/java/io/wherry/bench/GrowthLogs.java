package io.wherry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Logs that differ in one thing each: how many tables their rows are of, how many columns a row
/// has, how many rows a transaction has.
///
/// @param server what logs
/// @param logs where they are remembered
record GrowthLogs(BenchServer server, BenchLogs logs) {
  /// Numbers of tables.
  static final List<Integer> TABLES = List.of(10, 100, 1_000, 10_000);

  /// What the logs over tables are called, before their number.
  static final String TABLES_LOG = "met-tables-";

  /// Numbers of columns.
  static final List<Integer> COLUMNS = List.of(10, 100, 1_000);

  /// Rows of a transaction.
  static final List<Integer> ROWS = List.of(1, 10, 1_000, 100_000, 1_000_000);

  /// Each of the most tables is met ten times: to meet it first costs more, once.
  private static final int TABLE_TRANSACTIONS = 100_000;

  private static final int TABLE_ROWS = 10;
  private static final int VALUES = 2_000_000;
  private static final int TRANSACTION_ROWS = 100_000;

  private static final String SPREAD =
      "create procedure spread(n int, t int) begin declare i int default 0; while i < n do set @sql"
          + " = concat('insert into t', i % t, ' (n, note) select id, note from bench.orders where"
          + " id > ', i * 10, ' and id <= ', (i + 1) * 10); prepare s from @sql; execute s; set i ="
          + " i + 1; end while; deallocate prepare s; end";

  private static final String PORTIONS =
      "create procedure portions(n int, r int) begin declare i int default 0; while i < n do insert"
          + " into portion (n, note) select id, note from bench.orders where id > i * r and id <="
          + " (i + 1) * r; set i = i + 1; end while; end";

  /// Makes those that are missing.
  void make() throws IOException {
    if (!logs.has("growth")) {
      tables();
    }
    for (int tables : TABLES) {
      make(
          TABLES_LOG + tables,
          TABLE_TRANSACTIONS * TABLE_ROWS,
          "call spread(%d, %d)".formatted(TABLE_TRANSACTIONS, tables));
    }
    for (int columns : COLUMNS) {
      int rows = VALUES / columns;
      make(
          "columns-" + columns,
          rows,
          "insert into wide%d (c0) select id from bench.orders where id <= %d"
              .formatted(columns, rows));
    }
    for (int rows : ROWS) {
      make(
          "rows-" + rows,
          Math.max(TRANSACTION_ROWS, rows),
          "call portions(%d, %d)".formatted(Math.max(TRANSACTION_ROWS / rows, 1), rows));
    }
  }

  private void make(String name, long rows, String call) throws IOException {
    if (!logs.has(name)) {
      logs.log(name, rows, List.of("use growth", call));
    }
  }

  private void tables() throws IOException {
    var statements = new ArrayList<String>();
    statements.add("drop database if exists growth");
    statements.add("create database growth");
    statements.add("use growth");
    statements.add(SPREAD);
    statements.add(PORTIONS);
    String form = " (id int auto_increment primary key, n int not null, note varchar(255))";
    statements.add("create table portion" + form);
    for (int table = 0; table < TABLES.getLast(); table++) {
      statements.add("create table t" + table + form);
    }
    for (int columns : COLUMNS) {
      var wide = new StringBuilder("create table wide" + columns);
      wide.append(" (id int auto_increment primary key");
      for (int column = 0; column < columns - 1; column++) {
        wide.append(", c").append(column).append(" int not null default ").append(column * 7_919);
      }
      statements.add(wide.append(')').toString());
    }
    logs.log("growth", 0, statements);
  }
}
