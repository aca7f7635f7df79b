package io.wherry.sink.kinesis;

import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.StreamDescription;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a checkpoint says of a stream: which it is, and where in each shard that begins which is
/// beyond the checkpoint.
///
/// ```text
///   stream.arn=arn:aws:kinesis:eu-west-1:123456789012:stream/orders
///   stream.created=2026-11-22T20:15:30Z
///   shard.shardId-000000000000=after 49590338271490256608559692538361571095921575989136588898
///   shard.shardId-000000000001=from 2026-11-22T21:00:00Z
///   shard.shardId-000000000002=oldest
/// ```
///
/// Source: DELIVERY 5.
///
/// @param arn the stream's full name; empty where the service does not say
/// @param created when it was created; empty where the service does not say
/// @param shards by shard: behind this lies what is beyond the checkpoint
record StreamMarks(String arn, String created, Map<String, ReadFrom> shards) {
  private static final String ARN = "stream.arn";
  private static final String CREATED = "stream.created";
  private static final String SHARD = "shard.";
  private static final String AFTER = "after ";
  private static final String FROM = "from ";
  private static final String OLDEST = "oldest";

  static StreamMarks of(StreamDescription stream, Map<String, ReadFrom> shards) {
    String arn = stream.arn();
    Instant created = stream.created();
    return new StreamMarks(
        arn == null ? "" : arn, created == null ? "" : created.toString(), shards);
  }

  /// Whether these are marks of that stream, and not of another of the same name.
  boolean isOf(StreamDescription stream) {
    StreamMarks other = of(stream, Map.of());
    return arn.equals(other.arn) && created.equals(other.created);
  }

  Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(ARN, arn);
    lines.put(CREATED, created);
    new TreeMap<>(shards).forEach((shard, from) -> lines.put(SHARD + shard, text(from)));
    return lines;
  }

  private static String text(ReadFrom from) {
    return switch (from) {
      case ReadFrom.After after -> AFTER + after.sequenceNumber();
      case ReadFrom.Time time -> FROM + time.instant();
      case ReadFrom.Oldest _ -> OLDEST;
      case ReadFrom.At at -> throw new IllegalArgumentException("a mark is behind, not " + at);
      case ReadFrom.Latest _ -> throw new IllegalArgumentException("a mark stays where it is");
    };
  }

  /// Reads the lines back; null when there are none.
  ///
  /// @throws IllegalArgumentException naming the line that is wrong
  static @Nullable StreamMarks parse(Map<String, String> lines) {
    String arn = lines.get(ARN);
    String created = lines.get(CREATED);
    if (arn == null || created == null) {
      return null;
    }
    Map<String, ReadFrom> shards = new LinkedHashMap<>();
    lines.forEach((key, value) -> {
      if (key.startsWith(SHARD)) {
        shards.put(key.substring(SHARD.length()), from(key, value));
      }
    });
    return new StreamMarks(arn, created, shards);
  }

  private static ReadFrom from(String key, String value) {
    try {
      if (value.startsWith(AFTER) && value.length() > AFTER.length()) {
        return new ReadFrom.After(value.substring(AFTER.length()));
      }
      if (value.startsWith(FROM)) {
        return new ReadFrom.Time(Instant.parse(value.substring(FROM.length())));
      }
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("checkpoint line '" + key + "=" + value + "': no time");
    }
    if (value.equals(OLDEST)) {
      return new ReadFrom.Oldest();
    }
    throw new IllegalArgumentException("checkpoint line '" + key + "=" + value + "': no mark");
  }
}
