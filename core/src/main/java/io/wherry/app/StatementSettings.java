package io.wherry.app;

import io.wherry.source.StatementOptions.OnRowless;
import io.wherry.source.StatementOptions.OnStatement;
import java.util.List;

/// The options about statements in the log.
final class StatementSettings {
  private static final String STATEMENTS = "Statements";

  private static final Option<OnStatement> ON_STATEMENT =
      Option.value(
              "on-statement",
              "stop|warn",
              STATEMENTS,
              "A statement that changed rows and logged none, since its session did not have"
                  + " binlog_format=ROW: stop there, or go on without those rows.",
              Parsers.oneOf(OnStatement.class))
          .withFallback("stop");

  private static final Option<OnRowless> ON_ROWLESS =
      Option.value(
              "on-rowless",
              "warn|stop|publish",
              STATEMENTS,
              "TRUNCATE, DROP TABLE and whatever else changes a published table's rows without a"
                  + " row event: a line on stderr, stop there, or publish the statement.",
              Parsers.oneOf(OnRowless.class))
          .withFallback("warn");

  private static final Option<Boolean> DDL =
      Option.flag(
          "ddl",
          STATEMENTS,
          "Publish each statement that creates, alters, renames, empties or drops a published"
              + " table or its database.");

  static final Option<Boolean> QUERY =
      Option.flag(
          "format.query",
          "Message",
          "meta.query: the statement that changed the row, where the log has it"
              + " (--format=wherry).");

  /// In the order of the help page.
  static final List<Option<?>> ALL = List.of(ON_STATEMENT, ON_ROWLESS, DDL);

  private StatementSettings() {}

  static RunOptions.Statements statements(OptionValues values) {
    return new RunOptions.Statements(
        values.need(ON_STATEMENT), values.need(ON_ROWLESS), values.need(DDL));
  }
}
