package io.wherry.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Measures on a real stream what delivery takes for granted: that a put is over within
/// [KinesisLimits#REQUEST_LIFE], and that a record is seen by every read begun
/// [KinesisLimits#READ_LAG] after it was acknowledged. It puts one marked record into each open
/// shard, round after round, and reads until it sees them.
///
/// ```text
///   {"wherry":"probe","id":"MARK","round":1}
/// ```
public final class StreamProbe {
  /// Rounds of one record a shard.
  public static final int ROUNDS = 5;

  /// Shards looked at, the first of those that are open.
  public static final int SHARDS_MAX = 16;

  /// How long a record may stay unseen before the probe ends.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String PARTITION_KEY = "wherry-probe";

  private final KinesisApi kinesis;
  private final String mark;
  private final LongSupplier nanoTime;
  private final List<Shard> shards;
  private final Map<String, Long> acknowledgedAt = new ConcurrentHashMap<>();
  private final AtomicLong slowestSeen = new AtomicLong();
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
  private long slowestPut;
  private int stored;
  private int throttled;

  /// What was measured.
  ///
  /// @param shards number of shards looked at
  /// @param stored records that were acknowledged
  /// @param throttled records that were not taken, for their shard was busy
  /// @param slowestPut from sending to the answer
  /// @param slowestSeen from the answer until a read had shown the record; reads are
  ///   [KinesisLimits#READ_INTERVAL] apart, which is part of it
  /// @param trouble what went wrong, in words; null when nothing did
  public record Measured(
      int shards,
      int stored,
      int throttled,
      Duration slowestPut,
      Duration slowestSeen,
      @Nullable String trouble) {}

  private StreamProbe(KinesisApi kinesis, String mark, LongSupplier nanoTime) {
    this.kinesis = kinesis;
    this.mark = mark;
    this.nanoTime = nanoTime;
    shards = kinesis.shards().stream().filter(Shard::open).limit(SHARDS_MAX).toList();
  }

  /// Puts and reads; takes some seconds.
  ///
  /// @param mark tells these records from those of other probes
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @throws KinesisException when the service refuses to take or to show records
  public static Measured run(KinesisApi kinesis, String mark, LongSupplier nanoTime)
      throws InterruptedException {
    var probe = new StreamProbe(kinesis, mark, nanoTime);
    List<Tail> tails = new ArrayList<>();
    for (Shard shard : probe.shards) {
      tails.add(probe.new Tail(shard.id()));
    }
    for (int round = 1; round <= ROUNDS && probe.trouble.get() == null; round++) {
      probe.put(round);
      probe.look(tails);
    }
    return new Measured(
        probe.shards.size(),
        probe.stored,
        probe.throttled,
        Duration.ofNanos(probe.slowestPut),
        Duration.ofNanos(probe.slowestSeen.get()),
        probe.trouble.get());
  }

  private void put(int round) {
    long sent = nanoTime.getAsLong();
    var call = new Call(round);
    kinesis.put(call, call);
    slowestPut = Math.max(slowestPut, nanoTime.getAsLong() - sent);
  }

  /// Reads all shards at the same time until each has shown its record.
  private void look(List<Tail> tails) throws InterruptedException {
    var readers = new ArrayList<Thread>();
    for (Tail tail : tails) {
      readers.add(Thread.ofVirtual().name("probe " + tail.shard).start(tail));
    }
    for (Thread reader : readers) {
      reader.join();
    }
  }

  /// The records of one round.
  private final class Call implements PutEntries, PutOutcomes {
    private final int round;

    Call(int round) {
      this.round = round;
    }

    @Override
    public int count() {
      return shards.size();
    }

    @Override
    public String partitionKey(int entry) {
      return PARTITION_KEY;
    }

    @Override
    public String explicitHashKey(int entry) {
      return shards.get(entry).firstHash().toString();
    }

    @Override
    public byte[] data(int entry) {
      return "{\"wherry\":\"probe\",\"id\":\"%s\",\"round\":%d}\n"
          .formatted(mark, round)
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void stored(int entry, String shard, String sequenceNumber) {
      stored++;
      acknowledgedAt.put(shard + " " + sequenceNumber, nanoTime.getAsLong());
    }

    @Override
    public void throttled(int entry) {
      throttled++;
    }

    @Override
    public void notStored(int entry, String why) {
      trouble.set("a record could not be put: " + why);
    }

    @Override
    public void unknown(int entry, String why) {
      trouble.set("nobody knows what became of a record: " + why);
    }
  }

  /// Reads one shard from where it stands.
  private final class Tail implements Runnable {
    private final String shard;
    private final ShardReader reader;

    /// Finds the place to begin at by a first read.
    Tail(String shard) throws InterruptedException {
      this.shard = shard;
      reader = kinesis.reader(shard, new ReadFrom.Latest());
      reader.next();
    }

    private boolean isAwaited() {
      return acknowledgedAt.keySet().stream().anyMatch(id -> id.startsWith(shard + " "));
    }

    @Override
    public void run() {
      long began = nanoTime.getAsLong();
      try {
        while (isAwaited() && nanoTime.getAsLong() - began < PATIENCE.toNanos()) {
          ShardPage page = reader.next();
          page.records().forEach(this::see);
          if (page.atEnd()) {
            trouble.set("shard " + shard + " was closed meanwhile: probe again");
            return;
          }
        }
        if (isAwaited()) {
          trouble.set(
              "a record that shard %s acknowledged was not seen within %d s"
                  .formatted(shard, PATIENCE.toSeconds()));
        }
      } catch (KinesisException e) {
        trouble.set(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void see(StoredRecord record) {
      Long since = acknowledgedAt.remove(shard + " " + record.sequenceNumber());
      if (since != null) {
        slowestSeen.accumulateAndGet(nanoTime.getAsLong() - since, Math::max);
      }
    }
  }
}
