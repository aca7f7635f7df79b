package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
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
/// nothing is copied when it grows. Whoever carries a request reads a chunk while the machine
/// appends to it: the ranges never overlap.
final class RecordBytes {
  /// Bytes of a chunk: below half a region of a 256 MB heap, so that the collector may move it.
  static final int CHUNK = 1 << 18;

  /// A record larger than this has a chunk of its own, so at most a quarter of a chunk is lost.
  static final int LARGE = CHUNK / 4;

  private static final int OFFSET_BITS = 18;
  private static final byte[] NONE = {};

  private byte[][] chunks = new byte[16][];
  private int[] live = new int[16];
  private int chunkCount;
  private final IntQueue free = new IntQueue(16);
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private int current = -1;
  private int used;

  /// Copies key and record behind each other and returns their place.
  long append(ByteSlice key, ByteSlice record) {
    int needed = Math.addExact(key.length(), record.length());
    int chunk;
    int offset;
    if (needed > LARGE) {
      chunk = open(new byte[needed]);
      offset = 0;
    } else {
      if (current < 0 || needed > CHUNK - used) {
        byte[] again = spare.poll();
        leaveCurrent();
        current = open(again == null ? new byte[CHUNK] : again);
        used = 0;
      }
      chunk = current;
      offset = used;
      used += needed;
    }
    byte[] to = chunks[chunk];
    System.arraycopy(key.array(), key.offset(), to, offset, key.length());
    System.arraycopy(record.array(), record.offset(), to, offset + key.length(), record.length());
    live[chunk]++;
    return (long) chunk << OFFSET_BITS | offset;
  }

  /// The array that holds a place; it stays valid until the record is released.
  byte[] array(long place) {
    return chunks[(int) (place >>> OFFSET_BITS)];
  }

  /// Index in [#array(long)] of the record's key; the record follows it.
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

  private int open(byte[] bytes) {
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
    if (chunks[chunk].length == CHUNK) {
      spare.push(chunks[chunk]);
    }
    chunks[chunk] = NONE;
    free.add(chunk);
  }
}
