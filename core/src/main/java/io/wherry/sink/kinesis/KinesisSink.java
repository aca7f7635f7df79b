package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.StreamCapacity;
import io.wherry.kinesis.StreamDescription;
import io.wherry.sink.Carriers;
import io.wherry.sink.Delivery;
import io.wherry.sink.DeliveryOptions;
import io.wherry.sink.Request;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts each record into a Kinesis data stream: the delivery machine, with the Kinesis client at
/// the end of its carriers.
///
/// ```java
/// KinesisApi kinesis = new SdkKinesis(new KinesisOptions("rows", null, "eu-west-1"));
/// StreamDescription stream = KinesisSink.prepare(kinesis, Optional.empty());
/// Sink sink =
///     new KinesisSink(
///         kinesis, "rows", stream, WindowOptions.DEFAULT, System::nanoTime, random, bell);
/// ```
public final class KinesisSink implements Sink {
  /// Calls in flight at a time.
  public static final int REQUESTS = 16;

  /// Bytes in one call: well below the service's limit, so that a call ends within its life on a
  /// line of 10 Mbit/s.
  public static final int BYTES_PER_REQUEST = 4 << 20;

  /// Bytes in all calls in flight.
  public static final long BYTES_IN_FLIGHT = 16L << 20;

  /// Least time between two log lines about calls that fail, in nanoseconds.
  private static final long SAY_EVERY = 10_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(KinesisSink.class);

  private static final int KEY_SHOWN = 120;

  private final KinesisApi kinesis;
  private final String stream;
  private final int recordBytes;
  private final LongSupplier nanoTime;
  private final PartitionKey partitionKeys = new PartitionKey();
  private final HashSlices slices = new HashSlices();
  private final ShardMap shardMap;
  private final Carriers carriers;
  private final Delivery delivery;
  private long failedSaid;
  private long saidAt;

  /// Makes sure that there is a stream that takes records; blocks until then.
  ///
  /// @param create how to create it when it is missing; empty for not at all
  /// @throws SinkException when there is none, or the service refuses
  public static StreamDescription prepare(KinesisApi kinesis, Optional<StreamCapacity> create) {
    try {
      if (create.isPresent() && kinesis.describe().isEmpty()) {
        kinesis.create(create.get());
      }
      return kinesis.awaitActive(KinesisLimits.CREATE_TIME);
    } catch (KinesisException e) {
      throw new SinkException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Asks the service for the stream's shards; blocks until it has answered.
  ///
  /// @param kinesis is closed with the sink
  /// @param stream its name, for messages
  /// @param described what [#prepare] returned
  /// @param nanoTime the clock, in nanoseconds from anywhere
  /// @param random for the jitter of pauses
  /// @param bell wakes the thread that steps the sink
  /// @throws SinkException when the service refuses
  public KinesisSink(
      KinesisApi kinesis,
      String stream,
      StreamDescription described,
      WindowOptions window,
      LongSupplier nanoTime,
      RandomGenerator random,
      Runnable bell) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.nanoTime = nanoTime;
    recordBytes = Math.min(described.recordBytes(), KinesisLimits.BYTES_PER_CALL);
    List<Shard> shards;
    try {
      shards = kinesis.shards();
    } catch (KinesisException e) {
      throw new SinkException(String.valueOf(e.getMessage()), e);
    }
    shardMap = new ShardMap(kinesis, shards, bell);
    carriers = new Carriers(this::put, bell);
    var options =
        new DeliveryOptions(
            window,
            REQUESTS,
            KinesisLimits.RECORDS_PER_CALL,
            BYTES_PER_REQUEST,
            BYTES_IN_FLIGHT,
            KinesisLimits.SHARD_RECORDS_PER_SECOND,
            KinesisLimits.SHARD_BYTES_PER_SECOND);
    delivery = new Delivery(options, HashSlices.lanes(shards), nanoTime, random, carriers);
  }

  private void put(Request request) {
    var put = new RequestPut(request, shardMap::seen);
    kinesis.put(put, put);
  }

  @Override
  public boolean hasRoom() {
    return delivery.hasRoom();
  }

  @Override
  public void offer(ByteSlice partitionKey, long waitKey, long secondWaitKey, ByteSlice record) {
    ByteSlice key = partitionKeys.fit(partitionKey);
    if ((long) key.length() + record.length() > recordBytes) {
      throw new SinkException(tooLarge(key, record.length()), null);
    }
    delivery.offer(key, slices.of(key), waitKey, secondWaitKey, record);
  }

  private String tooLarge(ByteSlice key, int length) {
    String shown = key.utf8().replaceAll("\\p{Cntrl}", "?");
    if (shown.length() > KEY_SHOWN) {
      shown = shown.substring(0, KEY_SHOWN) + "…";
    }
    return ("stream %s: the record with partition key %s is too large: %d bytes with its key, %d"
            + " are accepted: raise the stream's MaxRecordSizeInKiB (at most 10240), or exclude the"
            + " table")
        .formatted(stream, shown, (long) key.length() + length, recordBytes);
  }

  @Override
  public boolean step() {
    boolean took = false;
    for (Request back = carriers.poll(); back != null; back = carriers.poll()) {
      delivery.complete(back);
      took = true;
    }
    if (took) {
      sayTrouble();
    }
    if (shardMap.isStale()) {
      List<Shard> shards = shardMap.step(nanoTime.getAsLong());
      if (shards != null) {
        delivery.remap(HashSlices.lanes(shards));
      }
    }
    return delivery.step() || took;
  }

  /// Calls that fail are made again for as long as it takes; without a line nobody would know why
  /// nothing moves.
  private void sayTrouble() {
    long failed = delivery.unknown() + delivery.notStored();
    long now = nanoTime.getAsLong();
    if (failed > failedSaid && (failedSaid == 0 || now - saidAt >= SAY_EVERY)) {
      LOG.warn(
          "stream {}: {} records sent again since their call failed: {}",
          stream,
          failed - failedSaid,
          delivery.trouble());
      failedSaid = failed;
      saidAt = now;
    }
  }

  @Override
  public long nextStepNanos() {
    return delivery.nextStepNanos();
  }

  @Override
  public long acknowledged() {
    return delivery.acknowledged();
  }

  @Override
  public long offered() {
    return delivery.offered();
  }

  @Override
  public int inFlight() {
    return delivery.inFlight();
  }

  /// How many entries the service refused so far because a shard was too busy.
  public long throttled() {
    return delivery.throttled();
  }

  /// How many entries had an unknown outcome so far, and were sent again.
  public long unknown() {
    return delivery.unknown();
  }

  /// Why an entry last failed other than by throttling, in one line; null if none has.
  public @Nullable String trouble() {
    return delivery.trouble();
  }

  @Override
  public void close() {
    kinesis.close();
  }
}
