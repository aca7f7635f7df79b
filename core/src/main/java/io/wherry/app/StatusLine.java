package io.wherry.app;

import io.wherry.pipeline.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Tells a person how a run gets on: on a terminal in a line that is rewritten in place, otherwise
/// in one log line a minute; and at the end how much it was.
///
/// For the reader's loop: `if (line.isDue()) line.show(new Progress(…))`.
public final class StatusLine {
  static final Duration REWRITE = Duration.ofMillis(500);
  static final Duration LOG = Duration.ofMinutes(1);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Console console;
  private final boolean inPlace;
  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final long intervalNanos;
  private final long startNanos;
  private long shownNanos;
  private long shownRows;

  /// @param inPlace whether to rewrite one line of the console
  /// @param log takes the lines that stay
  /// @param nanoClock like [System#nanoTime()]
  public StatusLine(
      Console console, boolean inPlace, Consumer<String> log, LongSupplier nanoClock) {
    this.console = console;
    this.inPlace = inPlace;
    this.log = log;
    this.nanoClock = nanoClock;
    intervalNanos = (inPlace ? REWRITE : LOG).toNanos();
    startNanos = nanoClock.getAsLong();
    shownNanos = startNanos;
  }

  /// Whether a line can be rewritten in place: not where rows go to the same terminal.
  public static boolean isInPlace(Console console, SinkTarget target) {
    boolean rowsOnTerminal = target instanceof SinkTarget.Stdout && console.outIsTerminal();
    return console.errIsTerminal() && !rowsOnTerminal;
  }

  /// Whether it is time for [#show(Progress)]; cheap.
  public boolean isDue() {
    return nanoClock.getAsLong() - shownNanos >= intervalNanos;
  }

  /// Shows the progress, with the speed since the last time.
  public void show(Progress progress) {
    long now = nanoClock.getAsLong();
    long rate = rate(progress.rows() - shownRows, now - shownNanos);
    shownNanos = now;
    shownRows = progress.rows();
    String text =
        String.format(
            Locale.ROOT,
            "%,d rows/s, lag %s, at %s, %,d in flight%s",
            rate,
            lag(progress.lagMillis()),
            progress.position(),
            progress.inFlight(),
            behind(progress));
    if (inPlace) {
      console.status(text);
    } else {
      log.accept(String.format(Locale.ROOT, "%,d rows, %s", progress.rows(), text));
    }
  }

  /// Takes the status line away and says what the whole run did.
  public void finish(long rows) {
    console.status("");
    long nanos = nanoClock.getAsLong() - startNanos;
    log.accept(
        String.format(
            Locale.ROOT,
            "%,d rows in %.1f s, %,d rows/s",
            rows,
            nanos / NANOS_PER_SECOND,
            rate(rows, nanos)));
  }

  /// Said only where it is what the run waits for.
  private static String behind(Progress progress) {
    return progress.behindTheirRow() <= progress.inFlight()
        ? ""
        : String.format(
            Locale.ROOT, ", %,d behind a change of their row", progress.behindTheirRow());
  }

  private static long rate(long rows, long nanos) {
    return nanos <= 0 ? 0 : Math.round(rows * NANOS_PER_SECOND / nanos);
  }

  private static String lag(long millis) {
    return millis < 0 ? "?" : String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
  }
}
