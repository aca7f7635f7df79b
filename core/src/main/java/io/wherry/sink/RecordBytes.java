package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/// The bytes of the window's records: each lies in one piece and stays where it is until released.
///
/// ```text
///   chunk 0                      chunk 1                       chunk 2 (exact)
///   | key record | key record …  | key record | key record …   | key, a record above LARGE |
///   place of a record = chunk << 18 | offset of its key
/// ```
///
/// Chunks are made on demand and used again, so a window that is never full costs little, and
/// nothing is copied when it grows. They lie outside the heap: a full window in it would keep the
/// collector of a 256 MB heap marking all the time (seen: 200,000 instead of 500,000 records/s).
/// Whoever carries a request reads a chunk while the machine appends to it: the ranges never
/// overlap, and nobody moves a buffer's position.
final class RecordBytes {
  /// Bytes of a chunk.
  static final int CHUNK = 1 << 18;

  /// A record larger than this has a chunk of its own, so at most a quarter of a chunk is lost. It
  /// lies in the heap, where it goes away by itself.
  static final int LARGE = CHUNK / 4;

  private static final int OFFSET_BITS = 18;
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private ByteBuffer[] chunks = new ByteBuffer[16];
  private int[] live = new int[16];
  private int chunkCount;
  private final IntQueue free = new IntQueue(16);
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private int current = -1;
  private int used;

  /// Copies key and record behind each other and returns their place.
  long append(ByteSlice key, ByteSlice record) {
    int needed = Math.addExact(key.length(), record.length());
    int chunk;
    int offset;
    if (needed > LARGE) {
      chunk = open(ByteBuffer.allocate(needed));
      offset = 0;
    } else {
      if (current < 0 || needed > CHUNK - used) {
        ByteBuffer again = spare.poll();
        leaveCurrent();
        current = open(again == null ? ByteBuffer.allocateDirect(CHUNK) : again);
        used = 0;
      }
      chunk = current;
      offset = used;
      used += needed;
    }
    ByteBuffer to = chunks[chunk];
    to.put(offset, key.array(), key.offset(), key.length());
    to.put(offset + key.length(), record.array(), record.offset(), record.length());
    live[chunk]++;
    return (long) chunk << OFFSET_BITS | offset;
  }

  /// The chunk that holds a place; it stays valid until the record is released. Read it by index.
  ByteBuffer chunk(long place) {
    return chunks[(int) (place >>> OFFSET_BITS)];
  }

  /// Index in [#chunk(long)] of the record's key; the record follows it.
  static int offset(long place) {
    return (int) place & (CHUNK - 1);
  }

  /// Lets go of one record.
  void release(long place) {
    int chunk = (int) (place >>> OFFSET_BITS);
    live[chunk]--;
    if (live[chunk] == 0) {
      if (chunk == current) {
        used = 0;
      } else {
        close(chunk);
      }
    }
  }

  private void leaveCurrent() {
    if (current >= 0 && live[current] == 0) {
      close(current);
    }
  }

  private int open(ByteBuffer bytes) {
    int chunk = free.isEmpty() ? chunkCount++ : free.poll();
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunk);
      live = Arrays.copyOf(live, 2 * chunk);
    }
    chunks[chunk] = bytes;
    live[chunk] = 0;
    return chunk;
  }

  private void close(int chunk) {
    if (chunks[chunk].isDirect()) {
      spare.push(chunks[chunk]);
    }
    chunks[chunk] = NONE;
    free.add(chunk);
  }
}
