package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What delivery costs: the same log into the same endpoint, with all of it on and without it. The
/// two take turns, so that a change in the machine's load meets both alike; what counts is the
/// ratio of a pair.
///
/// ```text
///   plain, unguarded    the same machine without wait chains, marks and read-back ([Unguarded])
///   plain, blind        a sink that sends what comes in full calls, and does nothing else: no
///                       window, no queues, no paces, no barriers ([BlindSink])
///   aggregated, blind   the same with aggregates
/// ```
///
/// @param scale millions of rows in the log
record DeliveryBenchmark(int scale) implements Benchmark {
  /// What delivery may cost, of the throughput without it.
  private static final String ASKED = "at least 0.9";

  /// Runs in a process, of which the last counts: what costs more to compile is not slower for it.
  private static final int TIMES = 2;

  /// What is compared.
  ///
  /// @param name in words
  /// @param form with all of it on, as [MeasuredRun] names it
  /// @param blind the same for the other sink; empty for [Unguarded]
  /// @param asked what is asked of the ratio
  private record Pair(String name, String form, String blind, String asked) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("plain, unguarded", "plain", "", ASKED),
          new Pair("plain, blind", "plain", "blind-plain", ""),
          new Pair("aggregated, blind", "aggregate", "blind-aggregate", ASKED));

  @Override
  public void run(Rounds rounds, PrintStream out) throws InterruptedException {
    Map<String, Measurement> lines = new LinkedHashMap<>();
    try (BenchServer server = BenchServer.start("mysql-9.7");
        ServiceProcess service = ServiceProcess.start(1, 0)) {
      LogRange log = BenchLogs.of(server, scale).of("B" + scale);
      var runs = new Runs(server);
      String to = "kinesis:" + service.endpoint();
      for (int round = 0; round < rounds.count(); round++) {
        for (Pair pair : PAIRS) {
          // Whoever is first may meet a colder machine.
          boolean withoutFirst = round % 2 == 0;
          double one = rate(runs, log, to, withoutFirst ? pair.blind() : pair.form());
          double other = rate(runs, log, to, withoutFirst ? pair.form() : pair.blind());
          double without = withoutFirst ? one : other;
          double all = withoutFirst ? other : one;
          line(lines, pair.name() + ": without", "rows/s", "").add(without);
          line(lines, pair.name() + ": with all of it", "rows/s", "").add(all);
          line(lines, pair.name() + ": ratio", "×", pair.asked()).add(all / without);
          out.printf(
              "round %d of %d, %s: %s of %s rows/s, %.3f%n",
              round + 1,
              rounds.count(),
              pair.name(),
              Measurement.number(all),
              Measurement.number(without),
              all / without);
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
    RunResult result =
        form.isEmpty()
            ? runs.unguarded(log, to, "LEAN", TIMES)
            : runs.of(log, to, form, "LEAN", TIMES);
    if (result.rows() != log.rows()) {
      throw new BenchException(
          "%s: %d records for %d rows".formatted(form, result.rows(), log.rows()), null);
    }
    return result.rate();
  }
}
