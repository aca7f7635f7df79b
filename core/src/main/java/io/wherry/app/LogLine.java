package io.wherry.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// One event of the log as text: `12:34:56.789 INFO source: text`.
final class LogLine {
  private static final String OURS = "io.wherry.";

  private final DateTimeFormatter time;
  private final boolean traces;

  /// @param traces whether stack traces follow; else only their first line is told
  LogLine(ZoneId zone, boolean traces) {
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    this.traces = traces;
  }

  String of(ILoggingEvent event) {
    var line = new StringBuilder();
    time.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel());
    line.repeat(' ', Math.max(0, "INFO  ".length() - event.getLevel().toString().length()));
    line.append(room(event.getLoggerName()))
        .append(": ")
        .append(oneLine(event.getFormattedMessage()));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(": ").append(oneLine(thrown.getClassName() + ": " + thrown.getMessage()));
      if (traces) {
        line.append('\n').append(ThrowableProxyUtil.asString(thrown).stripTrailing());
      }
    }
    return line.toString();
  }

  /// Our room, or the second part of a library's package, which is its maker.
  private static String room(String logger) {
    String rest =
        logger.startsWith(OURS)
            ? logger.substring(OURS.length())
            : logger.substring(logger.indexOf('.') + 1);
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
