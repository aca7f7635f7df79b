package io.wherry.bench;

import java.io.IOException;
import java.util.Map;

/// Other programs and Wherry, on the same rows, into the same endpoint, one after the other.
final class PeerBenchmark {
  private static final int THOUSANDS = 300;

  /// How often Wherry reads that log in one process; the last time counts.
  private static final int WARM = 4;

  private final BenchServer server;
  private final BenchLogs logs;
  private final int rounds;

  PeerBenchmark(BenchServer server, BenchLogs logs, int rounds) {
    this.server = server;
    this.logs = logs;
    this.rounds = rounds;
  }

  /// Measures them; adds to the lines.
  void run(Lines lines) throws IOException, InterruptedException {
    DebeziumServer debezium = DebeziumServer.of(server);
    var runs = new Runs(server);
    try (var service = ServiceProcess.start(1, 0)) {
      for (int round = 0; round < rounds; round++) {
        double plain = debezium.rate(Map.of(), service, this::write, rows());
        lines.show("P → Debezium Server, defaults", "rows/s", "", plain);
        double best = debezium.rate(DebeziumServer.BEST, service, this::write, rows());
        lines.show("P → Debezium Server, best settings", "rows/s", "", best);
        String to = "kinesis:" + service.endpoint();
        double ours = runs.of(logs.of("P"), to, "plain", "LEAN", WARM).rate();
        lines.show("P → Wherry, plain", "rows/s", "", ours);
        lines.show("Wherry ÷ Debezium Server, best settings", "×", "10", ours / best);
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
}
