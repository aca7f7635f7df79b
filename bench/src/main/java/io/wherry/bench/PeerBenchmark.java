package io.wherry.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Another program and Wherry, on the same rows, into the same endpoint, one after the other, each
/// from a cold start.
///
/// @param server whose log
/// @param logs where the log is remembered
record PeerBenchmark(BenchServer server, BenchLogs logs) {
  private static final int THOUSANDS = 1_000;

  /// Measures each once; adds to the lines.
  void round(Lines lines) throws IOException, InterruptedException {
    DebeziumServer debezium = DebeziumServer.of(server);
    var runs = new Runs(server);
    try (var service = ServiceProcess.start(1, 0)) {
      double plain = debezium.rate(Map.of(), service, this::write, rows());
      lines.show("P → Debezium Server, defaults", "rows/s", "", plain);
      double best = debezium.rate(DebeziumServer.BEST, service, this::write, rows());
      lines.show("P → Debezium Server, best settings", "rows/s", "", best);
      String to = "kinesis:" + service.endpoint();
      double ours = runs.of(logs.of("P"), to, "plain", "LEAN", 1).rate();
      lines.show("P → Wherry, plain", "rows/s", "", ours);
      lines.show("Wherry ÷ Debezium Server, defaults", "×", "", ours / plain);
      lines.show("Wherry ÷ Debezium Server, best settings", "×", "10", ours / best);
    }
  }

  private static long rows() {
    return THOUSANDS * 1_000L;
  }

  /// The log that both read.
  private void write() {
    try {
      logs.log("P", rows(), List.of("call bench.fill(" + THOUSANDS + ")"));
    } catch (IOException e) {
      throw new BenchException("the log of the peers: " + e.getMessage(), e);
    }
  }
}
