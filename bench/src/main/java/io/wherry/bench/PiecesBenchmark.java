package io.wherry.bench;

import io.wherry.bench.pieces.LoggedRows;
import io.wherry.bench.pieces.LoggedType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The pieces of the hot path one by one, by JMH: nanoseconds and allocated bytes for each row.
///
/// @param page where the table is written between its marks; null for nowhere
record PiecesBenchmark(@Nullable Path page) implements Benchmark {
  private static final String MARK = "pieces";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final int WARM_UPS = 3;

  /// What a piece costs a row.
  private record Cost(double nanos, double error, double bytes) {
    String row(String name) {
      return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", name, nanos, error, bytes);
    }
  }

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    Path logs;
    try (BenchServer server = BenchServer.start("mysql-9.7")) {
      logs = logs(server);
    } catch (IOException e) {
      throw new BenchException("the logs of the pieces: " + e.getMessage(), e);
    }
    var options =
        new OptionsBuilder()
            .include("\\.pieces\\.")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .warmupIterations(WARM_UPS)
            .warmupTime(TimeValue.milliseconds(rounds.length().toMillis()))
            .measurementIterations(rounds.count())
            .measurementTime(TimeValue.milliseconds(rounds.length().toMillis()))
            .forks(1)
            .jvmArgs(
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + LoggedRows.FOLDER + "=" + logs)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    List<String> table = table(options);
    table.forEach(out::println);
    if (page != null) {
      write(page, table);
    }
  }

  private static List<String> table(ChainedOptionsBuilder options) {
    var costs = new TreeMap<String, Cost>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        costs.put(name(result), cost(result));
      }
    } catch (RunnerException e) {
      throw new BenchException("JMH: " + e.getMessage(), e);
    }
    var rows = new ArrayList<String>();
    rows.add("| piece | ns/row | ± | bytes/row |");
    rows.add("|---|---|---|---|");
    costs.forEach((name, cost) -> rows.add(cost.row(name)));
    return rows;
  }

  /// `decode int`: the method, and the type where there is one.
  private static String name(RunResult result) {
    String method = result.getPrimaryResult().getLabel();
    String type = result.getParams().getParam("type");
    return type == null
        ? "row: " + method
        : "column: " + method + " " + type.toLowerCase(Locale.ROOT);
  }

  private static Cost cost(RunResult result) {
    var time = result.getPrimaryResult();
    var allocated = Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED);
    return new Cost(time.getScore(), time.getScoreError(), allocated.getScore());
  }

  /// The folder of the logs; those that are missing are made.
  private static Path logs(BenchServer server) throws IOException {
    Path folder = server.folder().resolve("pieces");
    Files.createDirectories(folder);
    server.run("create database if not exists pieces", "set global binlog_row_metadata = full");
    for (LoggedType type : LoggedType.values()) {
      log(server, folder, type.table(), type.statements());
    }
    log(
        server,
        folder,
        LoggedRows.ORDERS,
        List.of("create table orders " + BenchLogs.ORDERS, LoggedRows.orders(BenchLogs.COLUMNS)));
    server.run("set global binlog_row_metadata = default");
    return folder;
  }

  private static void log(BenchServer server, Path folder, String table, List<String> statements)
      throws IOException {
    Path kept = folder.resolve(table + ".binlog");
    if (Files.exists(kept)) {
      return;
    }
    var all = new ArrayList<String>();
    all.add("use pieces");
    all.add("set names utf8mb4");
    all.add("drop table if exists `" + table + "`");
    all.add("flush binary logs");
    all.addAll(statements);
    server.run(all.toArray(String[]::new));
    String file = server.cell("show binary log status", 1);
    server.run("flush binary logs");
    Files.copy(server.folder().resolve("data").resolve(file), kept);
  }

  /// Writes the table between its marks.
  static void write(Path page, List<String> table) {
    try {
      MarkedPage.read(page, MARK).write(String.join("\n", table));
    } catch (IOException e) {
      throw new BenchException(page + ": " + e.getMessage(), e);
    }
  }
}
