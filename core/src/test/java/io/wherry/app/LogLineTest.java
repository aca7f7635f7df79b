package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLineTest {
  private static String line(
      boolean traces, String logger, Level level, String text, @Nullable Throwable thrown) {
    var context = new LoggerContext();
    var event =
        new LoggingEvent(
            LogLineTest.class.getName(), context.getLogger(logger), level, text, thrown, null);
    event.setInstant(Instant.parse("2026-11-22T12:34:56.789123Z"));
    return new LogLine(ZoneOffset.UTC, traces).of(event);
  }

  @Test
  void aLineHasTimeLevelRoomAndText() {
    assertThat(line(false, "io.wherry.source.Follower", Level.INFO, "connected", null))
        .isEqualTo("12:34:56.789 INFO  source: connected");
    assertThat(line(false, "io.wherry.sink.kinesis.Lanes", Level.ERROR, "no", null))
        .isEqualTo("12:34:56.789 ERROR sink: no");
    assertThat(line(false, "software.amazon.awssdk.core.X", Level.WARN, "slow", null))
        .isEqualTo("12:34:56.789 WARN  amazon: slow");
    assertThat(line(false, "org.mariadb.jdbc.X", Level.WARN, "slow", null))
        .isEqualTo("12:34:56.789 WARN  mariadb: slow");
    assertThat(line(false, "root", Level.WARN, "slow", null))
        .isEqualTo("12:34:56.789 WARN  ROOT: slow");
  }

  // A log that is read line by line must not be broken by what a server says.
  @Test
  void itIsAlwaysOneLine() {
    var thrown = new IllegalStateException("first\nsecond");
    assertThat(line(false, "io.wherry.source.X", Level.WARN, "a\r\n  b\n", thrown))
        .isEqualTo("12:34:56.789 WARN  source: a b: java.lang.IllegalStateException: first second");
  }

  @Test
  void debugAddsTheStackTrace() {
    assertThat(line(true, "io.wherry.source.X", Level.WARN, "a", new IllegalStateException("b")))
        .startsWith(
            "12:34:56.789 WARN  source: a: java.lang.IllegalStateException: b\n"
                + "java.lang.IllegalStateException: b\n\tat io.wherry.app.LogLineTest.");
  }

  @AfterEach
  void asBefore() {
    LineLog.to(Console.ofProcess(), false, true);
  }

  // The HTTP client's DEBUG lines hold session tokens.
  @Test
  void librariesAreQuieterThanWeAre() {
    assertThat(logged(false, true)).containsExactly("INFO  app: ours", "WARN  amazon: theirs");
    assertThat(logged(true, true))
        .containsExactly(
            "DEBUG app: ours", "INFO  app: ours", "INFO  amazon: theirs", "WARN  amazon: theirs");
  }

  // The demo's messages are what one looks at; with --debug one looks for something else.
  @Test
  void aCommandForAPersonHidesTheLog() {
    assertThat(logged(false, false)).isEmpty();
    assertThat(logged(true, false)).contains("DEBUG app: ours");
  }

  private static String[] logged(boolean debug, boolean shown) {
    var err = new ByteArrayOutputStream();
    var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    LineLog.to(new Console(stream, stream, false, 0), debug, shown);
    var ours = LoggerFactory.getLogger("io.wherry.app.X");
    ours.debug("ours");
    ours.info("ours");
    var theirs = LoggerFactory.getLogger("software.amazon.awssdk.X");
    theirs.debug("theirs");
    theirs.info("theirs");
    theirs.warn("theirs");
    return err.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring("12:34:56.789 ".length()))
        .toArray(String[]::new);
  }
}
