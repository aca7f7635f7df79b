package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How fast the logs go through Wherry: to nothing, to a file, to an endpoint that acknowledges;
/// with what the server can send as the limit. Each run is a process of its own in a 256 MB heap.
final class ThroughputBenchmark {
  private final BenchServer server;
  private final BenchLogs logs;
  private final LogRange b;
  private final int rounds;
  private final PrintStream out;
  private final Path folder;
  private final Runs runs;
  private final Map<String, Measurement> lines = new LinkedHashMap<>();

  ThroughputBenchmark(BenchServer server, BenchLogs logs, int scale, int rounds, PrintStream out) {
    this.server = server;
    this.logs = logs;
    this.rounds = rounds;
    this.out = out;
    b = logs.of("B" + scale);
    runs = new Runs(server);
    folder = runs.folder();
  }

  /// Measures everything, round by round, so that a change in the machine's load meets all alike.
  Map<String, Measurement> run() throws IOException, InterruptedException {
    try (var fast = ServiceProcess.start(1, 0);
        var slow = ServiceProcess.start(4, 20)) {
      for (int round = 0; round < rounds; round++) {
        out.println("round " + (round + 1) + " of " + rounds);
        limit();
        wherry("A → nothing", logs.of("A"), "nothing", "plain", "");
        wherry("B → nothing", b, "nothing", "plain", "1,500,000 rows/s");
        Path file = folder.resolve("rows");
        wherry("B → file", b, "file:" + file, "plain", "");
        Files.deleteIfExists(file);
        String to = "kinesis:" + fast.endpoint();
        wherry("B → endpoint, plain", b, to, "plain", "300,000 rows/s");
        sdk(to);
        wherry("B → endpoint, aggregated", b, to, "aggregate", "800,000 rows/s");
        wherry("C → endpoint, plain", logs.of("C"), to, "plain", "250,000 rows/s");
        String late = "kinesis:" + slow.endpoint();
        wherry("D, 20 ms → endpoint, plain", logs.of("D1"), late, "plain", "4,000 rows/s");
        wherry(
            "D, 20 ms → endpoint, aggregated", logs.of("D"), late, "aggregate", "200,000 rows/s");
      }
    }
    return lines;
  }

  private Measurement line(String name, String unit, String asked) {
    return lines.computeIfAbsent(name, _ -> new Measurement(name, unit, asked));
  }

  private void limit() throws IOException, InterruptedException {
    Path target = Files.createTempDirectory(folder, "raw");
    var command = new ArrayList<String>(server.client("mysqlbinlog"));
    command.addAll(
        List.of(
            "--read-from-remote-server",
            "--raw",
            "--host=127.0.0.1",
            "--port=" + server.port(),
            "--user=root",
            "--result-file=" + target + "/"));
    command.addAll(logs.files(b));
    long start = System.nanoTime();
    Children.run(command, folder.resolve("mysqlbinlog.log"));
    note("B → mysqlbinlog --raw", b.rows() * 1e9 / (System.nanoTime() - start), "the limit");
    try (var files = Files.list(target)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(target);
  }

  private void note(String name, double rate, String asked) {
    line(name, "rows/s", asked).add(rate);
    out.printf("  %-36s %s rows/s%n", name, Measurement.number(rate));
  }

  private void wherry(String name, LogRange log, String sink, String form, String asked)
      throws IOException, InterruptedException {
    RunResult result = runs.of(log, sink, form, "LEAN", 1);
    if (result.rows() != log.rows()) {
      throw new BenchException(
          "%s: %d records for %d rows".formatted(name, result.rows(), log.rows()), null);
    }
    note(name, result.rate(), asked);
    String bytes = log.name().startsWith("B") ? asked(sink, form) : "";
    if (!Double.isNaN(result.bytesPerRow())) {
      line(name + ": allocated", "bytes/row", bytes).add(result.bytesPerRow());
    }
    line(name + ": collections", "ms", "").add((double) result.gcMillis());
  }

  private void sdk(String to) throws IOException, InterruptedException {
    RunResult result = runs.of(b, to, "plain", "SDK", 1);
    note("B → endpoint, plain, by the SDK", result.rate(), "");
    line("B → endpoint, plain, by the SDK: allocated", "bytes/row", "").add(result.bytesPerRow());
  }

  private static String asked(String sink, String form) {
    return sink.equals("nothing")
        ? "at most 64"
        : sink.startsWith("kinesis") && form.equals("plain") ? "at most 256" : "";
  }
}
