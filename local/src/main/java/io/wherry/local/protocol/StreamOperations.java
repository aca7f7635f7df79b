package io.wherry.local.protocol;

import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.Shard;
import io.wherry.local.stream.Stream;
import io.wherry.local.stream.StreamMode;
import io.wherry.local.stream.Streams;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// CreateStream, DeleteStream, DescribeStream, DescribeStreamSummary and ListStreams.
final class StreamOperations {
  /// Shards of a new stream in on-demand mode. Source: developer guide, "On-demand mode".
  private static final int ON_DEMAND_SHARDS = 4;

  private static final int RECORD_KIB_MIN = 1_024;
  private static final int RECORD_KIB_MAX = 10_240;
  private static final int PAGE_MAX = 10_000;
  private static final int PAGE = 100;
  private static final int TOKEN_MAX = 1 << 20;

  private final Streams streams;

  StreamOperations(Streams streams) {
    this.streams = streams;
  }

  void createStream(Fields fields, Constraints constraints) {
    Long shards = fields.number("ShardCount");
    Long kibibytes = fields.number("MaxRecordSizeInKiB");
    Fields details = fields.inner("StreamModeDetails");
    String mode = details == null ? null : details.text("StreamMode");
    fields.mustNameStream(constraints);
    constraints.range(shards, "shardCount", 1, Integer.MAX_VALUE);
    constraints.range(kibibytes, "maxRecordSizeInKiB", RECORD_KIB_MIN, RECORD_KIB_MAX);
    if (details != null) {
      constraints.required(mode, "streamModeDetails.streamMode");
      constraints.oneOf(mode, "streamModeDetails.streamMode", List.of("PROVISIONED", "ON_DEMAND"));
    }
    String name = fields.stream(constraints);
    boolean onDemand = "ON_DEMAND".equals(mode);
    if (!onDemand && shards == null) {
      throw ServiceError.invalid("ShardCount must be specified for streams in PROVISIONED mode.");
    }
    streams.create(
        name,
        onDemand ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED,
        onDemand || shards == null ? ON_DEMAND_SHARDS : shards.intValue(),
        Math.toIntExact(kibibytes == null ? RECORD_KIB_MIN : kibibytes) << 10,
        false);
  }

  void deleteStream(Fields fields, Constraints constraints) {
    streams.delete(fields.stream(constraints));
  }

  void describeStream(Fields fields, Constraints constraints, Answer out) {
    Long limit = fields.number("Limit");
    String after = fields.text("ExclusiveStartShardId");
    constraints.range(limit, "limit", 1, PAGE_MAX);
    ShardOperations.shardId(after, "exclusiveStartShardId", constraints);
    Stream stream = streams.find(fields.stream(constraints));
    int last = after == null ? Shard.NONE : stream.shard(after).index();
    List<Shard> shards = stream.shards().stream().filter(shard -> shard.index() > last).toList();
    int count = (int) Math.min(limit == null ? PAGE : limit, shards.size());
    out.object(() ->
        out.object(
            "StreamDescription",
            () -> {
              describe(stream, out);
              out.list(
                  "Shards",
                  () ->
                      shards
                          .subList(0, count)
                          .forEach(shard -> ShardOperations.shard(stream, shard, out)));
              out.flag("HasMoreShards", count < shards.size());
            }));
  }

  void describeStreamSummary(Fields fields, Constraints constraints, Answer out) {
    Stream stream = streams.find(fields.stream(constraints));
    out.object(() ->
        out.object(
            "StreamDescriptionSummary",
            () -> {
              describe(stream, out);
              out.number("OpenShardCount", stream.openShards().size());
              out.number("ConsumerCount", 0);
              out.number("MaxRecordSizeInKiB", stream.maxRecordBytes() >> 10);
            }));
  }

  private static void describe(Stream stream, Answer out) {
    identity(stream, out);
    out.number("RetentionPeriodHours", stream.retentionHours());
    out.list("EnhancedMonitoring", () -> out.object(() -> out.list("ShardLevelMetrics", () -> {})));
    out.text("EncryptionType", "NONE");
  }

  private static void identity(Stream stream, Answer out) {
    out.text("StreamName", stream.name());
    out.text("StreamARN", stream.arn());
    out.text("StreamStatus", stream.status().name());
    out.object("StreamModeDetails", () -> out.text("StreamMode", stream.mode().name()));
    out.time("StreamCreationTimestamp", stream.stamp());
  }

  void listStreams(Fields fields, Constraints constraints, Answer out) {
    Long limit = fields.number("Limit");
    String token = fields.text("NextToken");
    String after = fields.text("ExclusiveStartStreamName");
    constraints.range(limit, "limit", 1, PAGE_MAX);
    constraints.length(token, "nextToken", 1, TOKEN_MAX);
    constraints.check();
    String last = token != null ? name(token) : after == null ? "" : after;
    List<Stream> found =
        streams.all().stream().filter(stream -> stream.name().compareTo(last) > 0).toList();
    List<Stream> given =
        found.subList(0, (int) Math.min(limit == null ? PAGE : limit, found.size()));
    out.object(() -> {
      out.list("StreamNames", () -> given.forEach(stream -> out.text(stream.name())));
      out.list(
          "StreamSummaries",
          () -> given.forEach(stream -> out.object(() -> identity(stream, out))));
      out.flag("HasMoreStreams", given.size() < found.size());
      if (given.size() < found.size()) {
        out.text("NextToken", token(given.getLast().name()));
      }
    });
  }

  private static String token(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String token) {
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ServiceError.invalid("Invalid NextToken.");
    }
  }
}
