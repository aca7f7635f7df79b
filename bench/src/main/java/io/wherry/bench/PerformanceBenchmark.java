package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/// Everything that `docs/PERFORMANCE.md` says, in one run.
///
/// @param extent how much of it
record PerformanceBenchmark(Extent extent) implements Benchmark {
  /// How much is measured.
  ///
  /// @param scale millions of rows in log B
  /// @param peers whether other programs are measured, too
  /// @param page where the results are written; null for nowhere
  record Extent(int scale, boolean peers, java.nio.file.@org.jspecify.annotations.Nullable Path page) {}

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    try (BenchServer server = BenchServer.start("mysql-9.7")) {
      out.println("making the logs, where they are missing …");
      BenchLogs logs = BenchLogs.of(server, extent.scale());
      var throughput = new ThroughputBenchmark(server, logs, extent.scale(), rounds.count(), out);
      Map<String, Measurement> lines = throughput.run();
      lines.values().forEach(line -> out.println(line.row()));
    } catch (IOException e) {
      throw new BenchException("the benchmark: " + e.getMessage(), e);
    }
  }
}
