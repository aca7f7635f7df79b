package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The delivery machine: what is sent when. One thread steps it; it does no I/O, reads no clock of
/// its own and never waits, so a test can step the very machine that ships through any sequence.
///
/// ```text
///   offer ──▶ WAITING ──▶ READY ──▶ SENT ──▶ STORED ──▶ out of the window, in order
///              │  behind    ▲  │ in its    │  │  │
///              │  its keys  │  │ shard's   │  │  │ lets go of its keys: successors READY
///              └────────────┘  │ queue     │  └──┘
///                           ▲  └───────────┤
///                           │  throttled, not stored: SENT ──▶ READY, at the front
///                           └─ unknown: searched for in the stream; found: STORED; absent: READY
/// ```
///
/// - At most one unacknowledged record per wait key. So a call whose entries fail in part, or calls
///   that arrive in any order, cannot reorder the records of a key: nothing of the key is behind.
///   Of a lane all events that are ready share one record ([LanePacking]).
/// - A request leaves at once when little is in flight; the more is, the fuller it must be, or
///   [#LINGER] old. So latency is low at low load and calls are full at high load.
/// - What is in flight is bounded in requests and in bytes; a line that loses calls gets less.
/// - A record is tried again for as long as the process lives, but only when it is certain that it
///   is not in the stream ([ReadBack]). What no try can mend ends the machine with its line.
/// - A [Barrier] cuts what is sent in two.
///
/// Outcomes come in by [#complete(Request)], also from within the call that sends.
public final class Delivery {
  /// How long a record that may be sent waits for others to share its call, in nanoseconds.
  public static final long LINGER = Linger.SHORT;

  /// Records that wait for a free call, at most, while none is free. What the line cannot take yet
  /// is better left unread: by the time it is sent it would lie far away in memory.
  static final int AHEAD = 16_384;

  private static final long REQUEST_LIFE = KinesisLimits.REQUEST_LIFE.toNanos();

  /// A call that fails after this time is one too many for the line.
  private static final long SLOW = REQUEST_LIFE / 2;

  /// What the machine is connected to.
  ///
  /// @param nanoTime the clock, in nanoseconds from anywhere
  /// @param random for the jitter of pauses
  /// @param form what an entry is for the service
  /// @param out takes errands and returns at once
  public record Ports(
      LongSupplier nanoTime, RandomGenerator random, EntryForm form, Consumer<Errand> out) {}

  private final DeliveryOptions options;
  private final Ports ports;
  private final Window window;
  private final Barrier barrier = new Barrier();
  private final ShardQueues queues;
  private final ShardMarks marks;
  private final ReadBack readBack;
  private final DeliveryCounts counts = new DeliveryCounts();
  private final ArrayDeque<Request> idle = new ArrayDeque<>();
  private final ArrayDeque<Long> present = new ArrayDeque<>();
  private final long[] released = new long[2];
  private final Flight flight;
  private final Linger linger;
  private boolean layoutTrusted = true;

  /// @param layout which shard takes which hash keys, as far as is known
  /// @param marks where this run begins in each shard
  public Delivery(DeliveryOptions options, ShardLayout layout, ShardMarks marks, Ports ports) {
    this.options = options;
    this.marks = marks;
    this.ports = ports;
    window = new Window(options.window());
    flight = new Flight(options.bytesInFlight());
    linger =
        new Linger(window, barrier, options.aggregation() != null, options.recordsPerRequest());
    queues =
        new ShardQueues(
            window,
            barrier,
            options.aggregation() == null
                ? new SinglePacking(window)
                : new LanePacking(window, options.aggregation()),
            layout,
            () -> new Pace(options.shardRecordsPerSecond(), options.shardBytesPerSecond()),
            options.oneAtATime());
    readBack = new ReadBack(marks, ports.out()::accept, new Decided());
    for (int i = 0; i < options.requests(); i++) {
      idle.push(new Request(options.recordsPerRequest()));
    }
  }

  /// Whether the window has room for two more records, and the line would not only let them wait.
  ///
  /// Shards that rest do not count: a throttled one holds up the others only in a full window.
  public boolean hasRoom() {
    return !isWindowFull() && (queues.inRound() < AHEAD || !isLineFull());
  }

