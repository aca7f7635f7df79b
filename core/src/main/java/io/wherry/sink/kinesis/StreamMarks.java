package io.wherry.sink.kinesis;

import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.StreamDescription;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a checkpoint says of a stream: which it is, and where in each shard that begins which is
/// beyond the checkpoint.
///
/// ```text
///   stream.arn=arn:aws:kinesis:eu-west-1:123456789012:stream/orders
///   stream.created=2026-11-22T20:15:30Z
///   stream.seen=2026-11-23T09:00:00Z
///   shard.shardId-000000000000=after 49590338271490256608559692538361571095921575989136588898
///   shard.shardId-000000000001=from 2026-11-22T21:00:00Z
///   shard.shardId-000000000002=oldest
/// ```
///
/// Source: DELIVERY 5.
///
/// @param arn the stream's full name; empty where the service does not say
/// @param created when it was created; empty where the service does not say
/// @param seen the service's time when the marks were true, in whole hours; empty where it does not
///   say
/// @param shards by shard: behind this lies what is beyond the checkpoint
record StreamMarks(
    String arn, String created, Optional<Instant> seen, Map<String, ReadFrom> shards) {
  private static final String ARN = "stream.arn";
  private static final String CREATED = "stream.created";
  private static final String SEEN = "stream.seen";
  private static final String SHARD = "shard.";
  private static final String AFTER = "after ";
  private static final String FROM = "from ";
  private static final String OLDEST = "oldest";

  /// @param now the service's time; null where nobody knows
  static StreamMarks of(
      StreamDescription stream, @Nullable Instant now, Map<String, ReadFrom> shards) {
    String arn = stream.arn();
    Instant created = stream.created();
    return new StreamMarks(
        arn == null ? "" : arn,
        created == null ? "" : created.toString(),
        Optional.ofNullable(now).map(time -> time.truncatedTo(ChronoUnit.HOURS)),
        shards);
  }

  /// Whether these are marks of that stream, and not of another of the same name.
  boolean isOf(StreamDescription stream) {
    StreamMarks other = of(stream, null, Map.of());
    return arn.equals(other.arn) && created.equals(other.created);
  }

  /// Why what lies behind the marks may be gone already, in words; empty when it is all there.
  ///
  /// @param now the service's time
  Optional<String> expired(StreamDescription stream, Instant now) {
    return seen.filter(time -> time.plus(stream.retention()).isBefore(now))
        .map(time ->
            "as the checkpoint is of %s and the stream keeps records for %d h"
                .formatted(time, stream.retention().toHours()));
  }

  Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(ARN, arn);
    lines.put(CREATED, created);
    seen.ifPresent(time -> lines.put(SEEN, time.toString()));
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
    return new StreamMarks(arn, created, seen(lines.get(SEEN)), shards);
  }

  private static Optional<Instant> seen(@Nullable String value) {
    try {
      return Optional.ofNullable(value).map(Instant::parse);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("checkpoint line '" + SEEN + "=" + value + "': no time");
    }
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
