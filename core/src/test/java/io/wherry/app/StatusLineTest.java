package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.pipeline.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> log = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(-5);

  private Console console(boolean outIsTerminal, int errColumns) {
    var out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(
        out, new PrintStream(err, false, StandardCharsets.UTF_8), outIsTerminal, errColumns);
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private String shown() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void onATerminalOneLineIsRewrittenTwiceASecond() {
    Console console = console(false, 80);
    var line = new StatusLine(console, true, log::add, clock::get);
    assertThat(line.isDue()).isFalse();
    pass(499);
    assertThat(line.isDue()).isFalse();
    pass(1);
    assertThat(line.isDue()).isTrue();
    line.show(new Progress(6_172, 312, "binlog.000003:4711", 1_200, 1_200));
    assertThat(line.isDue()).isFalse();
    assertThat(shown())
        .isEqualTo(CLEAR + "12,344 rows/s, lag 0.3 s, at binlog.000003:4711, 1,200 in flight");
    pass(2_000);
    line.show(new Progress(6_172, -1, "binlog.000003:4711", 0, 0));
    assertThat(shown()).isEqualTo(CLEAR + "0 rows/s, lag ?, at binlog.000003:4711, 0 in flight");
    line.finish(6_172);
    assertThat(shown()).isEqualTo(CLEAR);
    assertThat(log).containsExactly("6,172 rows in 2.5 s, 2,469 rows/s");
  }

  // Lines of the log would otherwise be glued to the status line, or overwrite it.
  @Test
  void otherLinesPassAboveIt() {
    Console console = console(false, 20);
    console.line("before");
    console.status("a status that is wider than the terminal");
    console.line("a line");
    console.status("");
    console.status("");
    console.line("after");
    assertThat(shown())
        .isEqualTo(
            "before\n"
                + (CLEAR + "a status that is wi")
                + (CLEAR + "a line\na status that is wi")
                + CLEAR
                + "after\n");
  }

  @Test
  void withoutATerminalOneLineAMinuteIsLogged() {
    Console console = console(false, 0);
    var line = new StatusLine(console, false, log::add, clock::get);
    pass(59_999);
    assertThat(line.isDue()).isFalse();
    pass(1);
    assertThat(line.isDue()).isTrue();
    line.show(new Progress(600_000, 61_000, "binlog.000003:4711+12", 7, 48_201));
    pass(60_000);
    line.finish(600_001);
    assertThat(log)
        .containsExactly(
            "600,000 rows, 10,000 rows/s, lag 61.0 s, at binlog.000003:4711+12, 7 in flight,"
                + " 48,201 behind a change of their row",
            "600,001 rows in 120.0 s, 5,000 rows/s");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aRunThatTakesNoTimeHasNoSpeed() {
    new StatusLine(console(false, 0), false, log::add, clock::get).finish(0);
    assertThat(log).containsExactly("0 rows in 0.0 s, 0 rows/s");
  }

  // Rows and a line that rewrites itself, on one screen, would be a mess.
  @Test
  void rowsOnTheTerminalLeaveNoPlaceForIt() {
    assertThat(StatusLine.isInPlace(console(true, 80), new SinkTarget.Stdout())).isFalse();
    assertThat(StatusLine.isInPlace(console(false, 80), new SinkTarget.Stdout())).isTrue();
    assertThat(StatusLine.isInPlace(console(true, 80), new SinkTarget.Kinesis("s"))).isTrue();
    assertThat(StatusLine.isInPlace(console(true, 0), new SinkTarget.Kinesis("s"))).isFalse();
  }
}
