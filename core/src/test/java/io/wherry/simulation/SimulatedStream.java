package io.wherry.simulation;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import io.wherry.kinesis.StreamDescription;
import io.wherry.sink.ShardMarks;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The service: shards that split and merge, and readers that see a little less than there is.
final class SimulatedStream {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final long READ_LAG = KinesisLimits.READ_LAG.toNanos();
  private static final long SEQUENCE_START = 49_000_000L;

  private final World world;
  private final Weather weather;
  final List<SimulatedShard> shards = new ArrayList<>();
  private long numbers;

  SimulatedStream(World world, Weather weather) {
    this.world = world;
    this.weather = weather;
    BigInteger all = BigInteger.ONE.shiftLeft(128);
    BigInteger count = BigInteger.valueOf(weather.shards());
    for (int i = 0; i < weather.shards(); i++) {
      BigInteger first = all.multiply(BigInteger.valueOf(i)).divide(count);
      BigInteger end = all.multiply(BigInteger.valueOf(i + 1L)).divide(count);
      open(first, end.subtract(BigInteger.ONE), List.of());
    }
    world.after(world.random.nextLong(1_000_000_000L), this::weatherOfASecond);
  }

  private SimulatedShard open(BigInteger first, BigInteger last, List<String> parents) {
    var shard = new SimulatedShard("shard-%04d".formatted(shards.size()), first, last, parents);
    shards.add(shard);
    return shard;
  }

  private void weatherOfASecond() {
    if (shards.size() < 40) {
      world.after(1_000_000_000L, this::weatherOfASecond);
      if (world.chance(weather.reshards())) {
        reshard();
      }
    }
  }

  private List<SimulatedShard> openShards() {
    return shards.stream().filter(SimulatedShard::isOpen).toList();
  }

  private void reshard() {
    List<SimulatedShard> open = openShards();
    SimulatedShard one = open.get(world.random.nextInt(open.size()));
    if (world.random.nextBoolean()) {
      split(one);
      return;
    }
    for (SimulatedShard other : open) {
      if (other.first.equals(one.last.add(BigInteger.ONE))) {
        merge(one, other);
        return;
      }
    }
    split(one);
  }

  private void split(SimulatedShard shard) {
    BigInteger middle =
        shard.first.add(shard.last.subtract(shard.first).divide(BigInteger.valueOf(3)));
    if (middle.subtract(shard.first).compareTo(TWO) < 0) {
      return;
    }
    world.trace(() -> "split " + shard.id);
    shard.closedAt = world.now;
    shard.children.add(open(shard.first, middle, List.of(shard.id)));
    shard.children.add(open(middle.add(BigInteger.ONE), shard.last, List.of(shard.id)));
  }

  private void merge(SimulatedShard low, SimulatedShard high) {
    world.trace(() -> "merge " + low.id + " " + high.id);
    low.closedAt = world.now;
    high.closedAt = world.now;
    SimulatedShard child = open(low.first, high.last, List.of(low.id, high.id));
    low.children.add(child);
    high.children.add(child);
  }

  StreamDescription describe() {
    return new StreamDescription(
        "arn:simulated",
        StreamDescription.Status.ACTIVE,
        Instant.EPOCH,
        openShards().size(),
        weather.oversize() > 0 ? Weather.SMALL_RECORDS : 1 << 20,
        KinesisLimits.RETENTION,
        Instant.ofEpochSecond(instant(world.now).getEpochSecond()));
  }

  private static Instant instant(long time) {
    return Instant.EPOCH.plusNanos(time);
  }

  List<Shard> list() {
    return shards.stream().map(SimulatedShard::shown).toList();
  }

  SimulatedShard shardOf(String partitionKey, @Nullable String explicitHashKey) {
    BigInteger hashKey =
        explicitHashKey == null ? md5(partitionKey) : new BigInteger(explicitHashKey);
    return shards.stream().filter(s -> s.takes(hashKey)).findFirst().orElseThrow();
  }

  private static BigInteger md5(String partitionKey) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return new BigInteger(1, md5.digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Stores a record and returns its sequence number.
  String store(SimulatedShard shard, String partitionKey, ByteSlice data) {
    numbers++;
    String number = Long.toString(SEQUENCE_START + 7 * numbers);
    var record = new StoredRecord(number, instant(world.now), partitionKey, data);
    shard.records.add(new SimulatedShard.Stored(record, numbers, world.now));
    world.trace(() -> "stored " + shard.id + " " + number + " " + shown(data));
    return number;
  }

  private static String shown(ByteSlice data) {
    return data.utf8()
        .replaceAll("(?s)[^ -~]", "?")
        .replaceAll(".*?\"id\":\"(server:[^\"]*)\".*", "$1");
  }

  SimulatedShard shard(String id) {
    return shards.stream().filter(s -> s.id.equals(id)).findFirst().orElseThrow();
  }

  /// Reads some records behind a place, as seen by a reader that lags.
  ///
  /// @param from index of the first record
  ShardPage read(SimulatedShard shard, int from) {
    long seen = world.chance(30) ? world.now - world.random.nextLong(READ_LAG) : world.now;
    int visible = 0;
    while (visible < shard.records.size() && shard.records.get(visible).time() <= seen) {
      visible++;
    }
    int end = Math.min(Math.max(visible, from), from + 1 + world.random.nextInt(60));
    List<StoredRecord> records = new ArrayList<>();
    for (int i = from; i < end; i++) {
      records.add(shard.records.get(i).record());
    }
    boolean atEnd = shard.closedAt <= seen && end == shard.records.size();
    List<Shard> children =
        atEnd ? shard.children.stream().map(SimulatedShard::shown).toList() : List.of();
    return new ShardPage(records, end < visible ? 1_000 : 0, atEnd, children);
  }

  /// Index of the first record that a reading shows.
  int first(SimulatedShard shard, ReadFrom from) {
    int index = 0;
    while (index < shard.records.size() && isBefore(shard.records.get(index).record(), from)) {
      index++;
    }
    return index;
  }

  private static boolean isBefore(StoredRecord record, ReadFrom from) {
    return switch (from) {
      case ReadFrom.Oldest _ -> false;
      case ReadFrom.After after ->
          ShardMarks.compare(record.sequenceNumber(), after.sequenceNumber()) <= 0;
      case ReadFrom.At at -> ShardMarks.compare(record.sequenceNumber(), at.sequenceNumber()) < 0;
      case ReadFrom.Time time -> record.arrived().isBefore(time.instant());
      case ReadFrom.Latest _ -> true;
    };
  }
}
