package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Reads a shard by the SDK's blocking client.
///
/// An iterator lives five minutes; a reader that was held up longer (a pipe that nobody empties, a
/// machine that slept) gets a new one behind the last record it has seen.
///
/// Source: Kinesis Data Streams API reference, "GetShardIterator" and "GetRecords".
final class SdkShardReader implements ShardReader {
  private final KinesisClient client;
  private final String stream;
  private final String shard;
  private final KinesisErrors errors;
  private final Supplier<List<Shard>> shards;
  private final InstantSource clock;
  private final ReadTrouble trouble;
  private final ReadPace pace;

  private ReadFrom position;
  private @Nullable String iterator;
  private boolean ended;

  /// @param client one that does not retry
  /// @param shards asks for the stream's shards
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @param clock the time of day, for services that do not tell theirs
  SdkShardReader(
      KinesisClient client,
      String stream,
      String shard,
      ReadFrom from,
      KinesisErrors errors,
      Supplier<List<Shard>> shards,
      LongSupplier nanoTime,
      InstantSource clock) {
    this.client = client;
    this.stream = stream;
    this.shard = shard;
    this.position = from;
    this.errors = errors;
    this.shards = shards;
    this.clock = clock;
    trouble = new ReadTrouble(shard, errors, nanoTime);
    pace = new ReadPace(nanoTime);
  }

  @Override
  public ShardPage next() throws InterruptedException {
    if (ended) {
      throw new IllegalStateException("shard " + shard + " is read to its end");
    }
    while (true) {
      pace.await();
      String action = iterator == null ? "kinesis:GetShardIterator" : "kinesis:GetRecords";
      try {
        if (iterator == null) {
          iterator = newIterator();
        }
        action = "kinesis:GetRecords";
        ShardPage page = page(read(iterator));
        trouble.over();
        return page;
      } catch (ExpiredIteratorException e) {
        iterator = null;
        trouble.pause(e);
      } catch (ResourceNotFoundException e) {
        return shardIsGone(e, action);
      } catch (SdkException e) {
        if (e instanceof AbortedException || Thread.interrupted()) {
          throw new InterruptedException("interrupted while reading shard " + shard);
        }
        if (!errors.readMayPass(e)) {
          throw errors.translate(e, action);
        }
        trouble.pause(e);
      }
    }
  }

  private String newIterator() {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
    switch (position) {
      case ReadFrom.Oldest _ -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
      case ReadFrom.Latest _ -> request.shardIteratorType(ShardIteratorType.LATEST);
      case ReadFrom.Time time ->
          request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time.instant());
      case ReadFrom.At at ->
          request
              .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
              .startingSequenceNumber(at.sequenceNumber());
      case ReadFrom.After after ->
          request
              .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
              .startingSequenceNumber(after.sequenceNumber());
    }
    GetShardIteratorResponse answer = client.getShardIterator(request.build());
    if (position instanceof ReadFrom.Latest) {
      // A second LATEST would skip what arrived since this one.
      position = new ReadFrom.Time(serviceTime(answer));
    }
    return answer.shardIterator();
  }

  private GetRecordsResponse read(String from) {
    return client.getRecords(r ->
        r.shardIterator(from)
            .limit(KinesisLimits.PAGE_RECORDS)
            .overrideConfiguration(o -> o.apiCallTimeout(KinesisLimits.READ_TIME)));
  }

  private ShardPage page(GetRecordsResponse answer) {
    List<StoredRecord> records = new ArrayList<>(answer.records().size());
    for (Record record : answer.records()) {
      records.add(
          new StoredRecord(
              record.sequenceNumber(),
              record.approximateArrivalTimestamp() == null
                  ? clock.instant()
                  : record.approximateArrivalTimestamp(),
              record.partitionKey(),
              ByteSlice.of(record.data().asByteArrayUnsafe())));
    }
    if (!records.isEmpty()) {
      position = new ReadFrom.After(records.getLast().sequenceNumber());
    }
    Long behind = answer.millisBehindLatest();
    iterator = answer.nextShardIterator();
    ended = iterator == null;
    return new ShardPage(
        records, behind == null ? 0 : behind, ended, ended ? children(answer) : List.of());
  }

  private List<Shard> children(GetRecordsResponse answer) {
    if (answer.childShards().isEmpty()) {
      return childrenListed(shards.get());
    }
    List<Shard> children = new ArrayList<>();
    for (ChildShard child : answer.childShards()) {
      children.add(
          new Shard(
              child.shardId(),
              new BigInteger(child.hashKeyRange().startingHashKey()),
              new BigInteger(child.hashKeyRange().endingHashKey()),
              child.parentShards(),
              true));
    }
    return children;
  }

  private List<Shard> childrenListed(List<Shard> all) {
    return all.stream().filter(other -> other.parents().contains(shard)).toList();
  }

  /// Closed shards vanish when their last record does; the stream itself may be gone, too.
  private ShardPage shardIsGone(ResourceNotFoundException e, String action) {
    List<Shard> all = shards.get();
    if (all.stream().anyMatch(other -> other.id().equals(shard))) {
      throw errors.translate(e, action);
    }
    ended = true;
    return new ShardPage(List.of(), 0, true, childrenListed(all));
  }

  /// The service's clock, less what it rounds off and what may not be visible yet: rather a moment
  /// too much than a record too few.
  private Instant serviceTime(KinesisResponse answer) {
    Instant now = ServiceTime.of(answer).orElseGet(clock::instant);
    return now.minus(KinesisLimits.READ_LAG);
  }
}
