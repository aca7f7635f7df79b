package io.wherry.local.stream;

import static io.wherry.local.stream.Shard.NONE;

import io.wherry.local.log.LogException;
import io.wherry.local.log.RecordLog;
import io.wherry.local.log.RecordVisitor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One stream. Puts and reads go on side by side; a change of the shards waits for the puts under
/// way, so that nothing is ever appended to a closed shard.
public final class Stream {
  /// Most records that GetRecords gives.
  public static final int READ_RECORDS_MAX = 10_000;

  /// Most bytes of keys and data that GetRecords gives.
  public static final long READ_BYTES_MAX = 10 << 20;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /// A read that was answered.
  ///
  /// @param next place to go on with
  /// @param millisBehindLatest 0 when nothing is left to read
  /// @param ended whether the shard is closed and was read to its end
  /// @param children of a shard that was read to its end
  public record ReadResult(
      long next, long millisBehindLatest, boolean ended, List<Shard> children) {}

  private final String name;
  private final long stamp;
  private final StreamMode mode;
  private final int maxRecordBytes;
  private final Settings settings;
  private final Storage storage;
  private final Runnable changed;
  private final ShardSet shards;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile @Nullable Change pending;
  private volatile long due = Long.MAX_VALUE;
  private volatile boolean deleted;
  private volatile List<String> description = List.of();

  /// @param stamp milliseconds since the epoch, unlike that of any other stream
  /// @param maxRecordBytes most bytes of a record's key and data
  /// @param changed called when the catalog should be saved
  Stream(
      String name,
      long stamp,
      StreamMode mode,
      int maxRecordBytes,
      Settings settings,
      Storage storage,
      Runnable changed) {
    this.name = name;
    this.stamp = stamp;
    this.mode = mode;
    this.maxRecordBytes = maxRecordBytes;
    this.settings = settings;
    this.storage = storage;
    this.changed = changed;
    shards = new ShardSet((shard, first) -> storage.log(group(), shard, first));
  }

  /// Name of the folder that holds its shards.
  private String group() {
    return name + "." + stamp;
  }

