package io.wherry.local.protocol;

import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.ShardFilter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a list of shards goes on, as a `NextToken` holds it.
///
/// @param stamp of the stream
/// @param after number of the last shard that was given
/// @param issued milliseconds since the epoch
record ShardPage(long stamp, int after, ShardFilter filter, long issued) {
  /// Source: API reference, "ListShards": tokens expire after 300 seconds.
  private static final long LIFE_MILLIS = 300_000;

  String next(int last, long now) {
    String filtered =
        switch (filter) {
          case ShardFilter.After f -> "A" + f.shard();
          case ShardFilter.AtTrimHorizon f -> "H";
          case ShardFilter.AtLatest f -> "L";
          case ShardFilter.AtTimestamp f -> "T" + f.time();
          case ShardFilter.FromTimestamp f -> "F" + f.time();
        };
    String text = "%d %d %s %d".formatted(stamp, last, filtered, now);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  static ShardPage parse(String token, long now) {
    ShardPage page;
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
      String[] words = text.split(" ", -1);
      String number = words[2].substring(1);
      ShardFilter filter =
          switch (words[2].charAt(0)) {
            case 'A' -> new ShardFilter.After(Integer.parseInt(number));
            case 'H' -> new ShardFilter.AtTrimHorizon();
            case 'L' -> new ShardFilter.AtLatest();
            case 'T' -> new ShardFilter.AtTimestamp(Long.parseLong(number));
            case 'F' -> new ShardFilter.FromTimestamp(Long.parseLong(number));
            default -> throw new IllegalArgumentException(words[2]);
          };
      page =
          new ShardPage(
              Long.parseLong(words[0]),
              Integer.parseInt(words[1]),
              filter,
              Long.parseLong(words[3]));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw ServiceError.invalid("Invalid NextToken.");
    }
    if (now - page.issued > LIFE_MILLIS) {
      throw ServiceError.of(
          "ExpiredNextTokenException",
          "NextToken expired. It was issued %d milliseconds ago and lives for %d milliseconds."
              .formatted(now - page.issued, LIFE_MILLIS));
    }
    return page;
  }
}
