package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that `docs/PERFORMANCE.md` says, in one run.
///
/// @param extent how much of it
record PerformanceBenchmark(Extent extent) implements Benchmark {
  /// How much is measured.
  ///
  /// @param scale millions of rows in log B
  /// @param sections what is measured
  /// @param page where the results are written; null for nowhere
  /// @param command what was typed
  record Extent(int scale, Set<Section> sections, @Nullable Path page, String command) {}

  private static final int LATENCY_SECONDS = 15;

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    var lines = new Lines(out);
    try (BenchServer server = BenchServer.start("mysql-9.7")) {
      out.println("making the logs, where they are missing …");
      BenchLogs logs = BenchLogs.of(server, extent.scale());
      throughput(rounds, server, logs, lines);
      if (extent.sections().contains(Section.START)) {
        try (BenchServer small = BenchServer.start("mysql-9.7-start")) {
          var start = new StartBenchmark(small, server);
          for (int round = 0; round < rounds.count(); round++) {
            lines.attempt("start", () -> start.run(lines));
          }
        }
        write(server, lines, Map.of());
      }
      if (extent.sections().contains(Section.LATENCY)) {
        var latency = new LatencyBenchmark(server, LATENCY_SECONDS);
        for (int round = 0; round < rounds.count(); round++) {
          lines.attempt("latency", () -> latency.run(lines));
        }
        write(server, lines, Map.of());
      }
      if (extent.sections().contains(Section.PEERS)) {
        var peers = new PeerBenchmark(server, logs);
        for (int round = 0; round < rounds.count(); round++) {
          lines.attempt("peers", () -> peers.round(lines));
          write(server, lines, Map.of());
        }
      }
      if (extent.sections().contains(Section.GROWTH)) {
        new GrowthLogs(server, logs).make();
        write(server, lines, new GrowthBenchmark(server, logs, rounds.count(), out).run());
      }
    } catch (IOException e) {
      throw new BenchException("the benchmark: " + e.getMessage(), e);
    }
    lines.all().forEach(line -> out.println(line.row()));
    if (!lines.failures().isEmpty()) {
      throw new BenchException(String.join("; ", lines.failures()), null);
    }
  }

  private void throughput(Rounds rounds, BenchServer server, BenchLogs logs, Lines lines)
      throws IOException, InterruptedException {
    var chosen = EnumSet.copyOf(Section.THROUGHPUT);
    chosen.retainAll(extent.sections());
    if (chosen.isEmpty()) {
      return;
    }
    var throughput =
        new ThroughputBenchmark(server, logs, "B" + extent.scale(), chosen::contains, lines);
    throughput.run(rounds.count(), () -> write(server, lines, Map.of()));
  }

  /// Writes what is there by now: what comes later may fail.
  private void write(BenchServer server, Lines lines, Map<String, Map<Integer, Double>> growth)
      throws IOException {
    Path page = extent.page();
    if (page != null) {
      new PerformancePage(page).write(extent.command(), server.version(), lines.all(), growth);
    }
  }
}
