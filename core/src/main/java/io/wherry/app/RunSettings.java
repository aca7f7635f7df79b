package io.wherry.app;

import io.wherry.app.Option.Kind;
import io.wherry.app.RunOptions.Decimals;
import io.wherry.app.RunOptions.Format;
import io.wherry.app.RunOptions.KeyChange;
import io.wherry.app.RunOptions.Ordering;
import io.wherry.app.RunOptions.Oversize;
import io.wherry.app.RunOptions.Tls;
import io.wherry.kinesis.KinesisOptions.Transport;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.transform.KeyRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The options of `run` and `check`.
final class RunSettings {
  private static final String SOURCE = "Source";
  private static final String RANGE = "Where to start and stop";
  private static final String SINK = "Sink";
  private static final String MESSAGE = "Message";
  private static final String TABLES = "Tables";

  private static final String POSITION_FORMS =
      "earliest, latest, FILE:POSITION, a GTID set (already processed) or an ISO-8601 time";

  static final Option<SourceUrl> URL =
      Option.value(
              "source.url",
              "mysql://USER:PASSWORD@HOST:PORT",
              SOURCE,
              "The MySQL or MariaDB server to follow, each part percent-encoded. Several"
                  + " HOST:PORT with commas in between are servers with the same data: when one is"
                  + " lost, the next one goes on, by GTID. Required.",
              SourceUrl::parse)
          .as(Kind.CONFIDENTIAL);

  static final Option<Path> PASSWORD_FILE =
      Option.value(
          "source.password-file",
          "FILE",
          SOURCE,
          "File whose first line is the password; wins over one in the URL.",
          Parsers::readableFile);

  static final Option<Secret> PASSWORD =
      Option.value(
              "source.password",
              "PASSWORD",
              SOURCE,
              "The password; wins over one in the URL.",
              Parsers::secret)
          .as(Kind.SECRET);

  static final Option<Long> SERVER_ID =
      Option.value(
          "source.server-id",
          "N",
          SOURCE,
          "The id to follow under, unlike that of any other replica (default: a random free one).",
          Parsers::serverId);

  static final Option<Tls> TLS =
      Option.value(
              "source.tls",
              "MODE",
              SOURCE,
              "disabled, preferred, required, verify-ca or verify-identity.",
              Parsers.oneOf(Tls.class))
          .withFallback("preferred");

  static final Option<Path> TLS_CA =
      Option.value(
          "source.tls.ca",
          "PEM",
          SOURCE,
          "File of the authorities to trust with verify-ca and verify-identity"
              + " (default: those that Java trusts).",
          Parsers::readableFile);

  static final Option<String> ON_PURGED =
      Option.value(
              "on-purged",
              "stop|snapshot",
              RANGE,
              "The server no longer has the log where reading stands: stop and say what is missing"
                  + " (snapshot is not there yet).",
              RunSettings::onPurged)
          .withFallback("stop");

  private static String onPurged(String text) {
    if (text.equals("snapshot")) {
      throw new IllegalArgumentException(
          "snapshot is not there yet: use stop, which says what is missing and how to go on");
    }
    if (!text.equals("stop")) {
      throw new IllegalArgumentException("must be stop or snapshot");
    }
    return text;
  }

  static final Option<String> START =
      Option.value(
          "start",
          "POSITION",
          RANGE,
          "Where to start without a checkpoint: " + POSITION_FORMS + " (default: latest).",
          Parsers::start);

  static final Option<String> UNTIL =
      Option.value(
          "until",
          "POSITION",
          RANGE,
          "Where to stop; latest is the end of the log at the moment of starting"
              + " (default: never).",
          Parsers::until);

  static final Option<String> RESTART_FROM =
      Option.value(
          "restart-from",
          "POSITION",
          RANGE,
          "Go on from here, whatever the checkpoint says.",
          Parsers::start);

  static final Option<Path> SCHEMA =
      Option.value(
          "schema",
          "FILE",
          RANGE,
          "What tables looked like at the start, where the server does not know any more: CREATE"
              + " TABLE statements, as mysqldump --no-data writes them.",
          Parsers::readableFile);

  static final Option<SinkTarget> TARGET =
      Option.value(
              "sink", "TARGET", SINK, "stdout, file:PATH or kinesis:STREAM.", SinkTarget::parse)
          .withFallback("stdout");

  static final Option<URI> ENDPOINT =
      Option.value(
          "sink.endpoint",
          "URL",
          SINK,
          "Where the Kinesis API is (default: AWS in the region).",
          Parsers::endpoint);

  static final Option<String> REGION =
      Option.value(
          "sink.region",
          "REGION",
          SINK,
          "AWS region of the stream (default: what the AWS SDK finds).",
          Parsers::region);

