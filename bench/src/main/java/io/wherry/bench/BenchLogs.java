package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The logs that everything is measured on, made once and kept with the server's data.
///
/// | log | what it holds |
/// |---|---|
/// | A | one transaction of 1,000,000 rows |
/// | B | transactions of 1,000 rows, 1,000,000 rows for each unit of the scale |
/// | C | sysbench `oltp_write_only`: 100,000 transactions of 4 rows |
/// | D1, D | 300, 3,000 transactions of 100 rows: one on a hot key, 50 in a table without key |
final class BenchLogs {
  /// The columns of the table `orders`, in parentheses.
  static final String ORDERS =
      """
      (id bigint unsigned not null auto_increment primary key, customer_id int not null,
       status enum('new','paid','shipped','done') not null, total decimal(10,2) not null,
       email varchar(120) not null, note varchar(255), created_at datetime(3) not null,
       updated_at timestamp null, qty smallint, weight double, key (customer_id))\
      """;

  /// The names of all but its key, in parentheses.
  static final String COLUMNS =
      "(customer_id,status,total,email,note,created_at,updated_at,qty,weight)";

  private static final String ROWS =
      " with recursive s(n) as (select 1 union all select n+1 from s where n < 1000000)"
          + " select n%9973, 1+n%4, (n%100000)/100, concat('user',n,'@example.com'),"
          + " concat('note text for order number ',n,' – ünïcode'), now(3), now(), n%100, n/7.0"
          + " from s";

  private static final String FILL =
      "create procedure fill(n int) begin declare i int default 0; while i < n do insert into"
          + " orders_copy "
          + COLUMNS
          + " select customer_id,status,total,email,note,created_at,updated_at,qty,weight from"
          + " orders where id > i*1000 and id <= (i+1)*1000; set i = i + 1; end while; end";

  /// One row of `hot` that all hit, 49 others, 50 rows of a table without a key.
  private static final String HEAT =
      "create procedure heat(k int) begin declare i int default 0; while i < k do start"
          + " transaction; update hot set n = n + 1 where id = 0; update hot set n = n + 1 where id"
          + " between 1 + (i * 49) % 49000 and 49 + (i * 49) % 49000; insert into notes select"
          + " now(6), id, note from orders where id > i * 50 and id <= (i + 1) * 50; commit; set i"
          + " = i + 1; end while; end";

  private final BenchServer server;
  private final Path file;
  private final Map<String, LogRange> ranges = new LinkedHashMap<>();

  private BenchLogs(BenchServer server) {
    this.server = server;
    file = server.folder().resolve("logs");
  }

  /// Finds the logs, and makes those that are missing.
  ///
  /// @param scale millions of rows in log B
  static BenchLogs of(BenchServer server, int scale) throws InterruptedException {
    var logs = new BenchLogs(server);
    try {
      if (Files.exists(logs.file)) {
        for (String line : Files.readAllLines(logs.file)) {
          LogRange range = LogRange.parse(line);
          logs.ranges.put(range.name(), range);
        }
      }
      logs.make(scale);
    } catch (IOException e) {
      throw new BenchException(logs.file + ": " + e.getMessage(), e);
    }
    return logs;
  }

  /// A log by its name.
  LogRange of(String name) {
    LogRange range = ranges.get(name);
    if (range == null) {
      throw new BenchException("there is no log " + name, null);
    }
    return range;
  }

  /// Whether it was made already.
  boolean has(String name) {
    return ranges.containsKey(name);
  }

