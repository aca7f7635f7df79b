package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.sink.Aggregation;
import io.wherry.sink.Carriers;
import io.wherry.sink.Cut;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.DeadLetterWrite;
import io.wherry.sink.Delivery;
import io.wherry.sink.DeliveryCounts;
import io.wherry.sink.DeliveryOptions;
import io.wherry.sink.Digest;
import io.wherry.sink.EntryForm;
import io.wherry.sink.Errand;
import io.wherry.sink.Errands;
import io.wherry.sink.IdentityDigests;
import io.wherry.sink.PointerRecord;
import io.wherry.sink.Recovery;
import io.wherry.sink.Request;
import io.wherry.sink.ShardCut;
import io.wherry.sink.ShardLayout;
import io.wherry.sink.ShardListing;
import io.wherry.sink.ShardMarks;
import io.wherry.sink.ShardRead;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Puts each record into a Kinesis data stream: the delivery machine, with the Kinesis client at
/// the end of its carriers.
///
/// ```java
/// KinesisApi kinesis = new SdkKinesis(new KinesisOptions("rows", null, "eu-west-1"));
/// Startup startup = Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now());
/// Sink sink = KinesisSink.open(kinesis, startup, options, bell);
/// ```
public final class KinesisSink implements Sink {
  /// Calls in flight at a time.
  public static final int REQUESTS = 16;

  /// Bytes in one call: well below the service's limit, so that a call ends within its life on a
  /// line of 3 Mbit/s, and so that its buffer is one that a connection keeps.
  public static final int BYTES_PER_REQUEST = 1 << 20;

  /// Bytes in all calls in flight.
  public static final long BYTES_IN_FLIGHT = 16L << 20;

  /// Bytes that events share a record up to. A lane has one record on its way, so this and the
  /// round trip bound what goes through a lane, and the rows of a table without a key share one.
  public static final int AGGREGATE_BYTES = 1_000 << 10;

  /// The same in a shard that has been throttled: it takes a few of these a second.
  public static final int LIMITED_AGGREGATE_BYTES = 128 << 10;

  /// Lanes that keys are spread over when events share records.
  public static final int LANES = HashLanes.COUNT;

  /// How long to wait between two askings for the shards, in nanoseconds.
  static final long LIST_EVERY = 10_000_000_000L;

  /// Least time between two counts of what waits, in nanoseconds: each goes through the window.
  private static final long COUNT_EVERY = 500_000_000L;

  private final KinesisSinkOptions options;
  private final Startup startup;
  private final LongSupplier nanoTime;
  private final long openedAt;
  private final Errands errands;
  private final AutoCloseable connection;
  private final int recordBytes;
  private final PartitionKey partitionKeys = new PartitionKey();
  private final KeyHash keyHash = new KeyHash();
  private final ByteSlice noKey = new ByteSlice();
  private final Delivery delivery;
  private final SinkLog log;
  private final IdentityDigests identities;
  private final OversizeRecords oversize;
  private final @Nullable HotKeyHint hotKeys;
  private final @Nullable Replay replay;
  private @Nullable ShardCut given;
  private boolean lastWasSpoiled;
  private long barrierRecords;
  private long barrierBytes;
  private long offeredBytes;
  private boolean listing;
  private boolean listed;
  private long listedAt;
  private long countedAt;
  private long behindTheirRow;

  /// A sink whose errands run on virtual threads.
  ///
  /// @param kinesis is closed with the sink
  /// @param bell wakes the thread that steps the sink
  public static KinesisSink open(
      KinesisApi kinesis, Startup startup, KinesisSinkOptions options, Runnable bell) {
    EntryForm form = form(options);
    var carriers = new Carriers(errand -> run(kinesis, options, form, errand), bell);
    return new KinesisSink(startup, options, carriers, kinesis);
  }

  private static void run(
      KinesisApi kinesis, KinesisSinkOptions options, EntryForm form, Errand errand) {
    switch (errand) {
      case Request request -> {
        var put = new RequestPut(request, form, options.mayPut());
        leave(request, options);
        if (options.strict()) {
          kinesis.putInOrder(put, request.after(), put);
        } else {
          kinesis.put(put, put);
        }
      }
      case ShardRead read -> read.next(kinesis::reader, options.nanoTime().getAsLong());
      case ShardListing listing -> listing.answered(kinesis.shards());
      case DeadLetterWrite write -> write.writeTo(Objects.requireNonNull(options.deadLetter()));
    }
  }

  /// What precedes a put on the thread that carries it: the process may have been stopped since the
  /// request was handed out.
  public static void leave(Request request, KinesisSinkOptions options) {
    options.mayPut().run();
    request.leaves(options.nanoTime().getAsLong());
  }

