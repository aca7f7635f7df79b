package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/// Other programs and Wherry, on the same rows, into the same endpoint, one after the other.
final class PeerBenchmark {
  private static final int THOUSANDS = 300;

  private final BenchServer server;
  private final BenchLogs logs;
  private final int rounds;
  private final PrintStream out;

  PeerBenchmark(BenchServer server, BenchLogs logs, int rounds, PrintStream out) {
    this.server = server;
    this.logs = logs;
    this.rounds = rounds;
    this.out = out;
  }

  /// Measures them; adds to the lines.
  void run(Map<String, Measurement> lines) throws IOException, InterruptedException {
    DebeziumServer debezium = DebeziumServer.of(server);
    var runs = new Runs(server);
    try (var service = ServiceProcess.start(1, 0)) {
      for (int round = 0; round < rounds; round++) {
        double plain = debezium.rate(Map.of(), service, this::write, rows());
        note(lines, "P → Debezium Server, defaults", plain);
        double best = debezium.rate(DebeziumServer.BEST, service, this::write, rows());
        note(lines, "P → Debezium Server, best settings", best);
        String to = "kinesis:" + service.endpoint();
        double ours = runs.of(logs.of("P"), to, "plain", "LEAN", 1).rate();
        note(lines, "P → Wherry, plain", ours);
        lines
            .computeIfAbsent(
                "Wherry ÷ Debezium Server, best settings", name -> new Measurement(name, "×", "10"))
            .add(ours / best);
      }
    }
  }

  private static long rows() {
    return THOUSANDS * 1_000L;
  }

  /// The log that both read.
  private void write() {
    try {
      logs.log("P", rows(), java.util.List.of("call bench.fill(" + THOUSANDS + ")"));
    } catch (IOException e) {
      throw new BenchException("the log of the peers: " + e.getMessage(), e);
    }
  }

  private void note(Map<String, Measurement> lines, String name, double rate) {
    lines.computeIfAbsent(name, _ -> new Measurement(name, "rows/s", "")).add(rate);
    out.printf("  %-36s %s rows/s%n", name, Measurement.number(rate));
  }
}