  void create(int count, boolean atOnce) {
    lock.writeLock().lock();
    try {
      shards.create(count, stamp);
      if (!atOnce) {
        begin(new Change.Create());
      }
      describe();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Brings back what the catalog says.
  void restore(CatalogLines lines) {
    lock.writeLock().lock();
    try {
      Change change = lines.restore(shards);
      if (change != null) {
        apply(change, settings.now());
      }
      describe();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void begin(Change change) {
    pending = change;
    due = settings.now() + settings.changeTime().toMillis();
  }

  /// Does what is due.
  void settle() {
    if (settings.now() < due) {
      return;
    }
    lock.writeLock().lock();
    try {
      Change change = pending;
      if (change != null && settings.now() >= due) {
        // As if it had been done when it was due: nobody has looked since.
        apply(change, due);
        pending = null;
        due = Long.MAX_VALUE;
        describe();
        changed.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void apply(Change change, long now) {
    // A child begins later than its parent, whatever the clock says.
    long at = Math.max(now, stamp + 1);
    switch (change) {
      case Change.Create create -> {}
      case Change.Delete delete -> {
        deleted = true;
        shards.close(true);
        storage.removeGroup(group());
      }
      case Change.Split split -> shards.split(shard(split.shard()), split.key(), at);
      case Change.Merge merge -> shards.merge(shard(merge.shard()), shard(merge.adjacent()), at);
      case Change.Scale scale -> shards.scale(scale.target(), at);
    }
  }

  private void describe() {
    description = CatalogLines.of(this, shards, pending);
  }

  /// Lines for the catalog; none for a stream that is gone.
  List<String> description() {
    return deleted || pending instanceof Change.Delete ? List.of() : description;
  }

  /// Begins a change.
  ///
  /// @throws ServiceError when another one is not finished
  void change(Supplier<Change> chosen) {
    lock.writeLock().lock();
    try {
      mustBe(StreamStatus.ACTIVE);
      begin(chosen.get());
      describe();
      changed.run();
    } finally {
      lock.writeLock().unlock();
    }
    settle();
  }

  /// Reshards without any delay, whatever the rules say.
  ///
  /// @param target number of open shards
  public void reshardNow(int target) {
    lock.writeLock().lock();
    try {
      apply(new Change.Scale(target), settings.now());
      describe();
      changed.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Deletes it, whatever else is under way.
  void delete() {
    lock.writeLock().lock();
    try {
      if (status() == StreamStatus.DELETING) {
        throw inUse(StreamStatus.DELETING);
      }
      begin(new Change.Delete());
      changed.run();
    } finally {
      lock.writeLock().unlock();
    }
    settle();
  }

  boolean isDeleted() {
    return deleted;
  }

  /// Refuses when the stream is in another state.
  void mustBe(StreamStatus wanted) {
    StreamStatus status = status();
    if (status != wanted) {
      throw inUse(status);
    }
  }

  private ServiceError inUse(StreamStatus status) {
    return ServiceError.inUse(
        "Stream %s under account %s not %s, instead in state %s",
        name, Streams.ACCOUNT, StreamStatus.ACTIVE, status);
  }

  private void mustTakeCalls() {
    StreamStatus status = current();
    if (deleted || status == StreamStatus.CREATING || status == StreamStatus.DELETING) {
      throw Streams.missing(name);
    }
  }

  /// Stores what the shards take, and returns when it is safe.
  ///
  /// @throws ServiceError when the stream takes nothing
  public void put(PutBatch batch) {
    settle();
    List<RecordLog> logs;
    lock.readLock().lock();
    try {
      mustTakeCalls();
      logs = new Appending(shards.routing(), batch, settings).run();
    } finally {
      lock.readLock().unlock();
    }
    try {
      storage.commit(logs);
    } catch (LogException e) {
      throw ServiceError.internal(String.valueOf(e.getMessage()));
    }
  }

  /// Reads from a place in a shard.
  ///
  /// @param bytes most keys and data to show, but at least one record
  /// @throws ServiceError when the shard gives nothing now
  public ReadResult read(ShardIterator from, int limit, long bytes, RecordVisitor visitor) {
    settle();
    mustTakeCalls();
    Shard shard = shard(from.shard());
    long now = settings.now();
    if (settings.throttling() && !shard.throughput.answers(now)) {
      throw rateExceeded(shard);
    }
    RecordLog.ReadEnd end = shard.log.read(from.next(), limit, bytes, horizon(), visitor);
    if (settings.throttling()) {
      shard.throughput.gave(end.bytes());
    }
    boolean ended = !shard.isOpen() && end.next() >= shard.log.next();
    long behind = 0;
    if (end.next() < shard.log.readable()) {
      behind = end.lastArrival() == Long.MIN_VALUE ? 1 : Math.max(1, now - end.lastArrival());
    }
    return new ReadResult(end.next(), behind, ended, ended ? childrenOf(shard) : List.of());
  }

  ServiceError rateExceeded(Shard shard) {
    return ServiceError.of(
        "ProvisionedThroughputExceededException", rateExceeded(name, shard.name()));
  }

  /// What the service says of a shard that takes or gives too much.
  public static String rateExceeded(String stream, String shard) {
    return "Rate exceeded for shard %s in stream %s under account %s."
        .formatted(shard, stream, Streams.ACCOUNT);
  }

  private List<Shard> childrenOf(Shard parent) {
    return shards().stream()
        .filter(shard -> shard.parent() == parent.index || shard.adjacentParent() == parent.index)
        .toList();
  }

  /// Arrival of the oldest record that is kept.
  long horizon() {
    return Math.max(stamp, settings.now() - settings.retention().toMillis());
  }

  /// Drops what is too old.
  void expire() {
    long horizon = horizon();
    for (Shard shard : shards()) {
      shard.log.expire(horizon);
    }
    lock.writeLock().lock();
    try {
      if (shards.expire(horizon)) {
        describe();
        changed.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// All shards that are not expired, in the order in which they came to be.
  public List<Shard> shards() {
    lock.readLock().lock();
    try {
      return shards.all();
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Open shards in the order of their hash keys.
  public List<Shard> openShards() {
    lock.readLock().lock();
    try {
      return shards.routing().shards();
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Those that a filter asks for.
  public List<Shard> shards(ShardFilter filter) {
    long horizon = horizon();
    return shards().stream()
        .filter(shard ->
            switch (filter) {
              case ShardFilter.After after -> shard.index > after.shard();
              case ShardFilter.AtTrimHorizon at -> shard.wasOpenAt(horizon);
              case ShardFilter.AtLatest at -> shard.isOpen();
              case ShardFilter.AtTimestamp at -> shard.wasOpenAt(Math.max(at.time(), horizon));
              case ShardFilter.FromTimestamp from ->
                  shard.wasOpenAfter(Math.max(from.time(), horizon));
            })
        .toList();
  }

  /// Refuses to list shards while they are made or deleted.
  public void mustListShards() {
    StreamStatus status = status();
    if (status == StreamStatus.CREATING || status == StreamStatus.DELETING) {
      throw inUse(status);
    }
  }

  /// Whether a shard has given this place to a record, or is about to, or begins or ends there.
  public boolean hasGiven(int shard, long place) {
    return shards().stream()
        .anyMatch(one -> one.index == shard && place >= one.start && place <= one.log.next());
  }

  /// How its shards may change.
  public Reshaping reshaping(Streams streams) {
    return new Reshaping(streams, this);
  }

  /// One of them.
  ///
  /// @throws ServiceError when there is none with this number
  Shard shard(int index) {
    return shards().stream()
        .filter(shard -> shard.index == index)
        .findFirst()
        .orElseThrow(() -> missing(Shard.id(index)));
  }

  /// One of them.
  ///
  /// @throws ServiceError when there is none with this id
  public Shard shard(String id) {
    int index = Shard.index(id);
    if (index == NONE) {
      throw missing(id);
    }
    return shard(index);
  }

  private ServiceError missing(String id) {
    return ServiceError.notFound(
        "Could not find shard %s in stream %s under account %s.", id, name, Streams.ACCOUNT);
  }

  /// What it is doing.
  public StreamStatus status() {
    settle();
    return current();
  }

  private StreamStatus current() {
    Change change = pending;
    return change == null ? StreamStatus.ACTIVE : change.status();
  }

  void close() {
    shards.close(false);
  }

  /// Its name.
  public String name() {
    return name;
  }

  /// When it was created, milliseconds since the epoch; no two streams share one.
  public long stamp() {
    return stamp;
  }

  /// How its capacity is chosen.
  public StreamMode mode() {
    return mode;
  }

  /// Most bytes of a record's key and data.
  public int maxRecordBytes() {
    return maxRecordBytes;
  }

  /// How long records are kept, in hours, rounded up.
  public int retentionHours() {
    return (int) Math.max(1, Math.ceilDiv(settings.retention().toMillis(), HOUR_MILLIS));
  }

  /// Its name in all of AWS.
  public String arn() {
    return Streams.ARN_HEAD + name;
  }
}