  /// What an entry of a request is for the service.
  public static EntryForm form(KinesisSinkOptions options) {
    return options.aggregates() ? new LaneForm() : new PlainForm();
  }

  /// @param errands carries out what the sink decides
  /// @param connection is closed with the sink
  public KinesisSink(
      Startup startup, KinesisSinkOptions options, Errands errands, AutoCloseable connection) {
    this.options = options;
    this.startup = startup;
    this.errands = errands;
    this.connection = connection;
    nanoTime = options.nanoTime();
    openedAt = nanoTime.getAsLong();
    countedAt = openedAt;
    identities = new IdentityDigests(options.identity());
    recordBytes = Math.min(startup.stream().recordBytes(), KinesisLimits.BYTES_PER_CALL);
    log = new SinkLog(options.stream(), nanoTime);
    oversize = new OversizeRecords(errands::accept, log);
    var marks = new ShardMarks();
    startup.marks().forEach(marks::begin);
    delivery =
        new Delivery(
            deliveryOptions(),
            new ShardLayout(startup.shards()),
            marks,
            new Delivery.Ports(nanoTime, options.random(), form(options), this::handOut));
    hotKeys = options.aggregates() ? null : new HotKeyHint(delivery, log::hotKey, openedAt);
    startup.doubts().forEach(log::unprovable);
    replay =
        startup.recovers()
            ? new Replay(
                new Recovery(startup.marks(), identities, options.aloneSince(), errands::accept),
                delivery,
                log)
            : null;
  }

  private void handOut(Errand errand) {
    if (errand instanceof Request) {
      options.mayPut().run();
    }
    errands.accept(errand);
  }

  private DeliveryOptions deliveryOptions() {
    int aggregate = Math.min(AGGREGATE_BYTES, recordBytes);
    return new DeliveryOptions(
        options.window(),
        REQUESTS,
        options.strict() ? 1 : KinesisLimits.RECORDS_PER_CALL,
        BYTES_PER_REQUEST,
        BYTES_IN_FLIGHT,
        KinesisLimits.SHARD_RECORDS_PER_SECOND,
        KinesisLimits.SHARD_BYTES_PER_SECOND,
        options.aggregates()
            ? new Aggregation(
                aggregate, Math.min(LIMITED_AGGREGATE_BYTES, aggregate), HashLanes.FRAME_BYTES)
            : null,
        options.strict());
  }

  @Override
  public boolean hasRoom() {
    return oversize.isEmpty() && (replay == null || replay.isRead()) && delivery.hasRoom();
  }

