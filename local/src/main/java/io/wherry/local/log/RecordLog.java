package io.wherry.local.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The records of one shard, numbered without gaps, in the order in which they came.
///
/// In memory a record can be read at once. With files it can be read when it is safe on disk, so
/// that nobody ever sees a record that a crash then takes away.
public final class RecordLog {
  /// Bytes of a log's first chunk; each next one is twice as large, up to the bound.
  private static final int CHUNK_BYTES_FIRST = 16 << 10;

  /// Less than half a region of a small heap, where larger arrays waste memory.
  private static final int CHUNK_BYTES_MAX = 256 << 10;

  /// Larger with files, of which there should be few.
  private static final int SEGMENT_BYTES_MAX = 4 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Chunk> chunks = new ArrayList<>();
  private final Memory memory;
  private final @Nullable SegmentFolder folder;
  private int chunkBytes = CHUNK_BYTES_FIRST;
  private long next;
  private long readable;
  private long lastArrival = Long.MIN_VALUE;
  private boolean sealed;

  /// A log in memory.
  ///
  /// @param first number of the first record to come
  public RecordLog(long first, Memory memory) {
    this(first, memory, null);
  }

  private RecordLog(long first, Memory memory, @Nullable SegmentFolder folder) {
    this.memory = memory;
    this.folder = folder;
    next = first;
    readable = first;
  }

  /// A log with files; what the folder already has is its beginning.
  ///
  /// @param first number of the first record to come into an empty folder
  /// @throws LogException when the folder cannot be read
  public static RecordLog open(long first, Memory memory, SegmentFolder folder) {
    var log = new RecordLog(first, memory, folder);
    log.chunks.addAll(folder.chunks());
    if (!log.chunks.isEmpty()) {
      Chunk last = log.chunks.getLast();
      log.next = last.next();
      log.readable = log.next;
      log.lastArrival = last.lastArrival();
      log.sealed = true;
    }
    return log;
  }

  /// Keeps others away from the end of the log until [#release()].
  public void hold() {
    lock.lock();
  }

  /// Ends [#hold()].
  public void release() {
    lock.unlock();
  }

  /// Adds a record. The caller holds the log.
  ///
  /// @param now milliseconds since the epoch; a clock that goes back is not followed
  /// @return its number
  public long append(RecordBytes record, long now) {
    int size = record.size();
    Chunk chunk = chunks.isEmpty() || sealed ? null : chunks.getLast();
    if (chunk == null || !chunk.fits(size)) {
      chunk = new Chunk(next, Math.max(size, chunkBytes));
      int most = folder == null ? CHUNK_BYTES_MAX : SEGMENT_BYTES_MAX;
      chunkBytes = Math.min(chunkBytes * 2, most);
      chunks.add(chunk);
      sealed = false;
      memory.add(this, chunk);
    }
    lastArrival = Math.max(now, lastArrival);
    memory.grow(chunk.append(record, lastArrival, folder != null));
    if (folder == null) {
      readable = next + 1;
    }
    return next++;
  }

  /// Shows records to a visitor.
  ///
  /// @param from number to begin at, or the oldest record when that is later
  /// @param records most records
  /// @param bytes most bytes of keys and data, but at least one record
  /// @param horizon arrival of the oldest record to show, milliseconds since the epoch
  /// @return number to go on with, and the arrival of the last record shown, or `Long.MIN_VALUE`
  public ReadEnd read(long from, int records, long bytes, long horizon, RecordVisitor visitor) {
    var walk = new Walk(Math.max(from, numberAt(horizon)), records, bytes, visitor);
    while (!walk.isFull()) {
      Chunk.View view = viewAt(walk.at);
      if (view == null) {
        break;
      }
      walk.through(view);
    }
    return new ReadEnd(walk.at, walk.lastArrival, walk.bytesShown);
  }

  /// Where a read stopped.
  ///
  /// @param next number to go on with
  /// @param lastArrival arrival of the last record shown, or `Long.MIN_VALUE` when there was none
  /// @param bytes keys and data shown
  public record ReadEnd(long next, long lastArrival, long bytes) {}

  /// The chunk that has this record, or the next one that is still there, cut to what is readable.
  private Chunk.@Nullable View viewAt(long number) {
    while (true) {
      Chunk chunk;
      long end;
      lock.lock();
      try {
        int index = indexOf(number);
        if (number >= readable || index == chunks.size()) {
          return null;
        }
        chunk = chunks.get(index);
        end = readable;
        Chunk.View view = chunk.view();
        if (view != null) {
          return view.until(end);
        }
      } finally {
        lock.unlock();
      }
      Chunk.View loaded = load(chunk);
      if (loaded != null) {
        return loaded.until(end);
      }
    }
  }

