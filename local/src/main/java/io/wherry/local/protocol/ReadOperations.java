package io.wherry.local.protocol;

import com.fasterxml.jackson.core.io.SerializedString;
import io.wherry.local.stream.SequenceNumber;
import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.Shard;
import io.wherry.local.stream.ShardIterator;
import io.wherry.local.stream.Stream;
import io.wherry.local.stream.Stream.ReadResult;
import io.wherry.local.stream.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// GetShardIterator and GetRecords.
final class ReadOperations {
  static final Pattern SEQUENCE_NUMBER = Pattern.compile("0|([1-9]\\d{0,128})");

  private static final List<String> TYPES =
      List.of(
          "AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON");
  private static final int ITERATOR_MAX = 512;

  /// As the service writes a time in this message.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final SerializedString NUMBER = new SerializedString("SequenceNumber");
  private static final SerializedString ARRIVAL =
      new SerializedString("ApproximateArrivalTimestamp");
  private static final SerializedString DATA = new SerializedString("Data");
  private static final SerializedString KEY = new SerializedString("PartitionKey");

  private final Streams streams;

  ReadOperations(Streams streams) {
    this.streams = streams;
  }

  void getShardIterator(Fields fields, Constraints constraints, Answer out) {
    String shardId = fields.text("ShardId");
    String type = fields.text("ShardIteratorType");
    String from = fields.text("StartingSequenceNumber");
    constraints.required(shardId, "shardId");
    ShardOperations.shardId(shardId, "shardId", constraints);
    constraints.required(type, "shardIteratorType");
    constraints.oneOf(type, "shardIteratorType", TYPES);
    constraints.pattern(from, "startingSequenceNumber", SEQUENCE_NUMBER);
    Stream stream = streams.find(fields.stream(constraints));
    Shard shard = stream.shard(String.valueOf(shardId));
    long next =
        switch (String.valueOf(type)) {
          case "TRIM_HORIZON" -> shard.start();
          case "LATEST" -> shard.tip();
          case "AT_TIMESTAMP" -> shard.placeAt(time(fields.time("Timestamp")));
          default -> place(String.valueOf(type), from, stream, shard);
        };
    var iterator = new ShardIterator(stream.stamp(), shard.index(), next, streams.now());
    out.object(() -> out.text("ShardIterator", iterator.text()));
  }

  private long time(@Nullable Long time) {
    if (time == null) {
      throw ServiceError.invalid(
          "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current"
              + " request has no timestamp parameter.");
    }
    if (time > streams.now()) {
      throw ServiceError.invalid(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis."
              + " timestampInMillis: %d, currentTimestampInMillis: %d",
          time, streams.now());
    }
    return time;
  }

  private static long place(String type, @Nullable String from, Stream stream, Shard shard) {
    if (from == null) {
      throw ServiceError.invalid(
          "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
              + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
              + " StartingSequenceNumber. Request specified %s and no StartingSequenceNumber.",
          type);
    }
    SequenceNumber number =
        SequenceNumber.parse(from)
            .filter(parsed -> parsed.stamp() == stream.stamp())
            .orElseThrow(() -> foreign(from, stream, shard));
    if (number.shard() != shard.index()) {
      throw ServiceError.invalid(
          "Invalid StartingSequenceNumber. It encodes %s, while it was used in a call to a shard"
              + " with %s",
          Shard.id(number.shard()), shard.name());
    }
    if (!stream.hasGiven(number.shard(), number.place())) {
      throw foreign(from, stream, shard);
    }
    boolean after = type.equals("AFTER_SEQUENCE_NUMBER") || number.beyond();
    return after ? number.place() + 1 : number.place();
  }

  private static ServiceError foreign(String number, Stream stream, Shard shard) {
    return ServiceError.invalid(
        "StartingSequenceNumber %s used in GetShardIterator on shard %s in stream %s under account"
            + " %s is invalid because it did not come from this stream.",
        number, shard.name(), stream.name(), Streams.ACCOUNT);
  }

  void getRecords(Fields fields, Constraints constraints, long share, Answer out) {
    String text = fields.text("ShardIterator");
    Long limit = fields.number("Limit");
    constraints.required(text, "shardIterator");
    constraints.length(text, "shardIterator", 1, ITERATOR_MAX);
    constraints.range(limit, "limit", 1, Stream.READ_RECORDS_MAX);
    fields.streamOrNone(constraints);
    constraints.check();
    ShardIterator iterator =
        ShardIterator.parse(String.valueOf(text))
            .orElseThrow(() -> ServiceError.invalid("Invalid ShardIterator."));
    long now = streams.now();
    if (now - iterator.issued() > ShardIterator.LIFE_MILLIS) {
      throw ServiceError.of(
          "ExpiredIteratorException",
          ("Iterator expired. The iterator was created at time %s while right now it is %s which is"
                  + " further in the future than the tolerated delay of %d milliseconds.")
              .formatted(date(iterator.issued()), date(now), ShardIterator.LIFE_MILLIS));
    }
    Stream stream = streams.find(iterator.stamp());
    int most = limit == null ? Stream.READ_RECORDS_MAX : limit.intValue();
    out.object(() -> records(stream, iterator, most, share, out));
  }

  private static String date(long millis) {
    return DATE.format(Instant.ofEpochMilli(millis));
  }

  private void records(Stream stream, ShardIterator from, int limit, long bytes, Answer out) {
    byte[] digits = SequenceNumber.digits(stream.stamp(), from.shard(), 0);
    ReadResult[] result = new ReadResult[1];
    out.list(
        "Records",
        () ->
            result[0] =
                stream.read(
                    from,
                    limit,
                    bytes,
                    (number, arrival, chunk, at, keyLength, dataLength) -> {
                      SequenceNumber.place(number, digits);
                      record(digits, arrival, chunk, at, keyLength, dataLength, out);
                    }));
    ReadResult end = result[0];
    if (!end.ended()) {
      var next = new ShardIterator(stream.stamp(), from.shard(), end.next(), streams.now());
      out.text("NextShardIterator", next.text());
    }
    out.number("MillisBehindLatest", end.millisBehindLatest());
    if (end.ended()) {
      out.list("ChildShards", () -> end.children().forEach(child -> child(child, out)));
    }
  }

  private static void record(
      byte[] digits,
      long arrival,
      byte[] bytes,
      int at,
      int keyLength,
      int dataLength,
      Answer out) {
    try {
      out.start();
      out.ascii(NUMBER, digits);
      out.time(ARRIVAL, arrival);
      out.binary(DATA, bytes, at + keyLength, dataLength);
      out.utf8(KEY, bytes, at, keyLength);
      out.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void child(Shard child, Answer out) {
    out.object(() -> {
      out.text("ShardId", child.name());
      out.list(
          "ParentShards",
          () -> {
            out.text(Shard.id(child.parent()));
            if (child.adjacentParent() != Shard.NONE) {
              out.text(Shard.id(child.adjacentParent()));
            }
          });
      ShardOperations.hashKeyRange(child, out);
    });
  }
}