  /// Whether nothing can be taken before something is stored and a checkpoint is saved.
  public boolean isWindowFull() {
    return !window.hasRoom();
  }

  /// Whether some shard is held to its pace at the moment.
  public boolean anyRests() {
    return queues.anyRests();
  }

  /// What of the records that must be stored before the window gets room, those in front of the
  /// barrier, waits for its row's turn; goes through the window.
  public KeyWaits keyWaits() {
    return KeyWaits.of(window, barrier.isOpen() ? barrier.last() : window.newest());
  }

  /// Records that wait until an earlier one of their key is stored; goes through the window.
  public long waiting() {
    return KeyWaits.waiting(window, window.newest());
  }

  private boolean isLineFull() {
    return idle.isEmpty() || flight.isFull();
  }

  /// Takes over a copy of a record; see [Sink#offer].
  ///
  /// @param hash the first 64 bits of its hash key
  /// @param isPresent whether it is known to be in the stream already
  /// @throws IllegalStateException when there is no room
  public void offer(
      ByteSlice partitionKey,
      long hash,
      long waitKey,
      long secondWaitKey,
      ByteSlice record,
      boolean isPresent) {
    window.add(partitionKey, hash, waitKey, secondWaitKey, record);
    long event = window.newest();
    queues.of(event).unstored++;
    boolean inTurn = window.state(event) == Window.READY;
    if (isPresent) {
      window.state(event, Window.PRESENT);
    }
    if (inTurn) {
      inTurn(event);
      window.advance();
    }
  }

  /// Nothing is before an event any more: it may be sent, or is done if it is there already.
  private void inTurn(long event) {
    if (window.state(event) == Window.READY) {
      queues.ready(event);
      return;
    }
    present.add(event);
    drainPresent();
  }

  /// In a loop, not by recursion: a whole lane may be there.
  private void drainPresent() {
    for (Long next = present.poll(); next != null; next = present.poll()) {
      done(next);
    }
  }

  /// Sends what may go.
  ///
  /// @return whether anything was sent
  public boolean step() {
    long now = ports.nanoTime().getAsLong();
    readBack.step(now);
    if (idle.isEmpty() || (queues.inRound() == 0 && !anyRests())) {
      return false;
    }
    queues.wake(now);
    boolean sent = false;
    while (!isLineFull()
        && linger.isOver(queues.inRound(), options.requests() - idle.size(), now)) {
      Request request = idle.pop();
      queues.fill(request, (int) Math.min(flight.room(), options.bytesPerRequest()), now);
      if (request.count() == 0) {
        idle.push(request);
        break;
      }
      request.remember(marks, queues.layout());
      flight.sent(request, now);
      linger.sent(request.count(), now);
      sent = true;
      ports.out().accept(request);
    }
    return sent;
  }

  /// Nanoseconds from now after which [#step()] may find something to send even when nothing is
  /// offered or completed before; [Long#MAX_VALUE] for never.
  public long nextStepNanos() {
    long now = ports.nanoTime().getAsLong();
    long next = readBack.nextStepNanos(now);
    if (isLineFull()) {
      return next;
    }
    if (queues.anyRests()) {
      next = Math.min(next, queues.wakeAt() - now);
    }
    if (queues.inRound() > 0) {
      next = Math.min(next, linger.again(now));
    }
    return Math.max(0, next);
  }