  /// Reads a chunk from its file; null when retention has deleted that meanwhile.
  private Chunk.@Nullable View load(Chunk chunk) {
    if (folder == null) {
      throw new IllegalStateException("a chunk in memory is not there");
    }
    SegmentFolder.Content content = folder.load(chunk);
    lock.lock();
    try {
      if (content == null) {
        chunks.remove(chunk);
        return null;
      }
      if (!chunk.isResident()) {
        chunk.attach(content.bytes(), content.offsets());
        memory.add(this, chunk);
      }
    } finally {
      lock.unlock();
    }
    // Perhaps it goes again at once: what was read serves this read whatever becomes of it.
    memory.keepBound();
    return new Chunk.View(chunk.first, content.bytes(), content.offsets(), chunk.count());
  }

  /// First chunk that ends behind the number.
  private int indexOf(long number) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks.get(middle).next() <= number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Number of the first record that arrived at this time or later; [#next()] when there is none.
  ///
  /// @param time milliseconds since the epoch
  public long numberAt(long time) {
    long number;
    lock.lock();
    try {
      int index = 0;
      while (index < chunks.size() && chunks.get(index).lastArrival() < time) {
        index++;
      }
      if (index == chunks.size()) {
        return readable;
      }
      Chunk chunk = chunks.get(index);
      if (chunk.firstArrival() >= time) {
        return chunk.first;
      }
      number = chunk.first;
    } finally {
      lock.unlock();
    }
    Chunk.View view = viewAt(number);
    return view == null ? number : Walk.firstAt(view, time);
  }

  /// Number behind the last record that can be read.
  public long readable() {
    lock.lock();
    try {
      return readable;
    } finally {
      lock.unlock();
    }
  }

  /// Number of the next record to come.
  public long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Whether any record is there, readable or not.
  public boolean isEmpty() {
    lock.lock();
    try {
      return chunks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Drops chunks whose records are all older.
  ///
  /// @param horizon milliseconds since the epoch
  public void expire(long horizon) {
    lock.lock();
    try {
      // The name of the last file says which numbers were given: with files it stays.
      int stay = folder == null ? 0 : 1;
      while (chunks.size() > stay
          && chunks.getFirst().lastArrival() < horizon
          && chunks.getFirst().next() <= readable) {
        drop(chunks.getFirst());
      }
    } finally {
      lock.unlock();
    }
  }

  private void drop(Chunk chunk) {
    chunks.remove(chunk);
    memory.grow(-chunk.footprint());
    chunk.release();
    if (folder != null) {
      folder.delete(chunk);
    }
  }

  /// Lets a chunk's memory go.
  ///
  /// @return false when that must wait until it is in its file
  boolean evict(Chunk chunk) {
    lock.lock();
    try {
      if (!chunk.isResident()) {
        return true;
      }
      if (folder == null) {
        drop(chunk);
        return true;
      }
      if (chunk.written < chunk.size()) {
        return false;
      }
      sealed |= chunk == chunks.getLast();
      memory.grow(-chunk.footprint());
      chunk.release();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what is new to its files and makes it readable when it is safe there.
  ///
  /// @throws LogException when the files cannot be written
  void flush() {
    if (folder == null) {
      return;
    }
    for (Chunk chunk : unwritten()) {
      int size;
      int count;
      byte[] bytes;
      lock.lock();
      try {
        if (!chunk.isResident()) {
          continue; // deleted meanwhile
        }
        size = chunk.size();
        count = chunk.count();
        bytes = chunk.resident();
      } finally {
        lock.unlock();
      }
      folder.write(chunk, bytes, size);
      lock.lock();
      try {
        chunk.written = size;
        chunk.writtenRecords = count;
        readable = chunk.first + count;
      } finally {
        lock.unlock();
      }
    }
  }

  private List<Chunk> unwritten() {
    lock.lock();
    try {
      return chunks.stream().filter(chunk -> chunk.written < chunk.size()).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Closes its files; deletes them when nobody will read them again.
  public void close(boolean deleting) {
    lock.lock();
    try {
      if (deleting) {
        List.copyOf(chunks).forEach(this::drop);
      }
      if (folder != null) {
        folder.close(deleting);
      }
    } finally {
      lock.unlock();
    }
  }
}
