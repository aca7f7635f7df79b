package io.wherry.demo;

import io.wherry.app.Command;
import io.wherry.app.Console;
import io.wherry.app.Option;
import io.wherry.app.OptionValues;
import io.wherry.app.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// `wherry demo`.
public final class DemoCommand implements Command {
  /// Longest time a demo runs: it remembers each change, so it must end.
  static final Duration FOR_MAX = Duration.ofHours(1);

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h)");

  private static final Option<Duration> FOR =
      Option.value(
              "for",
              "DURATION",
              "Demo",
              "How long the shop is busy, like 30s or 2m; Ctrl-C ends it earlier.",
              DemoCommand::duration)
          .withFallback("30s");

  /// For `ServiceLoader`.
  public DemoCommand() {}

  static Duration duration(String text) {
    var parts = DURATION.matcher(text);
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      Duration duration =
          switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (duration.isPositive() && duration.compareTo(FOR_MAX) <= 0) {
        return duration;
      }
    }
    throw new IllegalArgumentException("must be a time from 1s to 1h, like 30s or 2m");
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "watch rows travel from a small shop's database through a stream";
  }

  @Override
  public List<Option<?>> options() {
    return List.of(FOR);
  }

  @Override
  public List<String> examples() {
    return List.of("wherry demo", "wherry demo --for=2m");
  }

  /// The messages are what one looks at, and what goes wrong ends it with a line of its own.
  @Override
  public boolean logs() {
    return false;
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    values.check();
    boolean colours = console.outIsTerminal() && System.getenv("NO_COLOR") == null;
    return new Demo(new Page(console.out(), colours), stop).run(values.need(FOR));
  }
}