  private void make(int scale) throws IOException, InterruptedException {
    server.run("set global sync_binlog = 0", "set global innodb_flush_log_at_trx_commit = 0");
    if (!ranges.containsKey("A")) {
      server.run(
          "drop database if exists bench",
          "create database bench",
          "create table bench.orders " + ORDERS,
          "create table bench.orders_copy like bench.orders",
          "create table bench.hot (id int primary key, n bigint not null, note varchar(100))",
          "create table bench.notes (at datetime(6) not null, who int not null, note varchar(255))",
          "use bench",
          FILL);
      log("A", 1_000_000, "insert into bench.orders " + COLUMNS + ROWS);
    }
    String b = "B" + scale;
    if (!ranges.containsKey(b)) {
      log(b, scale * 1_000_000L, java.util.Collections.nCopies(scale, "call bench.fill(1000)"));
    }
    if (!ranges.containsKey("C")) {
      sysbench();
    }
    if (!ranges.containsKey("D")) {
      server.run(
          "set cte_max_recursion_depth = 1000000",
          "use bench",
          "drop procedure if exists heat",
          HEAT,
          "truncate hot",
          "insert into bench.hot with recursive s(n) as (select 0 union all select n+1 from s where"
              + " n < 50000) select n, 0, 'a row among others' from s");
      log("D1", 30_000, "call bench.heat(300)");
      log("D", 300_000, "call bench.heat(3000)");
    }
  }

  private void log(String name, long rows, String statement) throws IOException {
    log(name, rows, List.of(statement));
  }

  /// Makes a log by statements and remembers where it lies.
  void log(String name, long rows, List<String> statements) throws IOException {
    String first = begin();
    var all = new ArrayList<String>();
    all.add("set cte_max_recursion_depth = 10000000");
    all.addAll(statements);
    server.run(all.toArray(String[]::new));
    end(name, rows, first);
  }

  private String begin() {
    server.run("flush binary logs");
    return server.cell("show binary log status", 1);
  }

  private void end(String name, long rows, String first) throws IOException {
    String last = server.cell("show binary log status", 1);
    long end = Long.parseLong(server.cell("show binary log status", 2));
    server.run("flush binary logs");
    var range = new LogRange(name, first, last, end, rows, bytes(first, last));
    ranges.put(name, range);
    Files.write(file, ranges.values().stream().map(LogRange::line).toList());
  }

  private long bytes(String first, String last) {
    long bytes = 0;
    for (Map.Entry<String, Long> log : files().entrySet()) {
      if (log.getKey().compareTo(first) >= 0 && log.getKey().compareTo(last) <= 0) {
        bytes += log.getValue();
      }
    }
    return bytes;
  }

  private Map<String, Long> files() {
    var files = new LinkedHashMap<String, Long>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show binary logs")) {
      while (answer.next()) {
        files.put(answer.getString(1), answer.getLong(2));
      }
    } catch (SQLException e) {
      throw new BenchException("MySQL: " + e.getMessage(), e);
    }
    return files;
  }

  /// The files of a range, for `mysqlbinlog`.
  List<String> files(LogRange range) {
    return files().keySet().stream()
        .filter(name -> name.compareTo(range.file()) >= 0)
        .filter(name -> name.compareTo(range.lastFile()) <= 0)
        .toList();
  }

  private void sysbench() throws IOException, InterruptedException {
    server.run("drop database if exists sbtest", "create database sbtest");
    Path log = server.folder().resolve("sysbench.log");
    Children.run(sysbench("prepare", List.of()), log);
    String first = begin();
    ToLongFunction<String> written =
        name -> Long.parseLong(server.cell("show global status like '" + name + "'", 2));
    long before = changes(written);
    Children.run(sysbench("run", List.of("--threads=4", "--time=0", "--events=100000")), log);
    end("C", changes(written) - before, first);
  }

  /// sysbench updates and deletes rows that may be gone: the server knows how many it changed.
  private static long changes(ToLongFunction<String> status) {
    return status.applyAsLong("Innodb_rows_inserted")
        + status.applyAsLong("Innodb_rows_updated")
        + status.applyAsLong("Innodb_rows_deleted");
  }

  private List<String> sysbench(String what, List<String> options) {
    var command = new ArrayList<String>();
    command.add(BenchFolder.item("sysbench").resolve("run").toString());
    command.addAll(List.of("sysbench", "oltp_write_only", "--db-driver=mysql"));
    command.addAll(List.of("--mysql-host=127.0.0.1", "--mysql-port=" + server.port()));
    command.addAll(List.of("--mysql-user=root", "--mysql-db=sbtest", "--rand-type=uniform"));
    command.addAll(List.of("--tables=4", "--table-size=20000"));
    command.addAll(options);
    command.add(what);
    return command;
  }
}
