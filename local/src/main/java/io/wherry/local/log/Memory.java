package io.wherry.local.log;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The bound on what all logs hold in memory. When it is reached the oldest chunks go: a log in
/// memory loses them, a log with files reads them again when somebody asks.
public final class Memory {
  private record Resident(RecordLog log, Chunk chunk) {}

  private final long bound;
  private final AtomicLong used = new AtomicLong();
  private final ConcurrentLinkedQueue<Resident> oldestFirst = new ConcurrentLinkedQueue<>();

  /// @param bound bytes
  public Memory(long bound) {
    this.bound = bound;
  }

  /// Bytes in use.
  public long used() {
    return used.get();
  }

  void add(RecordLog log, Chunk chunk) {
    used.addAndGet(chunk.footprint());
    oldestFirst.add(new Resident(log, chunk));
  }

  void grow(long bytes) {
    if (bytes != 0) {
      used.addAndGet(bytes);
    }
  }

  /// Lets chunks go until the bound holds. Call it without holding a log: it takes their locks.
  public void keepBound() {
    if (used.get() <= bound) {
      return;
    }
    // What cannot go yet comes back to the end of the queue: once round is enough.
    int atMost = oldestFirst.size();
    for (int i = 0; i < atMost && used.get() > bound; i++) {
      Resident oldest = oldestFirst.poll();
      if (oldest == null) {
        return;
      }
      if (!oldest.log.evict(oldest.chunk)) {
        oldestFirst.add(oldest);
      }
    }
  }
}
