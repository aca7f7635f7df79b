package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// How fast the logs go through Wherry: to nothing, to a file, to an endpoint that acknowledges;
/// with what the server can send as the limit. Each run is a process of its own in a 256 MB heap.
///
/// A short log is read several times by one process and the last time counts: before that, what is
/// measured is Java's compiler.
final class ThroughputBenchmark {
  private static final int TWICE = 2;
  private static final int WARM = 4;

  private final BenchServer server;
  private final BenchLogs logs;
  private final LogRange b;
  private final Predicate<Section> chosen;
  private final Lines lines;
  private final Path folder;
  private final Runs runs;
  private double limit;

  /// What happens behind each round.
  interface AfterRound {
    void run() throws IOException;
  }

  /// @param logB name of log B
  /// @param chosen what is measured
  ThroughputBenchmark(
      BenchServer server, BenchLogs logs, String logB, Predicate<Section> chosen, Lines lines) {
    this.server = server;
    this.logs = logs;
    this.chosen = chosen;
    this.lines = lines;
    b = logs.of(logB);
    runs = new Runs(server);
    folder = runs.folder();
  }

  /// Measures everything, round by round, so that a change in the machine's load meets all alike.
  void run(int rounds, AfterRound after) throws IOException, InterruptedException {
    try (var fast = ServiceProcess.start(1, 0);
        var slow = ServiceProcess.start(4, 20)) {
      String to = "kinesis:" + fast.endpoint();
      String late = "kinesis:" + slow.endpoint();
      for (int round = 0; round < rounds; round++) {
        lines.out().println("round " + (round + 1) + " of " + rounds);
        round(to, late);
        after.run();
      }
    }
  }

  private void round(String to, String late) throws InterruptedException {
    if (chosen.test(Section.RAW)) {
      lines.attempt("B → mysqlbinlog --raw", this::limit);
    }
    LogRange a = logs.of("A");
    measure(Section.A, new Line("A → nothing", a, "nothing", "plain", ""), WARM);
    measure(Section.B, new Line("B → nothing", b, "nothing", "plain", "1,500,000 rows/s"), TWICE);
    Path file = folder.resolve("rows");
    measure(Section.FILE, new Line("B → file", b, "file:" + file, "plain", ""), 1);
    measure(
        Section.PLAIN, new Line("B → endpoint, plain", b, to, "plain", "300,000 rows/s"), TWICE);
    measure(Section.SDK, new Line("A → endpoint, plain", a, to, "plain", ""), TWICE);
    measure(
        Section.SDK, new Line("A → endpoint, plain, by the SDK", a, to, "plain", "", "SDK"), TWICE);
    measure(
        Section.AGGREGATED,
        new Line("B → endpoint, aggregated", b, to, "aggregate", "800,000 rows/s"),
        TWICE);
    LogRange c = logs.of("C");
    measure(Section.C, new Line("C → endpoint, plain", c, to, "plain", "250,000 rows/s"), WARM);
    LogRange hot = logs.of("D1");
    measure(
        Section.D, new Line("D, 20 ms → endpoint, plain", hot, late, "plain", "4,000 rows/s"), 1);
    measure(
        Section.D,
        new Line(
            "D, 20 ms → endpoint, aggregated", logs.of("D"), late, "aggregate", "200,000 rows/s"),
        WARM);
  }

  /// A line of the table.
  private record Line(
      String name, LogRange log, String sink, String form, String asked, String transport) {
    Line(String name, LogRange log, String sink, String form, String asked) {
      this(name, log, sink, form, asked, "LEAN");
    }
  }

  private void measure(Section section, Line line, int times) throws InterruptedException {
    if (chosen.test(section)) {
      lines.attempt(line.name, () -> wherry(line, times));
    }
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
    limit = b.rows() * 1e9 / (System.nanoTime() - start);
    lines.show("B → mysqlbinlog --raw", "rows/s", "the limit", limit);
    try (var files = Files.list(target)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(target);
  }

  private void wherry(Line line, int times) throws IOException, InterruptedException {
    if (line.sink.startsWith("file:")) {
      Files.deleteIfExists(Path.of(line.sink.substring("file:".length())));
    }
    RunResult result = runs.of(line.log, line.sink, line.form, line.transport, times);
    if (result.rows() != line.log.rows()) {
      throw new BenchException(
          "%d records for %d rows".formatted(result.rows(), line.log.rows()), null);
    }
    lines.show(line.name, "rows/s", line.asked, result.rate());
    if (line.log.equals(b) && line.sink.equals("nothing") && limit > 0) {
      lines.show(line.name + " ÷ mysqlbinlog --raw", "×", "0.5", result.rate() / limit);
    }
    String bytes = line.log.name().startsWith("B") ? asked(line.sink, line.form) : "";
    if (!Double.isNaN(result.bytesPerRow())) {
      lines.add(line.name + ": allocated", "bytes/row", bytes, result.bytesPerRow());
    }
    lines.add(line.name + ": processor time", "ns/row", "", result.cpuPerRow());
  }

  private static String asked(String sink, String form) {
    return sink.equals("nothing")
        ? "at most 64"
        : sink.startsWith("kinesis") && form.equals("plain") ? "at most 256" : "";
  }
}
