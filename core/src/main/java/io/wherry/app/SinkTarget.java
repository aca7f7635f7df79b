package io.wherry.app;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Where records go: the value of `--sink`.
public sealed interface SinkTarget {
  /// One line each on stdout.
  record Stdout() implements SinkTarget {}

  /// One line each at the end of a file.
  record File(Path path) implements SinkTarget {}

  /// A Kinesis data stream.
  record Kinesis(String stream) implements SinkTarget {}

  /// Source: Kinesis API reference, CreateStream, StreamName.
  Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  /// `stdout`, `file:PATH` or `kinesis:STREAM`.
  static SinkTarget parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (text.equals("stdout")) {
      return new Stdout();
    }
    return switch (kind) {
      case "file" -> new File(file(rest));
      case "kinesis" -> new Kinesis(stream(rest));
      default ->
          throw new IllegalArgumentException(
              "must be stdout, file:PATH or kinesis:STREAM"
                  + Nearest.hint(kind, List.of("stdout", "file", "kinesis")));
    };
  }

  private static Path file(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("names no file: write file:PATH");
    }
    return Parsers.path(path);
  }

  private static String stream(String name) {
    if (name.startsWith("arn:")) {
      throw new IllegalArgumentException("takes the stream's name, not its ARN: kinesis:STREAM");
    }
    if (!STREAM_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "must name a stream with 1 to 128 of a-z A-Z 0-9 _ . -, like kinesis:orders");
    }
    return name;
  }
}
