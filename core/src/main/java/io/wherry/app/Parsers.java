package io.wherry.app;

import io.wherry.kinesis.ReadFrom;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import io.wherry.transform.KeyRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/// From the text of an option to its value. Each throws an IllegalArgumentException whose message
/// says what is wrong and what to write instead, without repeating the text.
final class Parsers {
  /// Source: MySQL manual, "server_id": 1 to 2^32 - 1.
  private static final long SERVER_ID_MAX = 0xFFFF_FFFFL;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /// Source: AWS general reference, names of regions.
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

  private Parsers() {}

  static boolean trueOrFalse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  /// A name of an enum's constant in lower case, with dashes: `verify-ca`.
  static <E extends Enum<E>> Option.Parser<E> oneOf(Class<E> choices) {
    return oneOf(choices, Parsers::nameOf);
  }

  /// A name of an enum's constant, as `naming` writes it.
  static <E extends Enum<E>> Option.Parser<E> oneOf(Class<E> choices, Function<E, String> naming) {
    return text -> {
      List<String> names = Arrays.stream(choices.getEnumConstants()).map(naming).toList();
      int index = names.indexOf(text);
      if (index < 0) {
        throw new IllegalArgumentException(
            "must be " + orList(names) + Nearest.hint(text.toLowerCase(Locale.ROOT), names));
      }
      return choices.getEnumConstants()[index];
    };
  }

  static String nameOf(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// `a, b or c`.
  static String orList(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  static long serverId(String text) {
    return number(text, SERVER_ID_MAX, "");
  }

  /// A whole number from 1.
  ///
  /// @param otherwise what may be written instead of a number, for the message
  static long number(String text, long max, String otherwise) {
    if (DIGITS.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= 1 && number <= max) {
        return number;
      }
    }
    throw new IllegalArgumentException("must be a number from 1 to " + max + otherwise);
  }

  static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text;
  }

  /// A position to start from, as it was written.
  static String start(String text) {
    return understood(text, StartPosition::parse, "earliest", "latest");
  }

  /// A position to stop at, as it was written.
  static String until(String text) {
    return understood(text, Until::parse, "latest");
  }

  private static String understood(String text, Consumer<String> parser, String... words) {
    try {
      parser.accept(text(text));
      return text;
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).replaceFirst("(?s)^\".*?\" ", "");
      throw new IllegalArgumentException(
          reason + Nearest.hint(text.toLowerCase(Locale.ROOT), List.of(words)), e);
    }
  }

  /// The name of a stream.
  static String stream(String text) {
    if (text.startsWith("arn:")) {
      throw new IllegalArgumentException("must be the stream's name, not its ARN");
    }
    if (!SinkTarget.STREAM_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be the name of a stream, 1 to 128 of a-z A-Z 0-9 _ . -");
    }
    return text;
  }

  /// Where to start in a stream: `oldest`, `latest` or a time.
  static ReadFrom readFrom(String text) {
    return switch (text) {
      case "oldest" -> new ReadFrom.Oldest();
      case "latest" -> new ReadFrom.Latest();
      default -> new ReadFrom.Time(time(text));
    };
  }

  /// An ISO-8601 time, UTC where it names no zone.
  private static Instant time(String text) {
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException withoutZone) {
      try {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "must be oldest, latest or a time like 2026-11-22T10:00:00Z"
                + Nearest.hint(text.toLowerCase(Locale.ROOT), List.of("oldest", "latest")),
            e);
      }
    }
  }

  /// The only end that a stream has.
  static String latest(String text) {
    if (!text.equals("latest")) {
      throw new IllegalArgumentException(
          "must be latest; leave it out to go on for ever"
              + Nearest.hint(text.toLowerCase(Locale.ROOT), List.of("latest")));
    }
    return text;
  }

  static Secret secret(String text) {
    return new Secret(text);
  }

  static Path path(String text) {
    try {
      return Path.of(text(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is no path: " + e.getReason(), e);
    }
  }

  static Path readableFile(String text) {
    Path file = path(text);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no such file; give the path of a readable file");
    }
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException("cannot be read; give the path of a readable file");
    }
    return file;
  }

  static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("must be a URL like http://127.0.0.1:4567", e);
    }
    throw new IllegalArgumentException("must be a URL like http://127.0.0.1:4567");
  }

  static String region(String text) {
    if (!REGION.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name of a region, like eu-central-1");
    }
    return text;
  }

  /// Patterns of tables, separated by commas.
  static List<String> tables(String text) {
    List<String> patterns =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(p -> !p.isEmpty()).toList();
    for (String pattern : patterns) {
      int dot = pattern.indexOf('.');
      if (dot < 1 || dot == pattern.length() - 1) {
        throw new IllegalArgumentException(
            "must be SCHEMA.TABLE, where * stands for any characters, like shop.* or *.orders");
      }
    }
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("must name tables, like shop.*,crm.customers");
    }
    return patterns;
  }

  /// A rule of `--sink.key`.
  static KeyRule keyRule(String text) {
    try {
      return KeyRule.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + Nearest.hint(text.split(":", 2)[0], KeyRule.NAMES), e);
    }
  }
}