  /// Takes in the outcomes of a request and takes the request back.
  ///
  /// @throws SinkException when the carrier found that no further try can succeed
  public void complete(Request request) {
    long now = ports.nanoTime().getAsLong();
    counts.trouble(request.trouble());
    if (request.end() != null) {
      throw new SinkException(String.valueOf(request.end().getMessage()), request.end());
    }
    // What fails at once, however often, says nothing about how much the line carries.
    boolean lost = request.count() > 0 && now - request.leftAt() >= SLOW;
    // Backwards, because each entry that failed goes to the front of its queue.
    for (int entry = request.count() - 1; entry >= 0; entry--) {
      Pace pace = queues.of(request.event(entry)).pace;
      lost &= request.outcome(entry) == Request.UNKNOWN;
      switch (request.outcome(entry)) {
        case Request.STORED -> {
          pace.stored();
          stored(request, entry);
        }
        case Request.THROTTLED -> {
          counts.throttled++;
          pace.throttled(now, ports.random());
          again(request.events(entry));
        }
        case Request.NOT_STORED -> {
          counts.notStored++;
          pace.pause(now, ports.random());
          again(request.events(entry));
        }
        case Request.UNKNOWN -> {
          counts.unknown++;
          pace.pause(now, ports.random());
          doubt(request, entry, now);
        }
        default -> throw new IllegalStateException("outcome " + request.outcome(entry));
      }
    }
    drainPresent();
    window.advance();
    flight.back(request, lost, now);
    request.clear();
    idle.push(request);
  }

  private void stored(Request request, int entry) {
    acknowledged(request, entry);
    for (int part = request.firstPart(entry); part < request.firstPart(entry + 1); part++) {
      done(request.eventOf(part));
    }
  }

  private void acknowledged(Request request, int entry) {
    String shard = Objects.requireNonNull(request.shard(entry));
    String sequenceNumber = Objects.requireNonNull(request.sequenceNumber(entry));
    int index = marks.index(shard);
    // What is above all acknowledged by now is above what was when the request left.
    if (!marks.stored(index, sequenceNumber)) {
      String before = request.mark(index);
      if (before != null && ShardMarks.compare(sequenceNumber, before) <= 0) {
        counts.disordered(shard, sequenceNumber, before);
      }
    }
    expect(shard, request.hash(entry));
  }

  /// A record in a shard where the layout does not expect it: the stream was resharded, and what
  /// the barrier holds back may be on its way to the same shard as what it waits for.
  private void expect(String shard, long hash) {
    ShardLayout layout = queues.layout();
    if (!layout.id(layout.of(hash)).equals(shard) && !layout.isClosed(shard)) {
      layoutTrusted = false;
      if (!barrier.isEverywhere()) {
        barrier.spoil();
      }
    }
  }

  /// An event is in the stream: it lets go of its keys and counts for the barrier.
  private void done(long event) {
    int index = queues.indexOf(event);
    ShardQueue queue = queues.at(index);
    queue.unstored--;
    if (window.state(event) == Window.SENT) {
      queues.known(queue, 1);
    }
    // First the barrier, so that what is released knows whether it is held back.
    if (event <= barrier.last() && barrier.isOpen() && barrier.passed(queue)) {
      letGo(index, queue);
    }
    int count = window.stored(event, released);
    long first = released[0];
    long second = released[1];
    for (int i = 0; i < count; i++) {
      long next = i == 0 ? first : second;
      if (window.state(next) == Window.PRESENT) {
        present.add(next);
      } else {
        queues.ready(next);
      }
    }
  }

  private void letGo(int index, ShardQueue queue) {
    if (barrier.isEverywhere()) {
      for (int shard = 0; shard < marks.count(); shard++) {
        barrier.mark(shard, marks.highest(shard));
      }
      queues.letAllGo();
    } else {
      int shard = marks.index(queues.layout().id(index));
      barrier.mark(shard, marks.highest(shard));
      queues.letGo(queue);
    }
  }

  private void again(long[] events) {
    window.state(events[0], Window.READY);
    for (int i = 1; i < events.length; i++) {
      window.state(events[i], Window.WAITING);
    }
    queues.again(events[0]);
    queues.known(queues.of(events[0]), events.length);
  }

  private void doubt(Request request, int entry, long now) {
    byte[] data = ports.form().data(request, entry);
    String key = ports.form().partitionKey(request, entry);
    Digest digest = readBack.digest(key, data, 0, data.length);
    long deadline = request.leftAt() + REQUEST_LIFE;
    var doubt =
        new Doubt(
            request.events(entry),
            request.hash(entry),
            digest,
            deadline - now > 0 ? deadline : now,
            request.marks().clone());
    readBack.search(doubt, request.expectedShard(entry));
  }

