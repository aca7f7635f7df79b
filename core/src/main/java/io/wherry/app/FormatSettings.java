package io.wherry.app;

import io.wherry.app.OptionValues.Place;
import io.wherry.app.RunOptions.Format;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.debezium.DebeziumOptions.Binaries;
import io.wherry.format.debezium.DebeziumOptions.Decimals;
import io.wherry.format.debezium.DebeziumOptions.Temporals;
import io.wherry.format.debezium.DebeziumOptions.Unsigned;
import io.wherry.format.maxwell.MaxwellOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The options that belong to one format, under the names that its own documentation uses, behind
/// `format.maxwell.` and `format.debezium.`.
final class FormatSettings {
  private static final String MAXWELL = "Message with --format=maxwell";
  private static final String DEBEZIUM = "Message with --format=debezium";

  private static final Option<Boolean> BINLOG_POSITION =
      maxwell("binlog-position", false, "position: where the transaction starts in the log.");

  private static final Option<Boolean> GTID_POSITION =
      maxwell("gtid-position", false, "gtid: the transaction's GTID, where it has one.");

  private static final Option<Boolean> COMMIT_INFO =
      maxwell("commit-info", true, "xid, and commit in a transaction's last record.");

  private static final Option<Boolean> XOFFSET =
      maxwell("xoffset", false, "xoffset: the row's number in its transaction, unless it commits.");

  private static final Option<Boolean> NULLS =
      maxwell("nulls", true, "Columns that are NULL, too.");

  private static final Option<Boolean> OUTPUT_SERVER_ID =
      maxwell("server-id", false, "server_id of the server the change was first made on.");

  private static final Option<Boolean> THREAD_ID =
      maxwell("thread-id", false, "thread_id of the session that made it (MySQL only).");

  private static final Option<Boolean> PRIMARY_KEYS =
      maxwell("primary-keys", false, "primary_key: the values of the key's columns.");

  private static final Option<Boolean> PRIMARY_KEY_COLUMNS =
      maxwell("primary-key-columns", false, "primary_key_columns: the names of the key's columns.");

  private static final Option<Boolean> NULL_ZERODATES =
      maxwell("null-zerodates", false, "NULL instead of zero dates.");

  private static final Option<Boolean> ROW_QUERY =
      maxwell("row-query", false, "query: the statement that changed the row, if logged.");

  private static final Option<Decimals> DECIMALS =
      debezium(
              "decimal.handling.mode",
              "precise|double|string",
              "DECIMAL as base64 of the unscaled value's bytes, as a number or as a string.",
              Parsers.oneOf(Decimals.class))
          .withFallback("precise");

  private static final Option<Temporals> TEMPORALS =
      debezium(
              "time.precision.mode",
              "MODE",
              "adaptive_time_microseconds, adaptive or connect: the unit of TIME and DATETIME.",
              Parsers.oneOf(Temporals.class, mode -> mode.name().toLowerCase(Locale.ROOT)))
          .withFallback("adaptive_time_microseconds");

  private static final Option<Binaries> BINARIES =
      debezium(
              "binary.handling.mode",
              "MODE",
              "bytes (base64 in JSON), base64, base64-url-safe or hex.",
              Parsers.oneOf(Binaries.class))
          .withFallback("bytes");

  private static final Option<Unsigned> UNSIGNED =
      debezium(
              "bigint.unsigned.handling.mode",
              "long|precise",
              "BIGINT UNSIGNED as a number, or as a DECIMAL in precise form.",
              Parsers.oneOf(Unsigned.class))
          .withFallback("long");

  private static final Option<Boolean> TRANSACTION =
      Option.flag(
          "format.debezium.provide.transaction.metadata",
          DEBEZIUM,
          "Fill transaction: its id, and the record's numbers in it.");

  private static final Option<Boolean> INCLUDE_QUERY =
      Option.flag(
          "format.debezium.include.query",
          DEBEZIUM,
          "Fill source.query: the statement that changed the row, if logged.");

  private static final Option<String> TOPIC_PREFIX =
      debezium("topic.prefix", "NAME", "What source.name says.", DebeziumOptions::checkTopicPrefix)
          .withFallback("wherry");

  private static final List<Option<?>> OF_MAXWELL =
      List.of(
          BINLOG_POSITION,
          GTID_POSITION,
          COMMIT_INFO,
          XOFFSET,
          NULLS,
          OUTPUT_SERVER_ID,
          THREAD_ID,
          PRIMARY_KEYS,
          PRIMARY_KEY_COLUMNS,
          NULL_ZERODATES,
          ROW_QUERY);

  private static final List<Option<?>> OF_DEBEZIUM =
      List.of(DECIMALS, TEMPORALS, BINARIES, UNSIGNED, TRANSACTION, INCLUDE_QUERY, TOPIC_PREFIX);

  /// In the order of the help page.
  static final List<Option<?>> ALL =
      Stream.concat(OF_MAXWELL.stream(), OF_DEBEZIUM.stream()).toList();

  private FormatSettings() {}

  private static Option<Boolean> maxwell(String name, boolean fallback, String description) {
    return Option.value(
            "format.maxwell.output-" + name,
            "true|false",
            MAXWELL,
            description,
            Parsers::trueOrFalse)
        .withFallback(Boolean.toString(fallback));
  }

  private static <T> Option<T> debezium(
      String name, String label, String description, Option.Parser<T> parser) {
    return Option.value("format.debezium." + name, label, DEBEZIUM, description, parser);
  }

  /// To ignore an option of another format would put records into the stream in another shape than
  /// was asked for.
  static void check(OptionValues values) {
    values
        .get(RunSettings.FORMAT)
        .ifPresent(format -> {
          check(values, format, List.of(RunSettings.DECIMALS), Set.of(Format.WHERRY, Format.SEED));
          check(values, format, List.of(StatementSettings.QUERY), Set.of(Format.WHERRY));
          check(values, format, OF_MAXWELL, Set.of(Format.MAXWELL));
          check(values, format, OF_DEBEZIUM, Set.of(Format.DEBEZIUM));
        });
  }

  private static void check(
      OptionValues values, Format format, List<Option<?>> options, Set<Format> formats) {
    for (Option<?> option : options) {
      if (!formats.contains(format) && values.place(option) != Place.FALLBACK) {
        String names = Parsers.orList(formats.stream().map(Parsers::nameOf).sorted().toList());
        values.problem(
            values.where(option)
                + " is an option of --format="
                + names
                + ", not of "
                + Parsers.nameOf(format)
                + ": leave it out, or change the format");
      }
    }
  }

  static MaxwellOptions maxwell(OptionValues values) {
    return new MaxwellOptions(
        values.need(BINLOG_POSITION),
        values.need(GTID_POSITION),
        values.need(COMMIT_INFO),
        values.need(XOFFSET),
        values.need(NULLS),
        values.need(OUTPUT_SERVER_ID),
        values.need(THREAD_ID),
        values.need(PRIMARY_KEYS),
        values.need(PRIMARY_KEY_COLUMNS),
        values.need(NULL_ZERODATES),
        values.need(ROW_QUERY));
  }

  static DebeziumOptions debezium(OptionValues values) {
    return new DebeziumOptions(
        values.need(DECIMALS),
        values.need(TEMPORALS),
        values.need(BINARIES),
        values.need(UNSIGNED),
        values.need(TRANSACTION),
        values.need(INCLUDE_QUERY),
        values.need(TOPIC_PREFIX));
  }
}
