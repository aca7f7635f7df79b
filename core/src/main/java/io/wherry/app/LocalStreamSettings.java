package io.wherry.app;

import io.wherry.app.Option.Kind;
import io.wherry.local.LocalStreamOptions.NewStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options of `local-stream`.
final class LocalStreamSettings {
  private static final String ENDPOINT = "Endpoint";
  private static final String STREAMS = "Streams";

  private static final int PORT_MAX = 65_535;
  private static final int SHARDS_MAX = 10_000;

  /// Source: Kinesis Data Streams API reference, "CreateStream".
  private static final Pattern STREAM = Pattern.compile("([a-zA-Z0-9_.-]{1,128}):([0-9]{1,5})");

  /// Source: Kinesis Data Streams API reference, "IncreaseStreamRetentionPeriod".
  private static final Duration RETENTION_MAX = Duration.ofDays(365);

  private static final Pattern RETENTION = Pattern.compile("([0-9]{1,6})([smhd])");

  static final Option<Long> PORT =
      Option.value(
              "port",
              "PORT",
              ENDPOINT,
              "Where to listen on 127.0.0.1; 0 takes any free port.",
              LocalStreamSettings::port)
          .withFallback("4567");

  static final Option<List<NewStream>> STREAM_LIST =
      Option.value(
              "stream",
              "NAME:SHARDS",
              STREAMS,
              "A stream that is there from the start; may be given several times.",
              LocalStreamSettings::streams)
          .as(Kind.LIST);

  static final Option<Path> DATA =
      Option.value(
          "data",
          "DIR",
          STREAMS,
          "Folder that keeps streams and records over restarts and crashes (default: memory"
              + " alone; beyond 64 MiB the oldest records go).",
          Parsers::path);

  static final Option<Boolean> THROTTLING =
      Option.value(
              "throttling",
              "true|false",
              STREAMS,
              "Whether each shard keeps to the service's limits: 1 MB and 1,000 records a second"
                  + " in, 2 MB and 5 reads a second out.",
              Parsers::trueOrFalse)
          .withFallback("true");

  static final Option<Duration> RETENTION_TIME =
      Option.value(
              "retention",
              "TIME",
              STREAMS,
              "How long records are kept, like 30m, 24h or 7d.",
              LocalStreamSettings::retention)
          .withFallback("24h");

  /// In the order of the help page.
  static final List<Option<?>> ALL = List.of(PORT, STREAM_LIST, DATA, THROTTLING, RETENTION_TIME);

  private LocalStreamSettings() {}

  private static long port(String text) {
    return text.equals("0") ? 0 : Parsers.number(text, PORT_MAX, ", or 0 for any free port");
  }

  private static List<NewStream> streams(String text) {
    return Arrays.stream(text.split(",", -1)).map(LocalStreamSettings::stream).toList();
  }

  private static NewStream stream(String text) {
    Matcher match = STREAM.matcher(text);
    int shards = match.matches() ? Integer.parseInt(match.group(2)) : 0;
    if (shards < 1 || shards > SHARDS_MAX) {
      throw new IllegalArgumentException(
          "must be NAME:SHARDS with 1 to " + SHARDS_MAX + " shards, like orders:4");
    }
    return new NewStream(match.group(1), shards);
  }

  private static Duration retention(String text) {
    Matcher match = RETENTION.matcher(text);
    if (match.matches()) {
      long number = Long.parseLong(match.group(1));
      Duration time =
          switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (time.isPositive() && time.compareTo(RETENTION_MAX) <= 0) {
        return time;
      }
    }
    throw new IllegalArgumentException(
        "must be a number and s, m, h or d, like 24h, and at most " + RETENTION_MAX.toDays() + "d");
  }
}