  /// What becomes of a record that was searched for.
  private final class Decided implements ReadBack.Resolution {
    @Override
    public void found(Doubt doubt, String shard, String sequenceNumber) {
      counts.found++;
      int index = marks.index(shard);
      marks.stored(index, sequenceNumber);
      expect(shard, doubt.hash);
      for (long event : doubt.events) {
        done(event);
      }
      drainPresent();
      window.advance();
    }

    @Override
    public void absent(Doubt doubt) {
      counts.absent++;
      again(doubt.events);
    }
  }

  /// Takes in a page that [ReadBack] asked for.
  ///
  /// @return whether it did
  public boolean took(ShardRead read) {
    return readBack.took(read, ports.nanoTime().getAsLong());
  }

  /// Spreads the key space over the shards anew, after the stream was resharded; each starts
  /// unpaced.
  public void remap(ShardLayout layout) {
    boolean everywhere = barrier.isEverywhere();
    if (barrier.isOpen() && !everywhere) {
      barrier.spoil();
    }
    queues.remap(layout);
    barrier.recount(window, queues);
    queues.refill();
    layoutTrusted = true;
  }

  /// Whether a record went to a shard that the layout does not have: it should be asked for anew.
  public boolean isLayoutStale() {
    return !layoutTrusted;
  }

  /// Opens a barrier behind all records offered so far; one must not be open.
  ///
  /// @param overAllShards whether no shard may go on before all are done
  public void openBarrier(boolean overAllShards) {
    barrier.open(window, queues, overAllShards || !layoutTrusted);
    for (int i = 0; i < queues.count(); i++) {
      if (queues.at(i).before == 0 && (!barrier.isEverywhere() || barrier.isComplete())) {
        letGo(i, queues.at(i));
      }
    }
  }

  /// Whether a barrier is open.
  public boolean isBarrierOpen() {
    return barrier.isOpen();
  }

  /// Closes the barrier once all before it is acknowledged, or once it has lost its meaning.
  ///
  /// @return what it cut; null as long as it is open, or when none was
  public @Nullable ShardCut takeCut() {
    if (!barrier.isSpoiled() && !barrier.isComplete()) {
      return null;
    }
    var cut =
        new ShardCut(
            barrier.last(),
            barrier.bytes(),
            !barrier.isSpoiled(),
            barrier.isSpoiled() ? Map.of() : cutMarks());
    barrier.close();
    queues.letAllGo();
    return cut;
  }

  /// Where what is beyond the barrier begins, in every shard that may hold any of it.
  private Map<String, ReadFrom> cutMarks() {
    Map<String, ReadFrom> from = new LinkedHashMap<>();
    ShardLayout layout = queues.layout();
    for (int i = 0; i < layout.count(); i++) {
      marks.index(layout.id(i));
    }
    for (int i = 0; i < marks.count(); i++) {
      // A shard that was closed before cannot have taken anything from beyond.
      if (!layout.isClosed(marks.id(i))) {
        String mark = barrier.markOf(i, marks.highest(i));
        from.put(marks.id(i), marks.from(marks.id(i), mark));
      }
    }
    return from;
  }

  /// What is beyond a cut counts against the window from now on, no more.
  public void settle(ShardCut cut) {
    window.settle(cut.events(), cut.offeredBytes());
  }

  /// Every record up to this number is stored; 0 before the first.
  public long acknowledged() {
    return window.oldest() - 1;
  }

  /// Records offered so far.
  public long offered() {
    return window.newest();
  }

  /// Events sent whose outcome is not known yet.
  public int inFlight() {
    return flight.records() + readBack.doubts();
  }

  /// Bytes of keys and records in the window.
  public long windowBytes() {
    return window.bytes();
  }

  /// The highest sequence numbers acknowledged so far.
  public ShardMarks marks() {
    return marks;
  }

  /// What happened so far.
  public DeliveryCounts counts() {
    return counts;
  }

  /// Records sent again although nobody could prove that they were not there.
  public long unproven() {
    return readBack.unproven();
  }
}
