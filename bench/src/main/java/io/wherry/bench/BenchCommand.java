package io.wherry.bench;

import io.wherry.app.Command;
import io.wherry.app.Console;
import io.wherry.app.Option;
import io.wherry.app.OptionValues;
import io.wherry.app.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// `wherry bench`: one benchmark of those there are, by its name.
public final class BenchCommand implements Command {
  private static final String GROUP = "Benchmark";
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,5}");

  private static final Option<Benchmark> WHAT =
      Option.value(
              "what",
              "BENCHMARK",
              GROUP,
              "What to measure: local-stream, the records a second that the stream on one machine"
                  + " takes.",
              BenchCommand::benchmark)
          .withFallback("local-stream");

  private static final Option<Integer> ROUNDS =
      Option.value(
              "rounds",
              "COUNT",
              GROUP,
              "Rounds to measure, after two that are thrown away; the median of them counts.",
              BenchCommand::number)
          .withFallback("5");

  private static final Option<Integer> MILLIS =
      Option.value(
              "round-ms", "MILLISECONDS", GROUP, "How long a round takes.", BenchCommand::number)
          .withFallback("2000");

  private static final Option<Integer> CONNECTIONS =
      Option.value(
              "connections",
              "COUNT",
              GROUP,
              "Connections that send at the same time.",
              BenchCommand::number)
          .withFallback("8");

  /// For the service loader.
  public BenchCommand() {}

  private static Benchmark benchmark(String text) {
    if (text.equals("local-stream")) {
      return new LocalStreamBenchmark();
    }
    throw new IllegalArgumentException("must be local-stream");
  }

  private static int number(String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a number from 1 to 999999");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measure what a part of Wherry reaches on this machine";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WHAT, ROUNDS, MILLIS, CONNECTIONS);
  }

  @Override
  public List<String> examples() {
    return List.of("wherry bench --what=local-stream");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    values.check();
    var rounds =
        new Rounds(
            values.need(ROUNDS),
            Duration.ofMillis(values.need(MILLIS)),
            values.need(CONNECTIONS),
            stop::requested);
    values.need(WHAT).run(rounds, console.out());
    return 0;
  }
}
