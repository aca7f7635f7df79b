package io.wherry.compatibility;

import static io.wherry.compatibility.PutContract.MEBIBYTE;
import static io.wherry.compatibility.PutContract.sized;
import static io.wherry.compatibility.TestStream.HASH_KEYS;
import static io.wherry.compatibility.TestStream.LAST_HASH_KEY;
import static io.wherry.compatibility.TestStream.entry;
import static io.wherry.compatibility.TestStream.start;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// What clients do wrong, with the name of the error: a ValidationException for a value that breaks
/// a length, a range or a pattern of the reference, an InvalidArgumentException for one that is
/// well-formed and makes no sense. Where the reference does not tell which of the two it is, either
/// will do. The stream has three shards, of which the last is split.
///
/// @param what the mistake in a few words
/// @param errors the names of the error, of which any will do
/// @param call makes it
record Mistake(String what, Set<String> errors, Call call) {
  private static final Set<String> VALIDATION = Set.of("ValidationException");
  private static final Set<String> INVALID = Set.of("InvalidArgumentException");
  private static final Set<String> EITHER =
      Set.of("ValidationException", "InvalidArgumentException");
  private static final Set<String> BEYOND_LIMITS =
      Set.of("InvalidArgumentException", "ValidationException", "LimitExceededException");
  private static final Set<String> NOT_FOUND = Set.of("ResourceNotFoundException");
  private static final Set<String> IN_USE = Set.of("ResourceInUseException");

