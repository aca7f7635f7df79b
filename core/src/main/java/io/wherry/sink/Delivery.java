package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The delivery machine: what is sent when. One thread steps it; it does no I/O, reads no clock of
/// its own and never waits, so a test can step the very machine that ships through any sequence.
///
/// ```text
///   offer ──▶ WAITING ──▶ READY ──▶ SENT ──▶ STORED ──▶ out of the window, in order
///              │  behind    ▲  │ in its lane   │  │
///              │  its keys  │  └─ a request ───┘  │ lets go of its keys: successors READY
///              └────────────┘ throttled, not stored, unknown: SENT ──▶ READY, at the front
/// ```
///
/// - At most one unacknowledged record per wait key. So a call whose entries fail in part, or calls
///   that arrive in any order, cannot reorder the records of a key: nothing of the key is behind.
/// - A request leaves at once when little is in flight; the more is, the fuller it must be, or
///   [#LINGER] old. So latency is low at low load and calls are full at high load.
/// - What is in flight is bounded in requests and in bytes; a line that loses calls gets less.
/// - A record is tried again for as long as the process lives. What no try can mend ends the
///   machine with its line.
///
/// Outcomes come in by [#complete(Request)], also from within the call that sends.
public final class Delivery {
  /// How long a record that may be sent waits for others to share its call, in nanoseconds.
  public static final long LINGER = 2_000_000L;

  private final DeliveryOptions options;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Consumer<Request> out;
  private final Window window;
  private final Lanes lanes;
  private final ShardMarks marks = new ShardMarks();
  private final ArrayDeque<Request> idle = new ArrayDeque<>();
  private final long[] released = new long[2];
  private boolean readySeen;
  private long readySince;
  private final Flight flight;
  private long throttled;
  private long unknown;
  private long notStored;
  private @Nullable String trouble;

  /// @param laneOfSlice for each slice of the key space its lane, from 0; as many slices as entries
  /// @param nanoTime the clock, in nanoseconds from anywhere
  /// @param random for the jitter of pauses
  /// @param out takes a request to be sent and returns at once
  public Delivery(
      DeliveryOptions options,
      int[] laneOfSlice,
      LongSupplier nanoTime,
      RandomGenerator random,
      Consumer<Request> out) {
    this.options = options;
    this.nanoTime = nanoTime;
    this.random = random;
    this.out = out;
    window = new Window(options.window());
    flight = new Flight(options.bytesInFlight());
    lanes =
        new Lanes(
            window,
            laneOfSlice,
            () -> new Pace(options.laneRecordsPerSecond(), options.laneBytesPerSecond()));
    for (int i = 0; i < options.requests(); i++) {
      idle.push(new Request(options.recordsPerRequest()));
    }
  }

  /// Whether the window has room for one more record.
  public boolean hasRoom() {
    return window.hasRoom();
  }

  /// Takes over a copy of a record; see [Sink#offer].
  ///
  /// @param slice which slice of the key space the partition key belongs to, from 0
  /// @throws IllegalStateException when there is no room
  public void offer(
      ByteSlice partitionKey, int slice, long waitKey, long secondWaitKey, ByteSlice record) {
    java.util.Objects.checkIndex(slice, lanes.slices());
    window.add(partitionKey, slice, waitKey, secondWaitKey, record);
    long event = window.newest();
    if (window.state(event) == Window.READY) {
      lanes.ready(event);
    }
  }

  /// Sends what may go.
  ///
  /// @return whether anything was sent
  public boolean step() {
    if (idle.isEmpty() || (lanes.inRound() == 0 && !lanes.anyRests())) {
      return false;
    }
    long now = nanoTime.getAsLong();
    lanes.wake(now);
    boolean sent = false;
    while (!idle.isEmpty() && !flight.isFull() && isWorthACall(now)) {
      Request request = idle.pop();
      lanes.fill(request, (int) Math.min(flight.room(), options.bytesPerRequest()), now);
      if (request.count() == 0) {
        idle.push(request);
        break;
      }
      flight.sent(request, now);
      readySince = now;
      sent = true;
      out.accept(request);
    }
    return sent;
  }