  static final Option<StreamCapacity> CREATE =
      Option.value(
          "sink.create",
          "SHARDS|on-demand",
          SINK,
          "Create the stream when it is missing (default: stop with an error).",
          StreamCapacity::parse);

  static final Option<Boolean> AGGREGATE =
      Option.flag(
          "sink.aggregate",
          SINK,
          "Many rows in one Kinesis record, as the KPL packs them; consumers must unpack them.");

  static final Option<Transport> TRANSPORT =
      Option.value(
              "sink.transport",
              "lean|sdk",
              SINK,
              "What carries puts: lean, a connection of our own; or sdk, the AWS SDK's client,"
                  + " which also serves where a proxy is set.",
              Parsers.oneOf(Transport.class))
          .withFallback("lean");

  static final Option<Ordering> ORDERING =
      Option.value(
              "sink.ordering",
              "checked|strict",
              SINK,
              "strict puts one record at a time into each shard, by the call whose order Kinesis"
                  + " documents; checked puts many and watches their order.",
              Parsers.oneOf(Ordering.class))
          .withFallback("checked");

  static final Option<Oversize> OVERSIZE =
      Option.value(
              "oversize",
              "stop|dead-letter",
              SINK,
              "A record larger than the stream takes: stop there, or write it to a file or S3 and"
                  + " send a pointer.",
              Parsers.oneOf(Oversize.class))
          .withFallback("stop");

  static final Option<DeadLetterTarget> DEAD_LETTER =
      Option.value(
          "oversize.dead-letter",
          "FILE|s3://BUCKET/PREFIX",
          SINK,
          "That place (default: ./wherry.dead-letter).",
          DeadLetterTarget::parse);

  static final Option<URI> DEAD_LETTER_ENDPOINT =
      Option.value(
          "oversize.endpoint",
          "URL",
          SINK,
          "Where the S3 API of that bucket is (default: AWS; the region is --sink.region).",
          Parsers::endpoint);

  static final Option<KeyRule> KEY =
      Option.value(
              "sink.key",
              "RULE",
              SINK,
              "What stays in order: row, table, schema, column:NAME, or constant:TEXT for all.",
              Parsers::keyRule)
          .withFallback("row");

  static final Option<Format> FORMAT =
      Option.value(
              "format",
              "FORMAT",
              MESSAGE,
              "wherry, seed (table, row, type and schema, nothing more), maxwell or debezium.",
              Parsers.oneOf(Format.class))
          .withFallback("wherry");

  static final Option<Decimals> DECIMALS =
      Option.value(
              "format.decimals",
              "string|number",
              MESSAGE,
              "How DECIMAL is written in JSON; the digits are the same.",
              Parsers.oneOf(Decimals.class))
          .withFallback("string");

  static final Option<KeyChange> KEY_CHANGE =
      Option.value(
          "key-change",
          "split|update",
          MESSAGE,
          "An update that changes its row's key becomes a delete and a write, or stays one record"
              + " (default: split, with --format=seed and maxwell update).",
          Parsers.oneOf(KeyChange.class));

  static final Option<List<String>> INCLUDE =
      Option.value(
              "tables.include",
              "SCHEMA.TABLE,…",
              TABLES,
              "Publish only these; * stands for any characters (default: all).",
              Parsers::tables)
          .as(Kind.LIST);

  static final Option<List<String>> EXCLUDE =
      Option.value(
              "tables.exclude",
              "SCHEMA.TABLE,…",
              TABLES,
              "Publish none of these, even when included.",
              Parsers::tables)
          .as(Kind.LIST);

  /// What only a Kinesis stream cares for.
  static final List<Option<?>> OF_KINESIS =
      List.of(
          ENDPOINT,
          REGION,
          CREATE,
          AGGREGATE,
          TRANSPORT,
          ORDERING,
          OVERSIZE,
          DEAD_LETTER,
          DEAD_LETTER_ENDPOINT);

  /// In the order of the help page.
  static final List<Option<?>> ALL =
      Stream.of(
              source(),
              CheckpointSettings.ALL,
              sink(),
              List.of(StatementSettings.QUERY),
              FormatSettings.ALL,
              List.of(INCLUDE, EXCLUDE),
              StatementSettings.ALL)
          .<Option<?>>flatMap(List::stream)
          .toList();

  private static List<Option<?>> source() {
    return List.of(
        URL,
        PASSWORD_FILE,
        PASSWORD,
        SERVER_ID,
        TLS,
        TLS_CA,
        START,
        UNTIL,
        RESTART_FROM,
        ON_PURGED,
        SCHEMA);
  }

  private static List<Option<?>> sink() {
    List<Option<?>> sink = new ArrayList<>();
    sink.add(TARGET);
    sink.addAll(OF_KINESIS);
    sink.addAll(List.of(KEY, FORMAT, DECIMALS, KEY_CHANGE));
    return sink;
  }

  private RunSettings() {}
}
