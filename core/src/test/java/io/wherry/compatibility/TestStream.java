package io.wherry.compatibility;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// A stream of a test, and the calls that tests make all the time.
final class TestStream {
  /// 2^128: one more than the last hash key.
  static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

  static final BigInteger LAST_HASH_KEY = HASH_KEYS.subtract(BigInteger.ONE);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(10);

  /// More calls than any test needs to read a shard.
  private static final int CALLS_MAX = 1_000;

  private final KinesisClient client;
  private final String name;

  TestStream(KinesisClient client, String name) {
    this.client = client;
    this.name = name;
  }

  String name() {
    return name;
  }

  void awaitActive() {
    await(() -> status() == StreamStatus.ACTIVE);
  }

  StreamStatus status() {
    return client
        .describeStreamSummary(r -> r.streamName(name))
        .streamDescriptionSummary()
        .streamStatus();
  }

  void delete() {
    try {
      client.deleteStream(r -> r.streamName(name));
    } catch (ResourceNotFoundException deletedByTheTest) {
      return;
    }
    await(this::isGone);
  }

  private boolean isGone() {
    try {
      status();
      return false;
    } catch (ResourceNotFoundException gone) {
      return true;
    }
  }

  /// All shards, in the order of their ids.
  List<Shard> shards() {
    return client.listShards(r -> r.streamName(name)).shards().stream()
        .sorted(Comparator.comparing(Shard::shardId))
        .toList();
  }

  /// The open ones, in the order of their hash keys.
  List<Shard> open() {
    return shards().stream()
        .filter(s -> s.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(TestStream::start))
        .toList();
  }

  Shard shard(String id) {
    return shards().stream().filter(s -> s.shardId().equals(id)).findFirst().orElseThrow();
  }

  static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  static BigInteger end(Shard shard) {
    return new BigInteger(shard.hashKeyRange().endingHashKey());
  }

  static BigInteger number(String sequenceNumber) {
    return new BigInteger(sequenceNumber);
  }

  /// MD5 of the key's UTF-8, as a number. Source: PutRecord, "PartitionKey".
  static BigInteger hash(String partitionKey) {
    try {
      byte[] bytes = partitionKey.getBytes(StandardCharsets.UTF_8);
      return new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /// Splits in the middle, and waits for it.
  void split(Shard shard) {
    BigInteger middle = start(shard).add(end(shard)).shiftRight(1);
    client.splitShard(r ->
        r.streamName(name).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
    awaitActive();
  }

  void merge(Shard shard, Shard neighbour) {
    client.mergeShards(r ->
        r.streamName(name).shardToMerge(shard.shardId()).adjacentShardToMerge(neighbour.shardId()));
    awaitActive();
  }

  void reshard(int shards) {
    client.updateShardCount(
        r -> r.streamName(name).targetShardCount(shards).scalingType(ScalingType.UNIFORM_SCALING));
    awaitActive();
  }

  PutRecordResponse put(String key, String data) {
    return client.putRecord(
        r -> r.streamName(name).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
  }

  List<PutRecordsResultEntry> putAll(List<PutRecordsRequestEntry> entries) {
    return client.putRecords(r -> r.streamName(name).records(entries)).records();
  }

  static PutRecordsRequestEntry entry(String key, String data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String(data))
        .build();
  }

  String iterator(String shard, ShardIteratorType type) {
    return iterator(shard, r -> r.shardIteratorType(type));
  }

  String iterator(String shard, Consumer<GetShardIteratorRequest.Builder> from) {
    return client
        .getShardIterator(r -> from.accept(r.streamName(name).shardId(shard)))
        .shardIterator();
  }

  GetRecordsResponse records(String iterator) {
    return client.getRecords(r -> r.shardIterator(iterator));
  }

  /// What a shard holds, from its oldest record to its end or to where it is empty now.
  List<Record> read(String shard) {
    return read(iterator(shard, ShardIteratorType.TRIM_HORIZON), CALLS_MAX);
  }

  /// What lies behind an iterator, in at most so many calls.
  List<Record> read(String iterator, int calls) {
    var read = new ArrayList<Record>();
    String next = iterator;
    for (int i = 0; i < calls && next != null; i++) {
      GetRecordsResponse answer = records(next);
      read.addAll(answer.records());
      if (answer.records().isEmpty() && answer.millisBehindLatest() == 0) {
        return read;
      }
      next = answer.nextShardIterator();
    }
    return read;
  }

  static List<String> data(List<Record> records) {
    return records.stream().map(r -> r.data().asUtf8String()).toList();
  }

  static List<BigInteger> numbers(List<Record> records) {
    return records.stream().map(r -> number(r.sequenceNumber())).toList();
  }

  /// A key that goes to this shard, the same one at every call.
  static String keyOf(Shard shard) {
    for (int i = 0; ; i++) {
      String key = "key-" + i;
      if (takes(shard, hash(key))) {
        return key;
      }
    }
  }

  static boolean takes(Shard shard, BigInteger hashKey) {
    return start(shard).compareTo(hashKey) <= 0 && hashKey.compareTo(end(shard)) <= 0;
  }

  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(name + " is still " + status() + " after " + PATIENCE);
      }
      pause(POLL);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a stream", e);
    }
  }
}