  @Override
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    boolean present = replay != null && replay.isPresent(record);
    ByteSlice key = options.aggregates() ? partitionKey : partitionKeys.fit(partitionKey);
    long length = length(key, record);
    Digest id = length > recordBytes && !present ? deadLetterId(key, record, length) : null;
    if (id == null && oversize.isEmpty()) {
      offer(key, secondPartitionKey, waitKey, secondWaitKey, record, present);
    } else {
      oversize.hold(
          new OversizeRecords.Held(
              key, secondPartitionKey, waitKey, secondWaitKey, record, present, id, length));
    }
  }

  private void offer(
      ByteSlice key,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record,
      boolean present) {
    if (options.aggregates()) {
      int lane = HashLanes.of(key);
      int secondLane = HashLanes.of(secondPartitionKey);
      delivery.offer(noKey, HashLanes.hash(lane), lane, secondLane, record, present);
    } else {
      delivery.offer(key, keyHash.of(key), waitKey, secondWaitKey, record, present);
    }
    offeredBytes += record.length();
  }

  /// Bytes that a record has for the service with this event alone.
  private long length(ByteSlice key, ByteSlice record) {
    return options.aggregates()
        ? LaneForm.length(record.length())
        : (long) key.length() + record.length();
  }

  /// What a record that the stream never takes is called in the dead letter.
  private Digest deadLetterId(ByteSlice key, ByteSlice record, long length) {
    Digest id = options.deadLetter() == null ? null : identities.of(record);
    if (id == null) {
      throw new SinkException(log.tooLarge(key, length, recordBytes), null);
    }
    return id;
  }

  /// Offers what was held up by the dead letter: of what lies there now, its pointer.
  private void goOn(OversizeRecords.Next next) {
    OversizeRecords.Held held = next.held();
    ByteSlice record = held.record();
    if (held.id() != null && next.kept() != null) {
      DeadLetterPlace place = next.kept().place();
      String key = held.key().utf8();
      record = ByteSlice.of(PointerRecord.of(held.id(), place, record.length(), key));
      if (length(held.key(), record) > recordBytes) {
        throw new SinkException(log.tooLarge(held.key(), held.length(), recordBytes), null);
      }
      log.deadLetter(held.key(), held.length(), recordBytes, place);
    }
    offer(
        held.key(), held.secondKey(), held.waitKey(), held.secondWaitKey(), record, held.present());
  }

  @Override
  public boolean step() {
    boolean took = false;
    for (Errand back = errands.poll(); back != null; back = errands.poll()) {
      takeBack(back);
      took = true;
    }
    if (took) {
      log.tell(delivery.counts(), delivery.unproven());
    }
    if (replay != null) {
      replay.step(nanoTime.getAsLong());
    }
    oversize.step(nanoTime.getAsLong());
    if (hotKeys != null) {
      hotKeys.step(nanoTime.getAsLong());
    }
    if (delivery.isLayoutStale() && !listing) {
      list();
    }
    return delivery.step() || took;
  }

  private void takeBack(Errand back) {
    switch (back) {
      case Request request -> delivery.complete(request);
      case ShardRead read -> {
        if (!delivery.took(read) && replay != null) {
          replay.took(read);
        }
      }
      case ShardListing answer -> {
        listing = false;
        List<Shard> shards = answer.shards();
        if (shards != null && shards.stream().anyMatch(Shard::open)) {
          delivery.remap(new ShardLayout(shards));
        }
      }
      case DeadLetterWrite write -> {
        var next = oversize.took(write, nanoTime.getAsLong());
        while (next != null) {
          goOn(next);
          next = oversize.poll();
        }
      }
    }
  }

  /// An old layout costs throttling and barriers across all shards, nothing else: no hurry.
  private void list() {
    long now = nanoTime.getAsLong();
    if (!listed || now - listedAt >= LIST_EVERY) {
      listed = true;
      listedAt = now;
      listing = true;
      errands.accept(new ShardListing());
    }
  }

  @Override
  public long nextStepNanos() {
    return Math.min(delivery.nextStepNanos(), oversize.nextStepNanos(nanoTime.getAsLong()));
  }

  @Override
  public Cut start() {
    return cut(0, true, startup.marks());
  }

  private Cut cut(long records, boolean valid, Map<String, ReadFrom> marks) {
    return new Cut(
        records,
        valid,
        valid ? StreamMarks.of(startup.stream(), serviceTime(), marks).lines() : Map.of());
  }

  /// The service's time, counted on from what it said at the start.
  private @Nullable Instant serviceTime() {
    Instant answered = startup.stream().answered();
    return answered == null ? null : answered.plusNanos(nanoTime.getAsLong() - openedAt);
  }

  @Override
  public boolean setBarrier() {
    boolean replays = replay != null && !replay.isOver();
    if (delivery.isBarrierOpen() || given != null || replays || !oversize.isEmpty()) {
      return false;
    }
    delivery.openBarrier(lastWasSpoiled);
    barrierRecords = delivery.offered();
    barrierBytes = offeredBytes;
    return true;
  }

  @Override
  public boolean wantsBarrier() {
    return delivery.offered() - barrierRecords >= Math.max(1, options.window().events() / 4)
        || offeredBytes - barrierBytes >= Math.max(1, options.window().bytes() / 4);
  }

  @Override
  public @Nullable Cut takeCut() {
    ShardCut cut = delivery.takeCut();
    if (cut == null) {
      return null;
    }
    if (cut.valid()) {
      given = cut;
    }
    lastWasSpoiled = !cut.valid();
    return cut(cut.events(), cut.valid(), cut.marks());
  }

  @Override
  public void settled(Cut cut) {
    delivery.settle(Objects.requireNonNull(given, "nothing was cut"));
    given = null;
  }

  @Override
  public long acknowledged() {
    return delivery.acknowledged();
  }

  @Override
  public long offered() {
    return delivery.offered() + oversize.count();
  }

  @Override
  public int inFlight() {
    return delivery.inFlight();
  }

  @Override
  public long behindTheirRow() {
    long now = nanoTime.getAsLong();
    if (!options.aggregates() && now - countedAt >= COUNT_EVERY) {
      countedAt = now;
      behindTheirRow = delivery.waiting();
    }
    return behindTheirRow;
  }

  /// What the delivery met with so far.
  public DeliveryCounts counts() {
    return delivery.counts();
  }

  @Override
  public void close() {
    try (DeadLetter _ = options.deadLetter()) {
      connection.close();
    } catch (Exception e) {
      throw new SinkException("closing the client of the stream: " + e.getMessage(), e);
    }
  }
}
