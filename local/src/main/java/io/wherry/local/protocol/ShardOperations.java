package io.wherry.local.protocol;

import io.wherry.local.stream.SequenceNumber;
import io.wherry.local.stream.ServiceError;
import io.wherry.local.stream.Shard;
import io.wherry.local.stream.ShardFilter;
import io.wherry.local.stream.Stream;
import io.wherry.local.stream.StreamMode;
import io.wherry.local.stream.Streams;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// ListShards, SplitShard, MergeShards and UpdateShardCount.
final class ShardOperations {
  private static final int SHARD_ID_MAX = 128;
  private static final Pattern SHARD_ID = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final int LIST_MAX = 10_000;

  /// What the service gives at most, however many are asked for.
  private static final int LIST_GIVEN_MAX = 1_000;

  private static final int TOKEN_MAX = 1 << 20;

  private static final List<String> FILTERS =
      List.of(
          "AT_TRIM_HORIZON",
          "AT_LATEST",
          "AFTER_SHARD_ID",
          "FROM_TIMESTAMP",
          "AT_TIMESTAMP",
          "FROM_TRIM_HORIZON");

  private final Streams streams;

  ShardOperations(Streams streams) {
    this.streams = streams;
  }

  static void shardId(@Nullable String id, String path, Constraints constraints) {
    constraints.length(id, path, 1, SHARD_ID_MAX);
    constraints.pattern(id, path, SHARD_ID);
  }

  void listShards(Fields fields, Constraints constraints, Answer out) {
    Long most = fields.number("MaxResults");
    String token = fields.text("NextToken");
    String after = fields.text("ExclusiveStartShardId");
    constraints.range(most, "maxResults", 1, LIST_MAX);
    constraints.length(token, "nextToken", 1, TOKEN_MAX);
    shardId(after, "exclusiveStartShardId", constraints);
    Fields filter = fields.inner("ShardFilter");
    if (filter != null) {
      constraints.required(filter.text("Type"), "shardFilter.type");
      constraints.oneOf(filter.text("Type"), "shardFilter.type", FILTERS);
      shardId(filter.text("ShardId"), "shardFilter.shardId", constraints);
    }
    ShardPage page;
    if (token == null) {
      Stream stream = streams.find(fields.stream(constraints));
      Long created = fields.time("StreamCreationTimestamp");
      if (created != null && created / 1000 != stream.stamp() / 1000) {
        throw ServiceError.notFound(
            "Stream %s under account %s, created at %d, not found.",
            stream.name(), Streams.ACCOUNT, created);
      }
      stream.mustListShards();
      page = new ShardPage(stream.stamp(), Shard.NONE, filter(filter, after, stream), 0);
    } else {
      constraints.check();
      for (String other :
          List.of(
              "StreamName",
              "StreamARN",
              "StreamCreationTimestamp",
              "ExclusiveStartShardId",
              "ShardFilter")) {
        if (fields.has(other)) {
          throw ServiceError.invalid("NextToken and %s cannot be provided together.", other);
        }
      }
      page = ShardPage.parse(token, streams.now());
    }
    Stream stream = streams.find(page.stamp());
    int count = (int) Math.min(most == null ? LIST_GIVEN_MAX : most, LIST_GIVEN_MAX);
    List<Shard> shards =
        stream.shards(page.filter()).stream()
            .filter(shard -> shard.index() > page.after())
            .toList();
    List<Shard> given = shards.subList(0, Math.min(count, shards.size()));
    out.object(() -> {
      out.list("Shards", () -> given.forEach(shard -> shard(stream, shard, out)));
      if (given.size() < shards.size()) {
        out.text("NextToken", page.next(given.getLast().index(), streams.now()));
      }
    });
  }

  private static ShardFilter filter(
      @Nullable Fields filter, @Nullable String after, Stream stream) {
    if (filter == null) {
      return new ShardFilter.After(after == null ? Shard.NONE : stream.shard(after).index());
    }
    String type = String.valueOf(filter.text("Type"));
    return switch (type) {
      case "AFTER_SHARD_ID" -> {
        String id = filter.text("ShardId");
        if (id == null) {
          throw ServiceError.invalid("ShardId must be specified for ShardFilter type %s.", type);
        }
        yield new ShardFilter.After(stream.shard(id).index());
      }
      case "AT_TRIM_HORIZON" -> new ShardFilter.AtTrimHorizon();
      case "AT_LATEST" -> new ShardFilter.AtLatest();
      case "AT_TIMESTAMP" -> new ShardFilter.AtTimestamp(time(filter, type));
      case "FROM_TIMESTAMP" -> new ShardFilter.FromTimestamp(time(filter, type));
      default -> new ShardFilter.After(Shard.NONE);
    };
  }

