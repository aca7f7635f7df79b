package io.wherry.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log: single lines on stderr. Set up by code, since reading a file of settings would cost a
/// tenth of a second at each start.
///
/// Libraries speak from WARN on; with `--debug` from INFO on, not lower, for at DEBUG the HTTP
/// client writes out headers with session tokens.
public final class LineLog extends ContextAwareBase implements Configurator {
  private static final String OURS = "io.wherry";

  /// For `ServiceLoader`, through which logback finds it.
  public LineLog() {}

  /// Logs to the console from now on.
  ///
  /// @param shown whether it is shown without `debug`, too
  static void to(Console console, boolean debug, boolean shown) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      install(context, console, debug, shown);
    }
  }

  /// Before [#to(Console, boolean, boolean)] is called, and in tests.
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    install(context, Console.ofProcess(), false, true);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static void install(
      LoggerContext context, Console console, boolean debug, boolean shown) {
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    var appender = new ConsoleAppender(console, new LogLine(ZoneId.systemDefault(), debug));
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    Level theirs = shown ? Level.WARN : Level.OFF;
    Level ours = shown ? Level.INFO : Level.OFF;
    root.setLevel(debug ? Level.INFO : theirs);
    context.getLogger(OURS).setLevel(debug ? Level.DEBUG : ours);
  }

  private static final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
    private final Console console;
    private final LogLine line;

    ConsoleAppender(Console console, LogLine line) {
      this.console = console;
      this.line = line;
    }

    @Override
    protected void append(ILoggingEvent event) {
      console.line(line.of(event));
    }
  }
}