  private boolean isWorthACall(long now) {
    int ready = lanes.inRound();
    if (ready == 0) {
      readySeen = false;
      return false;
    }
    if (!readySeen) {
      readySeen = true;
      readySince = now;
    }
    int inFlight = options.requests() - idle.size();
    int enough = Math.min(inFlight * inFlight, options.recordsPerRequest());
    return ready >= enough || now - readySince >= LINGER;
  }

  /// Nanoseconds from now after which [#step()] may find something to send even when nothing is
  /// offered or completed before; [Long#MAX_VALUE] for never.
  public long nextStepNanos() {
    if (idle.isEmpty() || flight.isFull()) {
      return Long.MAX_VALUE;
    }
    long now = nanoTime.getAsLong();
    long next = Long.MAX_VALUE;
    if (lanes.anyRests()) {
      next = lanes.wakeAt() - now;
    }
    if (lanes.inRound() > 0) {
      next = Math.min(next, readySeen ? readySince + LINGER - now : 0);
    }
    return Math.max(0, next);
  }

  /// Takes in the outcomes of a request and takes the request back.
  ///
  /// @throws SinkException when the carrier found that no further try can succeed
  public void complete(Request request) {
    long now = nanoTime.getAsLong();
    boolean lost = request.count() > 0;
    if (request.trouble() != null) {
      trouble = request.trouble();
    }
    // Backwards, because each entry that failed goes to the front of its lane.
    for (int entry = request.count() - 1; entry >= 0; entry--) {
      long event = request.event(entry);
      Pace pace = lanes.of(event).pace;
      lost &= request.outcome(entry) == Request.UNKNOWN;
      switch (request.outcome(entry)) {
        case Request.STORED -> stored(request, entry, event, pace);
        case Request.THROTTLED -> {
          throttled++;
          pace.throttled(now, random);
          again(event);
        }
        case Request.NOT_STORED -> {
          notStored++;
          pace.pause(now, random);
          again(event);
        }
        case Request.UNKNOWN -> resolve(event, pace, now);
        default -> throw new IllegalStateException("outcome " + request.outcome(entry));
      }
    }
    window.advance();
    flight.back(request, lost, now);
    RuntimeException end = request.end();
    request.clear();
    idle.push(request);
    if (end != null) {
      throw new SinkException(String.valueOf(end.getMessage()), end);
    }
  }

  private void stored(Request request, int entry, long event, Pace pace) {
    pace.stored();
    String shard = request.shard(entry);
    String sequenceNumber = request.sequenceNumber(entry);
    if (shard != null && sequenceNumber != null) {
      marks.stored(shard, sequenceNumber);
    }
    int count = window.stored(event, released);
    for (int i = 0; i < count; i++) {
      lanes.ready(released[i]);
    }
  }

  private void again(long event) {
    window.state(event, Window.READY);
    lanes.again(event);
  }

  /// The one place where an unknown outcome is decided. It is sent again: so a record whose answer
  /// was lost is in the stream at least once, and its key's order is kept. Reading the shard back
  /// to learn whether it is there enters here.
  private void resolve(long event, Pace pace, long now) {
    unknown++;
    pace.pause(now, random);
    again(event);
  }

  /// Spreads the key space over lanes anew, after the stream was resharded; each starts unpaced.
  ///
  /// @param laneOfSlice as for the constructor, with the same number of slices
  public void remap(int[] laneOfSlice) {
    java.util.Objects.checkIndex(lanes.slices() - 1, laneOfSlice.length);
    lanes.remap(laneOfSlice);
  }

  /// Every record up to this number is stored; 0 before the first.
  public long acknowledged() {
    return window.oldest() - 1;
  }

  /// Records offered so far.
  public long offered() {
    return window.newest();
  }

  /// Records sent whose outcome is not known yet.
  public int inFlight() {
    return flight.records();
  }

  /// Bytes of keys and records in the window.
  public long windowBytes() {
    return window.bytes();
  }

  /// The highest sequence numbers acknowledged so far.
  public ShardMarks marks() {
    return marks;
  }

  /// How many entries were refused by throttling so far.
  public long throttled() {
    return throttled;
  }

  /// How many entries certainly were not stored so far, for another reason than throttling.
  public long notStored() {
    return notStored;
  }

  /// How many entries had an unknown outcome so far.
  public long unknown() {
    return unknown;
  }

  /// Why an entry last failed other than by throttling, for the log; null if none has.
  public @Nullable String trouble() {
    return trouble;
  }
}