  private static long time(Fields filter, String type) {
    Long time = filter.time("Timestamp");
    if (time == null) {
      throw ServiceError.invalid("Timestamp must be specified for ShardFilter type %s.", type);
    }
    return time;
  }

  static void shard(Stream stream, Shard shard, Answer out) {
    out.object(() -> {
      out.text("ShardId", shard.name());
      if (shard.parent() != Shard.NONE) {
        out.text("ParentShardId", Shard.id(shard.parent()));
      }
      if (shard.adjacentParent() != Shard.NONE) {
        out.text("AdjacentParentShardId", Shard.id(shard.adjacentParent()));
      }
      hashKeyRange(shard, out);
      out.object(
          "SequenceNumberRange",
          () -> {
            out.text("StartingSequenceNumber", number(stream, shard, shard.start()));
            if (!shard.isOpen()) {
              out.text("EndingSequenceNumber", number(stream, shard, shard.end()));
            }
          });
    });
  }

  private static String number(Stream stream, Shard shard, long place) {
    return new SequenceNumber(stream.stamp(), place, shard.index(), false).toString();
  }

  static void hashKeyRange(Shard shard, Answer out) {
    out.object(
        "HashKeyRange",
        () -> {
          out.text("StartingHashKey", shard.range().start().toString());
          out.text("EndingHashKey", shard.range().end().toString());
        });
  }

  void splitShard(Fields fields, Constraints constraints) {
    String shard = fields.text("ShardToSplit");
    String key = fields.text("NewStartingHashKey");
    constraints.required(shard, "shardToSplit");
    shardId(shard, "shardToSplit", constraints);
    constraints.required(key, "newStartingHashKey");
    constraints.pattern(key, "newStartingHashKey", Entries.HASH_KEY);
    Stream stream = provisioned(fields, constraints);
    stream.reshaping(streams).split(String.valueOf(shard), String.valueOf(key));
  }

  void mergeShards(Fields fields, Constraints constraints) {
    String shard = fields.text("ShardToMerge");
    String adjacent = fields.text("AdjacentShardToMerge");
    constraints.required(shard, "shardToMerge");
    shardId(shard, "shardToMerge", constraints);
    constraints.required(adjacent, "adjacentShardToMerge");
    shardId(adjacent, "adjacentShardToMerge", constraints);
    Stream stream = provisioned(fields, constraints);
    stream.reshaping(streams).merge(String.valueOf(shard), String.valueOf(adjacent));
  }

  void updateShardCount(Fields fields, Constraints constraints, Answer out) {
    Long target = fields.number("TargetShardCount");
    String type = fields.text("ScalingType");
    constraints.required(target, "targetShardCount");
    constraints.range(target, "targetShardCount", 1, Integer.MAX_VALUE);
    constraints.required(type, "scalingType");
    constraints.oneOf(type, "scalingType", List.of("UNIFORM_SCALING"));
    Stream stream = provisioned(fields, constraints);
    int wanted = target == null ? 0 : target.intValue();
    int current = stream.reshaping(streams).scale(wanted);
    out.object(() -> {
      out.text("StreamName", stream.name());
      out.number("CurrentShardCount", current);
      out.number("TargetShardCount", wanted);
      out.text("StreamARN", stream.arn());
    });
  }

  private Stream provisioned(Fields fields, Constraints constraints) {
    Stream stream = streams.find(fields.stream(constraints));
    if (stream.mode() == StreamMode.ON_DEMAND) {
      throw ServiceError.of(
          "ValidationException",
          "Stream %s under account %s is in ON_DEMAND mode; this operation is only supported for"
                  .formatted(stream.name(), Streams.ACCOUNT)
              + " streams in PROVISIONED mode.");
    }
    return stream;
  }
}