  static final List<Mistake> ALL =
      List.of(
          new Mistake("no records", VALIDATION, (c, s) -> put(c, s, List.of())),
          new Mistake(
              "records 501",
              VALIDATION,
              (c, s) -> put(c, s, Collections.nCopies(501, entry("key", "x")))),
          new Mistake(
              "record of a mebibyte and its key",
              EITHER,
              (c, s) -> put(c, s, List.of(sized("key", MEBIBYTE)))),
          new Mistake(
              "record of more than a mebibyte",
              EITHER,
              (c, s) -> put(c, s, List.of(sized("key", MEBIBYTE + 1)))),
          new Mistake(
              "one record of a mebibyte and its key",
              EITHER,
              (c, s) -> put(c, s, r -> r.data(SdkBytes.fromByteArray(new byte[MEBIBYTE])))),
          new Mistake(
              "key of no characters", VALIDATION, (c, s) -> put(c, s, List.of(entry("", "x")))),
          new Mistake(
              "key of 257 characters",
              VALIDATION,
              (c, s) -> put(c, s, List.of(entry("k".repeat(257), "x")))),
          new Mistake(
              "one key of no characters", VALIDATION, (c, s) -> put(c, s, r -> r.partitionKey(""))),
          new Mistake(
              "one key of 257 characters",
              VALIDATION,
              (c, s) -> put(c, s, r -> r.partitionKey("k".repeat(257)))),
          new Mistake("no key", VALIDATION, (c, s) -> put(c, s, r -> r.partitionKey(null))),
          new Mistake("no data", VALIDATION, (c, s) -> put(c, s, r -> r.data(null))),
          new Mistake(
              "explicit hash key beyond the last",
              INVALID,
              (c, s) -> put(c, s, r -> r.explicitHashKey(HASH_KEYS.toString()))),
          new Mistake(
              "explicit hash key beyond the last in put records",
              INVALID,
              (c, s) ->
                  put(
                      c,
                      s,
                      List.of(
                          entry("key", "x").toBuilder()
                              .explicitHashKey(HASH_KEYS.toString())
                              .build()))),
          new Mistake(
              "explicit hash key of letters",
              VALIDATION,
              (c, s) -> put(c, s, r -> r.explicitHashKey("abc"))),
          new Mistake(
              "explicit hash key with a leading zero",
              VALIDATION,
              (c, s) -> put(c, s, r -> r.explicitHashKey("01"))),
          new Mistake(
              "ordering number of letters",
              EITHER,
              (c, s) -> put(c, s, r -> r.sequenceNumberForOrdering("abc"))),
          new Mistake(
              "put to no stream", NOT_FOUND, (c, s) -> put(c, s, r -> r.streamName("no-stream"))),
          new Mistake(
              "puts to no stream",
              NOT_FOUND,
              (c, s) -> c.putRecords(r -> r.streamName("no-stream").records(entry("key", "x")))),
          new Mistake("put without a stream", EITHER, (c, s) -> put(c, s, r -> r.streamName(null))),
          new Mistake(
              "create what is there",
              IN_USE,
              (c, s) -> c.createStream(r -> r.streamName(s.name()).shardCount(1))),
          new Mistake(
              "create with no shards",
              VALIDATION,
              (c, s) -> c.createStream(r -> r.streamName("none").shardCount(0))),
          new Mistake(
              "create with a name of 129 characters",
              VALIDATION,
              (c, s) -> c.createStream(r -> r.streamName("n".repeat(129)).shardCount(1))),
          new Mistake(
              "create with a slash in the name",
              VALIDATION,
              (c, s) -> c.createStream(r -> r.streamName("a/b").shardCount(1))),
          new Mistake(
              "delete no stream",
              NOT_FOUND,
              (c, s) -> c.deleteStream(r -> r.streamName("no-stream"))),
          new Mistake(
              "describe no stream",
              NOT_FOUND,
              (c, s) -> c.describeStream(r -> r.streamName("no-stream"))),
          new Mistake(
              "summarize no stream",
              NOT_FOUND,
              (c, s) -> c.describeStreamSummary(r -> r.streamName("no-stream"))),
          new Mistake(
              "list shards of no stream",
              NOT_FOUND,
              (c, s) -> c.listShards(r -> r.streamName("no-stream"))),
          new Mistake(
              "list shards by name and token",
              INVALID,
              (c, s) ->
                  c.listShards(r ->
                      r.streamName(s.name())
                          .nextToken(
                              c.listShards(f -> f.streamName(s.name()).maxResults(1))
                                  .nextToken()))),
          new Mistake("list shards by nothing", INVALID, (c, s) -> c.listShards(r -> {})),
          new Mistake(
              "list shards by a made up token",
              Set.of(
                  "InvalidArgumentException", "ValidationException", "ExpiredNextTokenException"),
              (c, s) -> c.listShards(r -> r.nextToken("made up"))),
          new Mistake(
              "list no shards",
              VALIDATION,
              (c, s) -> c.listShards(r -> r.streamName(s.name()).maxResults(0))),
          new Mistake(
              "list 10 001 streams", VALIDATION, (c, s) -> c.listStreams(r -> r.limit(10_001))),
          new Mistake(
              "iterator of no stream",
              NOT_FOUND,
              (c, s) -> iterator(c, s, r -> r.streamName("no-stream"))),
          new Mistake(
              "iterator of no shard",
              NOT_FOUND,
              (c, s) -> iterator(c, s, r -> r.shardId("shardId-000000000099"))),
          new Mistake(
              "iterator of a malformed shard",
              VALIDATION,
              (c, s) -> iterator(c, s, r -> r.shardId("shard 0"))),
          new Mistake(
              "iterator of unknown type",
              VALIDATION,
              (c, s) -> iterator(c, s, r -> r.shardIteratorType("NEWEST"))),
          new Mistake(
              "iterator at no sequence number",
              INVALID,
              (c, s) ->
                  iterator(c, s, r -> r.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER))),
          new Mistake(
              "iterator at no time",
              INVALID,
              (c, s) -> iterator(c, s, r -> r.shardIteratorType(ShardIteratorType.AT_TIMESTAMP))),
          new Mistake(
              "iterator at a malformed sequence number",
              EITHER,
              (c, s) ->
                  iterator(
                      c,
                      s,
                      r ->
                          r.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                              .startingSequenceNumber("abc"))),
          new Mistake(
              "iterator at a sequence number nobody gave",
              INVALID,
              (c, s) ->
                  iterator(
                      c,
                      s,
                      r ->
                          r.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                              .startingSequenceNumber("4711"))),
          new Mistake(
              "get by a made up iterator",
              EITHER,
              (c, s) -> c.getRecords(r -> r.shardIterator("made up"))),
          new Mistake("get by no iterator", VALIDATION, (c, s) -> c.getRecords(r -> {})),
          new Mistake("get 10 001 records", EITHER, (c, s) -> get(c, s, 10_001)),
          new Mistake("get no records", VALIDATION, (c, s) -> get(c, s, 0)),
          new Mistake(
              "split at the first hash key",
              INVALID,
              (c, s) -> split(c, s, s.shards().get(1), start(s.shards().get(1)))),
          new Mistake(
              "split outside the shard",
              INVALID,
              (c, s) -> split(c, s, s.shards().getFirst(), LAST_HASH_KEY)),
          new Mistake(
              "split a closed shard",
              INVALID,
              (c, s) ->
                  split(c, s, s.shards().get(2), start(s.shards().get(2)).add(BigInteger.TEN))),
          new Mistake(
              "split no shard",
              NOT_FOUND,
              (c, s) ->
                  c.splitShard(r ->
                      r.streamName(s.name())
                          .shardToSplit("shardId-000000000099")
                          .newStartingHashKey("1"))),
          new Mistake(
              "merge what is not adjacent",
              INVALID,
              (c, s) -> merge(c, s, "shardId-000000000000", "shardId-000000000004")),
          new Mistake(
              "merge a shard with itself",
              INVALID,
              (c, s) -> merge(c, s, "shardId-000000000000", "shardId-000000000000")),
          new Mistake(
              "merge a closed shard",
              INVALID,
              (c, s) -> merge(c, s, "shardId-000000000001", "shardId-000000000002")),
          new Mistake(
              "merge no shard",
              NOT_FOUND,
              (c, s) -> merge(c, s, "shardId-000000000000", "shardId-000000000099")),
          new Mistake("no shards as target", VALIDATION, (c, s) -> target(c, s.name(), 0)),
          new Mistake(
              "more than twice as many shards", BEYOND_LIMITS, (c, s) -> target(c, s.name(), 9)),
          new Mistake(
              "less than half as many shards", BEYOND_LIMITS, (c, s) -> target(c, s.name(), 1)),
          new Mistake("shard count of no stream", NOT_FOUND, (c, s) -> target(c, "no-stream", 2)));

  interface Call {
    void make(KinesisClient client, TestStream stream);
  }

  private static void put(
      KinesisClient client, TestStream stream, List<PutRecordsRequestEntry> entries) {
    client.putRecords(r -> r.streamName(stream.name()).records(entries));
  }

  /// A good record, made wrong.
  private static void put(
      KinesisClient client, TestStream stream, Consumer<PutRecordRequest.Builder> wrong) {
    client.putRecord(r -> {
      r.streamName(stream.name()).partitionKey("key").data(SdkBytes.fromUtf8String("x"));
      wrong.accept(r);
    });
  }

  private static void iterator(
      KinesisClient client, TestStream stream, Consumer<GetShardIteratorRequest.Builder> wrong) {
    client.getShardIterator(r -> {
      r.streamName(stream.name())
          .shardId("shardId-000000000000")
          .shardIteratorType(ShardIteratorType.LATEST);
      wrong.accept(r);
    });
  }

  private static void get(KinesisClient client, TestStream stream, int records) {
    String iterator = stream.iterator("shardId-000000000000", ShardIteratorType.TRIM_HORIZON);
    client.getRecords(r -> r.shardIterator(iterator).limit(records));
  }

  private static void split(
      KinesisClient client, TestStream stream, Shard shard, BigInteger hashKey) {
    client.splitShard(r ->
        r.streamName(stream.name())
            .shardToSplit(shard.shardId())
            .newStartingHashKey(hashKey.toString()));
  }

  private static void merge(
      KinesisClient client, TestStream stream, String shard, String neighbour) {
    client.mergeShards(
        r -> r.streamName(stream.name()).shardToMerge(shard).adjacentShardToMerge(neighbour));
  }

  private static void target(KinesisClient client, String stream, int shards) {
    client.updateShardCount(r ->
        r.streamName(stream).targetShardCount(shards).scalingType(ScalingType.UNIFORM_SCALING));
  }
}
