package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.AggregateRecord;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.Shard;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an earlier run, which did not end in good order, has put into the stream beyond its
/// checkpoint: every shard is read from its mark to its proven end, and each event that is there is
/// noted by its identity, counted. The replay then sends what is missing.
///
/// ```text
///   each mark ──▶ read ──▶ closed: its children, from their marks, else from their oldest record
///                    └──▶ a read begun REQUEST_LIFE + READ_LAG after the earlier run's end
///                         reaches the end: nothing more of it can come
/// ```
///
/// Source: DELIVERY 6.
public final class Recovery {
  private static final long PROVEN =
      KinesisLimits.REQUEST_LIFE.plus(KinesisLimits.READ_LAG).toNanos();

  private final Map<String, ReadFrom> marks;
  private final IdentityDigests identities;
  private final long aloneSince;
  private final Consumer<ShardRead> out;
  private final Map<ShardRead, String> reading = new HashMap<>();
  private final Map<String, String> tips = new HashMap<>();
  private final Set<String> begun = new HashSet<>();
  private final DigestCounts there = new DigestCounts();
  private long found;
  private long foreign;
  private @Nullable String failure;

  /// Begins to read.
  ///
  /// @param marks by shard: what lies behind is beyond the checkpoint
  /// @param aloneSince what the clock said when the earlier run was certainly over, nanoseconds
  /// @param out takes reads and returns at once
  public Recovery(
      Map<String, ReadFrom> marks,
      IdentityDigests identities,
      long aloneSince,
      Consumer<ShardRead> out) {
    this.marks = Map.copyOf(marks);
    this.identities = identities;
    this.aloneSince = aloneSince;
    this.out = out;
    marks.keySet().stream().sorted().forEach(this::read);
  }

  private void read(String shard) {
    if (begun.add(shard)) {
      var read = new ShardRead(shard, marks.getOrDefault(shard, new ReadFrom.Oldest()));
      reading.put(read, shard);
      out.accept(read);
    }
  }

  /// Takes in a page.
  public void took(ShardRead read) {
    ShardPage page = read.page();
    if (read.failure() != null || page == null) {
      failure = read.failure() == null ? "no page" : String.valueOf(read.failure().getMessage());
      reading.remove(read);
      return;
    }
    for (StoredRecord record : page.records()) {
      tips.put(read.shard(), record.sequenceNumber());
      note(record);
    }
    if (there.isFull()) {
      failure = "more than " + DigestCounts.MAX + " records lie beyond the checkpoint";
    }
    boolean proven = page.millisBehindLatest() == 0 && read.begunAt() - (aloneSince + PROVEN) >= 0;
    if (page.atEnd()) {
      reading.remove(read);
      page.children().stream().map(Shard::id).sorted().forEach(this::read);
    } else if (proven || failure != null) {
      reading.remove(read);
    } else {
      out.accept(read);
    }
  }

  private void note(StoredRecord record) {
    Optional<AggregateRecord> aggregate = AggregateRecord.of(record.data());
    if (aggregate.isEmpty()) {
      note(record.data());
    } else {
      aggregate.get().forEach((key, hashKey, data) -> note(data));
    }
  }

  private void note(ByteSlice record) {
    Digest digest = identities.of(record);
    if (digest == null) {
      foreign++;
    } else if (!there.isFull()) {
      found++;
      there.add(digest);
    }
  }

  /// Whether everything is read.
  public boolean isRead() {
    return reading.isEmpty();
  }

  /// Whether a record is there; each that is counts once.
  public boolean take(ByteSlice record) {
    if (there.total() == 0) {
      return false;
    }
    Digest digest = identities.of(record);
    return digest != null && there.take(digest);
  }

  /// Events that are there and were not replayed yet.
  public long left() {
    return there.total();
  }

  /// Events that were there.
  public long found() {
    return found;
  }

  /// Records that are none of ours.
  public long foreign() {
    return foreign;
  }

  /// The last sequence number seen in each shard.
  public Map<String, String> tips() {
    return tips;
  }

  /// Why not everything could be read, in words; null when it could.
  public @Nullable String failure() {
    return failure;
  }
}
