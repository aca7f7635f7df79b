package io.wherry.local.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// All streams of the one account that there is.
public final class Streams implements AutoCloseable {
  /// The account that owns everything.
  public static final String ACCOUNT = "000000000000";

  /// The region of everything.
  public static final String REGION = "us-east-1";

  static final String ARN_HEAD = "arn:aws:kinesis:" + REGION + ":" + ACCOUNT + ":stream/";

  /// Most open shards of all streams together. Source: the service's default is 20,000 at most.
  public static final int SHARDS_MAX = 10_000;

  private static final long SWEEP_MILLIS = 1_000;

  private final Settings settings;
  private final Storage storage;
  private final ConcurrentSkipListMap<String, Stream> streams = new ConcurrentSkipListMap<>();
  private final ReentrantLock creating = new ReentrantLock();
  private final AtomicLong sweptAt = new AtomicLong();
  private long lastStamp;

  /// Brings back what the storage has.
  public Streams(Settings settings, Storage storage) {
    this.settings = settings;
    this.storage = storage;
    sweptAt.set(settings.now());
    List<String> catalog = storage.catalog();
    if (catalog != null) {
      for (CatalogLines lines : CatalogLines.parse(catalog)) {
        lastStamp = Math.max(lastStamp, lines.stamp());
        Stream stream = stream(lines.name(), lines.stamp(), lines.mode(), lines.maxRecordBytes());
        stream.restore(lines);
        streams.put(lines.name(), stream);
      }
      save();
    }
  }

  private Stream stream(String name, long stamp, StreamMode mode, int maxRecordBytes) {
    return new Stream(name, stamp, mode, maxRecordBytes, settings, storage, this::save);
  }

  private synchronized void save() {
    var lines = new ArrayList<String>();
    streams.values().forEach(stream -> lines.addAll(stream.description()));
    storage.saveCatalog(lines);
  }

  private synchronized long newStamp() {
    lastStamp = Math.max(settings.now(), lastStamp + 1);
    return lastStamp;
  }

  /// Creates a stream.
  ///
  /// @param atOnce without being CREATING for a while
  /// @throws ServiceError when there is one of that name, or too many shards
  public void create(String name, StreamMode mode, int shards, int maxRecordBytes, boolean atOnce) {
    creating.lock();
    try {
      if (has(name)) {
        throw ServiceError.inUse("Stream %s under account %s already exists.", name, ACCOUNT);
      }
      mustHaveRoomFor(shards);
      Stream stream = stream(name, newStamp(), mode, maxRecordBytes);
      stream.create(shards, atOnce);
      streams.put(name, stream);
      save();
    } finally {
      creating.unlock();
    }
  }

  /// Refuses when so many more shards would be too many.
  void mustHaveRoomFor(int more) {
    int open = openShards();
    if (open + more > SHARDS_MAX) {
      throw ServiceError.of(
          "LimitExceededException",
          ("This request would exceed the shard limit for the account %s in %s. Current shard"
                  + " count for the account: %d. Limit: %d. Number of additional shards that would"
                  + " have resulted from this request: %d.")
              .formatted(ACCOUNT, REGION, open, SHARDS_MAX, more));
    }
  }

  /// How many shards of all streams are open.
  public int openShards() {
    return streams.values().stream().mapToInt(stream -> stream.openShards().size()).sum();
  }

  /// Finds a stream.
  ///
  /// @throws ServiceError when there is none
  public Stream find(String name) {
    sweep();
    Stream stream = streams.get(name);
    if (stream != null) {
      stream.settle();
      if (!stream.isDeleted()) {
        return stream;
      }
      streams.remove(name, stream);
    }
    throw missing(name);
  }

  static ServiceError missing(String name) {
    return ServiceError.notFound("Stream %s under account %s not found.", name, ACCOUNT);
  }

  /// Name of the stream with this stamp.
  public Optional<String> nameOf(long stamp) {
    return streams.values().stream()
        .filter(stream -> stream.stamp() == stamp)
        .findFirst()
        .map(Stream::name);
  }

  /// Finds a stream by its stamp.
  ///
  /// @throws ServiceError when there is none
  public Stream find(long stamp) {
    return nameOf(stamp)
        .map(this::find)
        .orElseThrow(() -> ServiceError.notFound("The stream of the token or iterator is gone."));
  }

  /// Deletes a stream.
  ///
  /// @throws ServiceError when there is none
  public void delete(String name) {
    find(name).delete();
  }

  /// Whether there is a stream of this name.
  public boolean has(String name) {
    settleAll();
    return streams.containsKey(name);
  }

  /// All streams in the order of their names.
  public List<Stream> all() {
    settleAll();
    return List.copyOf(streams.values());
  }

  private void settleAll() {
    for (Stream stream : streams.values()) {
      stream.settle();
      if (stream.isDeleted()) {
        streams.remove(stream.name(), stream);
      }
    }
  }

  /// Drops what is too old, now and then.
  private void sweep() {
    long now = settings.now();
    long last = sweptAt.get();
    if (now - last >= SWEEP_MILLIS && sweptAt.compareAndSet(last, now)) {
      streams.values().forEach(Stream::expire);
    }
  }

  /// Milliseconds since the epoch.
  public long now() {
    return settings.now();
  }

  @Override
  public void close() {
    streams.values().forEach(Stream::close);
    storage.close();
  }
}
