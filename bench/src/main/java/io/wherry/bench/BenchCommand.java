package io.wherry.bench;

import io.wherry.app.Command;
import io.wherry.app.Console;
import io.wherry.app.Option;
import io.wherry.app.OptionValues;
import io.wherry.app.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `wherry bench`: one benchmark of those there are, by its name.
public final class BenchCommand implements Command {
  private static final String GROUP = "Benchmark";
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,5}");

  private static final Option<What> WHAT =
      Option.value(
              "what",
              "BENCHMARK",
              GROUP,
              "What to measure: performance, all that docs/PERFORMANCE.md says; local-stream, the"
                  + " records a second that the stream on one machine takes; delivery, what"
                  + " order and single delivery cost; or pieces, what decoding and encoding each"
                  + " type costs.",
              BenchCommand::what)
          .withFallback("performance");

  /// What can be measured.
  private enum What {
    PERFORMANCE,
    LOCAL_STREAM,
    DELIVERY,
    PIECES
  }

  private static final Option<Integer> SCALE =
      Option.value(
              "scale",
              "MILLIONS",
              GROUP,
              "Millions of rows in the log that most is measured on.",
              BenchCommand::number)
          .withFallback("10");

  private static final Option<Boolean> PEERS =
      Option.flag("peers", GROUP, "Measure other programs on the same log, too.");

  private static final Option<Set<Section>> ONLY =
      Option.value(
          "only",
          "SECTIONS",
          GROUP,
          "Measure these sections only (default: all). Sections: raw, a, b, file, plain, sdk,"
              + " aggregated, c, d, start, latency, growth, peers.",
          Section::parse);

  private static final Option<Set<Section>> SKIP =
      Option.value(
          "skip", "SECTIONS", GROUP, "Do not measure these (default: none).", Section::parse);

  private static final Option<Path> PAGE =
      Option.value(
          "page",
          "FILE",
          GROUP,
          "Write the results to this page, in the place of those of the same name; the others stay"
              + " (default: none).",
          Path::of);

  private static final Option<Integer> ROUNDS =
      Option.value(
              "rounds",
              "COUNT",
              GROUP,
              "Rounds to measure; the median of them counts. local-stream throws two more away.",
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

  private static What what(String text) {
    return switch (text) {
      case "performance" -> What.PERFORMANCE;
      case "local-stream" -> What.LOCAL_STREAM;
      case "delivery" -> What.DELIVERY;
      case "pieces" -> What.PIECES;
      default ->
          throw new IllegalArgumentException(
              "must be performance, local-stream, delivery or pieces");
    };
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
    return List.of(WHAT, ROUNDS, SCALE, PEERS, ONLY, SKIP, PAGE, MILLIS, CONNECTIONS);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry bench --peers --page=docs/PERFORMANCE.md",
        "wherry bench --only=b,c --rounds=3",
        "wherry bench --what=local-stream",
        "wherry bench --what=delivery --scale=3",
        "wherry bench --what=pieces --round-ms=1000");
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
    Benchmark benchmark =
        switch (values.need(WHAT)) {
          case PERFORMANCE -> new PerformanceBenchmark(extent(values));
          case LOCAL_STREAM -> new LocalStreamBenchmark();
          case DELIVERY -> new DeliveryBenchmark(values.need(SCALE));
          case PIECES -> new PiecesBenchmark(values.get(PAGE).orElse(null));
        };
    benchmark.run(rounds, console.out());
    return 0;
  }

  private static PerformanceBenchmark.Extent extent(OptionValues values) {
    boolean peers = values.get(PEERS).orElse(false);
    Set<Section> only = values.get(ONLY).orElse(EnumSet.allOf(Section.class));
    Set<Section> skip = values.get(SKIP).orElse(EnumSet.noneOf(Section.class));
    var sections = EnumSet.noneOf(Section.class);
    sections.addAll(only);
    sections.removeAll(skip);
    if (!peers && values.get(ONLY).isEmpty()) {
      sections.remove(Section.PEERS);
    }
    var command = new StringBuilder("./wherry bench");
    command.append(" --rounds=").append(values.need(ROUNDS));
    command.append(" --scale=").append(values.need(SCALE));
    command.append(peers ? " --peers" : "");
    values.get(ONLY).ifPresent(words -> command.append(" --only=").append(words(words)));
    values.get(SKIP).ifPresent(words -> command.append(" --skip=").append(words(words)));
    return new PerformanceBenchmark.Extent(
        values.need(SCALE), sections, values.get(PAGE).orElse(null), command.toString());
  }

  private static String words(Set<Section> sections) {
    return sections.stream().map(Section::word).collect(Collectors.joining(","));
  }
}
