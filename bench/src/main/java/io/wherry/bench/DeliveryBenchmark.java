package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What delivery costs: the same log into the same endpoint, by the delivery machine with all of it
/// on (lanes, marks, barriers, read-back) and by a sink that only sends. The two take turns, so
/// that a change in the machine's load meets both alike; what counts is the ratio of a pair.
///
/// @param scale millions of rows in the log
record DeliveryBenchmark(int scale) implements Benchmark {
  /// What delivery may cost, of the throughput without it.
  private static final String ASKED = "at least 0.9";

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    Map<String, Measurement> lines = new LinkedHashMap<>();
    try (BenchServer server = BenchServer.start("mysql-9.7");
        ServiceProcess service = ServiceProcess.start(1, 0)) {
      LogRange log = BenchLogs.of(server, scale).of("B" + scale);
      var runs = new Runs(server);
      String to = "kinesis:" + service.endpoint();
      for (int round = 0; round < rounds.count(); round++) {
        for (String form : List.of("plain", "aggregate")) {
          // Whoever is first may meet a colder machine.
          boolean blindFirst = round % 2 == 0;
          double one = rate(runs, log, to, blindFirst ? "blind-" + form : form);
          double other = rate(runs, log, to, blindFirst ? form : "blind-" + form);
          double blind = blindFirst ? one : other;
          double all = blindFirst ? other : one;
          line(lines, form + ", only sent", "rows/s", "").add(blind);
          line(lines, form + ", delivered", "rows/s", "").add(all);
          line(lines, form + ", delivered / only sent", "×", ASKED).add(all / blind);
          out.printf(
              "round %d of %d, %s: %s of %s rows/s, %.3f%n",
              round + 1,
              rounds.count(),
              form,
              Measurement.number(all),
              Measurement.number(blind),
              all / blind);
        }
      }
    } catch (IOException e) {
      throw new BenchException("the benchmark: " + e.getMessage(), e);
    }
    lines.values().forEach(line -> out.println(line.row()));
  }

  private static Measurement line(
      Map<String, Measurement> lines, String name, String unit, String asked) {
    return lines.computeIfAbsent(name, _ -> new Measurement(name, unit, asked));
  }

  private static double rate(Runs runs, LogRange log, String to, String form)
      throws IOException, InterruptedException {
    RunResult result = runs.of(log, to, form, "LEAN", 1);
    if (result.rows() != log.rows()) {
      throw new BenchException(
          "%s: %d records for %d rows".formatted(form, result.rows(), log.rows()), null);
    }
    return result.rate();
  }
}
