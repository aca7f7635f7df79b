package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Appends records to bytes somewhere: the stepping thread fills one buffer while a virtual thread
/// writes the other and, where the target can, forces it. So neither a slow disk nor a full pipe
/// ever blocks the stepping thread; when both buffers are full there is no room.
///
/// ```text
///   offer ──▶ front ──swap──▶ back ──write──▶ target ──force──▶ acknowledged
///            a write: 256 KiB or 2 ms      a force: 16 MiB, 500 ms, or a full window
/// ```
public final class Appender {
  /// Bytes that are written without waiting for more.
  public static final int WRITE_BYTES = 256 << 10;

  /// How long a record waits for others to be written with, in nanoseconds.
  public static final long WRITE_NANOS = 2_000_000L;

  /// Bytes that are forced without waiting for more.
  public static final int FORCE_BYTES = 16 << 20;

  /// How long a written record waits for others to be forced with, in nanoseconds.
  public static final long FORCE_NANOS = 500_000_000L;

  /// Bytes a buffer takes before there is no room; passed by one record.
  public static final int BUFFER_BYTES = 8 << 20;

  private static final int BUFFER_BYTES_FIRST = 512 << 10;

  /// Where bytes go; called by one thread at a time.
  public interface Target {
    /// Writes all of the buffer's remaining bytes.
    void write(ByteBuffer bytes) throws IOException;

    /// Makes durable what was written; does nothing where that has no meaning.
    void force() throws IOException;
  }

  /// What one virtual thread did; null as failure when all of it.
  private record Done(@Nullable IOException failure) {}

  private final WindowOptions window;
  private final Target target;
  private final boolean forces;
  private final LongSupplier nanoTime;
  private final Runnable bell;
  private final long forceBytes;
  private final AtomicReference<@Nullable Done> inbox = new AtomicReference<>();

  private ByteBuffer front = ByteBuffer.allocateDirect(BUFFER_BYTES_FIRST);
  private ByteBuffer back = ByteBuffer.allocateDirect(BUFFER_BYTES_FIRST);
  private @Nullable IOException failure;
  private boolean busy;
  private boolean forcing;
  private boolean frontSeen;
  private long frontSince;
  private boolean unforcedSeen;
  private long unforcedSince;
  private long offered;
  private long offeredBytes;
  private long handedOver;
  private long handedOverBytes;
  private long acknowledged;
  private long acknowledgedBytes;

  /// @param forces whether acknowledged means forced, or only written
  /// @param bell wakes the stepping thread
  public Appender(
      WindowOptions window, Target target, boolean forces, LongSupplier nanoTime, Runnable bell) {
    this.window = window;
    this.target = target;
    this.forces = forces;
    this.nanoTime = nanoTime;
    this.bell = bell;
    forceBytes = Math.max(1, Math.min(FORCE_BYTES, window.bytes() / 4));
  }

  /// Whether two more records may be offered now.
  public boolean hasRoom() {
    return front.position() < BUFFER_BYTES
        && offered - acknowledged + 2 <= window.events()
        && offeredBytes - acknowledgedBytes < window.bytes();
  }

  /// Takes over a copy of a record.
  public void offer(ByteSlice record) {
    if (offered - acknowledged >= window.events()) {
      throw new IllegalStateException("the window is full: ask hasRoom() first");
    }
    if (record.length() > front.remaining()) {
      long wanted = (long) front.position() + record.length();
      long capacity = Math.max(wanted, Math.min(2L * front.capacity(), 2L * BUFFER_BYTES));
      front = ByteBuffer.allocateDirect(Math.toIntExact(capacity)).put(front.flip());
    }
    front.put(record.array(), record.offset(), record.length());
    offered++;
    offeredBytes += record.length();
  }

  /// Takes in what was written and hands over what is due.
  ///
  /// @throws IOException what the target said, now and ever after: what it holds is not known
  public boolean step() throws IOException {
    boolean took = takeIn();
    if (busy || acknowledged == offered) {
      return took;
    }
    long now = nanoTime.getAsLong();
    if (front.position() > 0 && !frontSeen) {
      frontSeen = true;
      frontSince = now;
    }
    boolean full = !hasRoom();
    boolean write = front.position() > 0 && (full || isWriteDue(now));
    boolean force = forces && (full || isForceDue(now));
    if (write || force) {
      handOver(force, now);
      return true;
    }
    return took;
  }

  private boolean isWriteDue(long now) {
    return front.position() >= WRITE_BYTES || now - frontSince >= WRITE_NANOS;
  }

  private boolean isForceDue(long now) {
    return unforcedSeen
        && (now - unforcedSince >= FORCE_NANOS || offeredBytes - acknowledgedBytes >= forceBytes);
  }

  private boolean takeIn() throws IOException {
    if (failure != null) {
      throw failure;
    }
    Done done = busy ? inbox.getAndSet(null) : null;
    if (done == null) {
      return false;
    }
    if (done.failure() != null) {
      failure = done.failure();
      throw failure;
    }
    busy = false;
    if (forcing || !forces) {
      acknowledged = handedOver;
      acknowledgedBytes = handedOverBytes;
    }
    back = back.capacity() > 2 * BUFFER_BYTES ? firstBuffer() : back.clear();
    return true;
  }

  private static ByteBuffer firstBuffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES_FIRST);
  }

  private void handOver(boolean force, long now) {
    ByteBuffer full = front.flip();
    front = back;
    back = full;
    frontSeen = false;
    handedOver = offered;
    handedOverBytes = offeredBytes;
    busy = true;
    forcing = force;
    if (force) {
      unforcedSeen = false;
    } else if (!unforcedSeen) {
      unforcedSeen = true;
      unforcedSince = now;
    }
    Thread.startVirtualThread(() -> carry(full, force));
  }

  private void carry(ByteBuffer bytes, boolean force) {
    var done = new Done(new IOException("the writing thread died"));
    try {
      target.write(bytes);
      if (force) {
        target.force();
      }
      done = new Done(null);
    } catch (IOException e) {
      done = new Done(e);
    } finally {
      inbox.set(done);
      bell.run();
    }
  }

  /// As [Sink#nextStepNanos()].
  public long nextStepNanos() {
    if (busy || acknowledged == offered) {
      return Long.MAX_VALUE;
    }
    long now = nanoTime.getAsLong();
    long next = Long.MAX_VALUE;
    if (front.position() > 0) {
      next = frontSeen ? frontSince + WRITE_NANOS - now : 0;
    }
    if (forces && unforcedSeen) {
      next = Math.min(next, unforcedSince + FORCE_NANOS - now);
    }
    return Math.max(0, next);
  }

  /// Every record up to this number is written, and forced where that is meant.
  public long acknowledged() {
    return acknowledged;
  }

  /// Records offered so far.
  public long offered() {
    return offered;
  }

  /// Whether a write is under way.
  public boolean isBusy() {
    return busy;
  }

  /// Records handed over and not acknowledged yet.
  public int inFlight() {
    return (int) Math.min(Integer.MAX_VALUE, handedOver - acknowledged);
  }
}
