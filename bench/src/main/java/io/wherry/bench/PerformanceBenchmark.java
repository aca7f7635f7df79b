package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that `docs/PERFORMANCE.md` says, in one run.
///
/// @param extent how much of it
record PerformanceBenchmark(Extent extent) implements Benchmark {
  /// How much is measured.
  ///
  /// @param scale millions of rows in log B
  /// @param peers whether other programs are measured, too
  /// @param page where the results are written; null for nowhere
  /// @param command what was typed
  record Extent(int scale, boolean peers, @Nullable Path page, String command) {}

  private static final int LATENCY_SECONDS = 20;

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    try (BenchServer server = BenchServer.start("mysql-9.7")) {
      out.println("making the logs, where they are missing …");
      BenchLogs logs = BenchLogs.of(server, extent.scale());
      new GrowthLogs(server, logs).make();
      Map<String, Measurement> lines =
          new ThroughputBenchmark(server, logs, extent.scale(), rounds.count(), out).run();
      var latency = new LatencyBenchmark(server, LATENCY_SECONDS, out);
      for (int round = 0; round < rounds.count(); round++) {
        latency.run(lines);
      }
      if (extent.peers()) {
        new PeerBenchmark(server, logs, rounds.count(), out).run(lines);
      }
      var growth = new GrowthBenchmark(server, logs, rounds.count(), out).run();
      lines.values().forEach(line -> out.println(line.row()));
      Path page = extent.page();
      if (page != null) {
        new PerformancePage(page).write(extent.command(), server, lines.values(), growth);
      }
    } catch (IOException e) {
      throw new BenchException("the benchmark: " + e.getMessage(), e);
    }
  }
}
