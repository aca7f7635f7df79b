package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a row costs as one thing grows: tables, columns, rows of a transaction, shards.
final class GrowthBenchmark {
  /// Numbers of shards.
  static final List<Integer> SHARDS = List.of(1, 8, 64, 512);

  /// A log is short: it is read so often in one process, and the last time counts.
  private static final int TIMES = 5;

  private final Runs runs;
  private final BenchLogs logs;
  private final int rounds;
  private final PrintStream out;

  GrowthBenchmark(BenchServer server, BenchLogs logs, int rounds, PrintStream out) {
    runs = new Runs(server);
    this.logs = logs;
    this.rounds = rounds;
    this.out = out;
  }

  /// By what grows: by how much there is of it, nanoseconds a row (for columns: a value).
  Map<String, Map<Integer, Double>> run() throws IOException, InterruptedException {
    var curves = new LinkedHashMap<String, Map<Integer, Double>>();
    curves.put("tables", curve(GrowthLogs.TABLES_LOG, GrowthLogs.TABLES, false));
    curves.put("columns of a row, each value", curve("columns-", GrowthLogs.COLUMNS, true));
    curves.put("rows of a transaction", curve("rows-", GrowthLogs.ROWS, false));
    curves.put("shards", shards());
    return curves;
  }

  private Map<Integer, Double> curve(String name, List<Integer> sizes, boolean perValue)
      throws IOException, InterruptedException {
    var curve = new LinkedHashMap<Integer, Double>();
    for (int size : sizes) {
      LogRange log = logs.of(name + size);
      double nanos = median(log, "nothing");
      curve.put(size, perValue ? nanos / size : nanos);
      out.printf("  %-36s %.0f ns%n", name + size, curve.get(size));
    }
    return curve;
  }

  private Map<Integer, Double> shards() throws IOException, InterruptedException {
    var curve = new LinkedHashMap<Integer, Double>();
    for (int shards : SHARDS) {
      try (var service = ServiceProcess.start(shards, 0)) {
        curve.put(shards, median(logs.of("rows-1000"), "kinesis:" + service.endpoint()));
      }
      out.printf("  %-36s %.0f ns%n", "shards-" + shards, curve.get(shards));
    }
    return curve;
  }

  private double median(LogRange log, String sink) throws IOException, InterruptedException {
    var nanos = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      RunResult result = runs.of(log, sink, "plain", "LEAN", TIMES);
      nanos.add((double) result.nanos() / result.rows());
    }
    return Rounds.median(nanos);
  }
}
