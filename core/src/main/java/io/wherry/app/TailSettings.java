package io.wherry.app;

import io.wherry.kinesis.ReadFrom;
import java.net.URI;
import java.util.List;

/// The options of `tail`. Where the stream is, is said as `run` does, so that both can share a
/// file.
final class TailSettings {
  private static final String GROUP = "Stream";
  private static final String RANGE = "Where to start and stop";

  static final Option<String> STREAM =
      Option.value("stream", "STREAM", GROUP, "Name of the stream. Required.", Parsers::stream);

  static final Option<URI> ENDPOINT = RunSettings.ENDPOINT.under(GROUP);

  static final Option<String> REGION = RunSettings.REGION.under(GROUP);

  static final Option<ReadFrom> FROM =
      Option.value(
          "from",
          "oldest|latest|TIME",
          RANGE,
          "Where to start: oldest, latest or an ISO-8601 time (default: latest, with"
              + " --until=latest oldest).",
          Parsers::readFrom);

  static final Option<String> UNTIL =
      Option.value(
          "until",
          "latest",
          RANGE,
          "Where to stop; latest is the end of each shard at the moment of starting"
              + " (default: never).",
          Parsers::latest);

  /// In the order of the help page.
  static final List<Option<?>> ALL = List.of(STREAM, ENDPOINT, REGION, FROM, UNTIL);

  private TailSettings() {}
}
