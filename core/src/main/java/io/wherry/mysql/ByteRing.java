package io.wherry.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Bytes on their way from the socket to the reader: one large array, written around in a circle by
/// the carrier and read in place by the reader.
///
/// ```text
///          freed                written
///   | free   | taken or not yet    | free          |      index = place & (size - 1)
///            ^ up to here the reader is done       ^ size
/// ```
///
/// Places count bytes since the start of the stream and never wrap; only their index does. One
/// thread writes ([#carry]), one reads; each owns one of the two places and looks at the other's.
final class ByteRing {
  private final byte[] array;
  private final Runnable bell;

  private volatile long written;
  private volatile long freed;
  private volatile boolean hungry;
  private volatile @Nullable Thread parked;
  private volatile boolean closed;
  private volatile @Nullable IOException end;

  /// @param size bytes, a power of two
  /// @param bell rung when bytes (or the end) come after the reader found none
  ByteRing(int size, Runnable bell) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(size + " is not a power of two");
    }
    array = new byte[size];
    this.bell = bell;
  }

  int size() {
    return array.length;
  }

  byte[] array() {
    return array;
  }

  int index(long place) {
    return (int) place & array.length - 1;
  }

  /// The byte at a place that was written and not yet freed.
  int at(long place) {
    return array[index(place)] & 0xFF;
  }

  // -- the carrier's side

  /// Reads from `in` into the ring until the stream ends, breaks or the ring is closed.
  void carry(InputStream in) {
    IOException why;
    try {
      while (true) {
        int room = awaitRoom();
        if (room == 0) {
          return;
        }
        int count = in.read(array, index(written), room);
        if (count < 0) {
          why = new IOException("the server closed the connection");
          break;
        }
        publish(written + count);
      }
    } catch (IOException e) {
      why = e;
    }
    end = why;
    bell.run();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void publish(long place) {
    written = place;
    if (hungry) {
      hungry = false;
      bell.run();
    }
  }

  /// Free bytes in one piece, once a quarter of the ring is free: a carrier that woke for every
  /// event that was taken would read the socket in crumbs. 0 when the ring is closed.
  private int awaitRoom() {
    if (array.length - (written - freed) == 0) {
      parked = Thread.currentThread();
      while (array.length - (written - freed) < array.length / 4 && !closed) {
        LockSupport.park(this);
      }
      parked = null;
    }
    if (closed) {
      return 0;
    }
    int free = (int) (array.length - (written - freed));
    return Math.min(free, array.length - index(written));
  }

  // -- the reader's side

  /// The place behind the last byte that came.
  long written() {
    return written;
  }

  /// Gives the bytes before `place` back to the carrier.
  void free(long place) {
    freed = place;
    Thread carrier = parked;
    if (carrier != null && array.length - (written - place) >= array.length / 4) {
      LockSupport.unpark(carrier);
    }
  }

  /// Has the bell rung at the next bytes. Returns whether some came in between, or the end: then do
  /// not wait.
  boolean starve(long seen) {
    hungry = true;
    return written != seen || end != null;
  }

  /// Why no more bytes will come, or null while they may. Look at [#written()] afterwards.
  @Nullable IOException end() {
    return end;
  }

  /// Whether the carrier waits for the server, not for room.
  boolean waitsForBytes() {
    return parked == null && end == null;
  }

  /// Lets a carrier that waits for room go; one that waits for the socket goes when that is closed.
  void close() {
    closed = true;
    Thread carrier = parked;
    if (carrier != null) {
      LockSupport.unpark(carrier);
    }
  }
}
