package io.wherry.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The queues of all shards, and whose turn it is. One with events to send stands in the round; one
/// that must not send yet rests. So a throttled shard holds up nobody but itself, until the window
/// is full.
final class ShardQueues {
  /// Records a shard may get before it is the next one's turn.
  private static final int TURN = 32;

  private final Window window;
  private final Barrier barrier;
  private final Packing packing;
  private final Supplier<Pace> paces;
  private final boolean oneAtATime;
  private ShardLayout layout;
  private ShardQueue[] queues = {};
  private final ArrayDeque<ShardQueue> round = new ArrayDeque<>();
  private final List<ShardQueue> resting = new ArrayList<>();
  private int inRound;
  private long wakeAt;

  ShardQueues(
      Window window,
      Barrier barrier,
      Packing packing,
      ShardLayout layout,
      Supplier<Pace> paces,
      boolean oneAtATime) {
    this.window = window;
    this.barrier = barrier;
    this.packing = packing;
    this.paces = paces;
    this.oneAtATime = oneAtATime;
    this.layout = layout;
    remap(layout);
  }

  /// Makes new queues and moves there what is ready. A barrier that is open must be opened anew.
  void remap(ShardLayout newLayout) {
    layout = newLayout;
    queues = new ShardQueue[layout.count()];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new ShardQueue(paces.get());
    }
    round.clear();
    resting.clear();
    inRound = 0;
    for (long event = window.oldest(); event <= window.newest(); event++) {
      if (window.state(event) != Window.STORED) {
        of(event).unstored++;
        of(event).sent += window.state(event) == Window.SENT ? 1 : 0;
      }
    }
  }

  /// Puts what is ready into the new queues, after [#remap(ShardLayout)].
  void refill() {
    for (long event = window.oldest(); event <= window.newest(); event++) {
      if (window.state(event) == Window.READY) {
        ready(event);
      }
    }
  }

  ShardLayout layout() {
    return layout;
  }

  int count() {
    return queues.length;
  }

  ShardQueue at(int index) {
    return queues[index];
  }

  int indexOf(long event) {
    return layout.of(window.hash(event));
  }

  ShardQueue of(long event) {
    return queues[indexOf(event)];
  }

  /// An event may be sent: it goes behind the others of its shard.
  void ready(long event) {
    ShardQueue queue = of(event);
    if (barrier.holds(queue, event)) {
      queue.hold((int) event, window.behind(), window.mask());
    } else {
      queue.add((int) event, window.behind(), window.mask());
      entered(queue);
    }
  }

  /// An event must be sent once more: it goes before the others of its shard.
  void again(long event) {
    ShardQueue queue = of(event);
    queue.putBack((int) event, window.behind(), window.mask());
    entered(queue);
  }

  /// The outcome of so many events of a shard is known.
  void known(ShardQueue queue, int events) {
    queue.sent -= events;
    if (queue.parked && queue.sent == 0) {
      queue.parked = false;
      queue.rests = false;
      round.add(queue);
      inRound += queue.count();
    }
  }

  /// Lets a shard have the events that the barrier kept aside.
  void letGo(ShardQueue queue) {
    int moved = queue.letGo(window.behind(), window.mask());
    if (moved > 0 && !queue.listed) {
      queue.listed = true;
      round.add(queue);
      inRound += queue.count();
    } else if (!queue.rests) {
      inRound += moved;
    }
  }

  void letAllGo() {
    for (ShardQueue queue : queues) {
      letGo(queue);
    }
  }

  private void entered(ShardQueue queue) {
    if (!queue.listed) {
      queue.listed = true;
      round.add(queue);
      inRound += queue.count();
    } else if (!queue.rests) {
      inRound++;
    }
  }

  /// Events in queues that are not resting.
  int inRound() {
    return inRound;
  }

  boolean anyRests() {
    return !resting.isEmpty();
  }

  /// When the first resting queue is to be woken; only with [#anyRests()].
  long wakeAt() {
    return wakeAt;
  }

  /// Brings the queues whose rest is over back into the round.
  void wake(long now) {
    if (resting.isEmpty() || now - wakeAt < 0) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < resting.size(); i++) {
      ShardQueue queue = resting.get(i);
      if (now - queue.restsUntil >= 0) {
        queue.rests = false;
        round.add(queue);
        inRound += queue.count();
      } else {
        wakeAt = kept == 0 || queue.restsUntil - wakeAt < 0 ? queue.restsUntil : wakeAt;
        resting.set(kept++, queue);
      }
    }
    resting.subList(kept, resting.size()).clear();
  }

  /// Moves events into a request, shard by shard, until it has its bytes or its records or nothing
  /// may go. The first event goes in whatever its size.
  void fill(Request request, int bytesMax, long now) {
    while (!round.isEmpty() && !request.isFull()) {
      boolean more = turn(round.peek(), request, bytesMax, now);
      if (!more) {
        return;
      }
    }
  }

  /// One shard's turn.
  ///
  /// @return whether the request has room for the next shard's
  private boolean turn(ShardQueue queue, Request request, int bytesMax, long now) {
    for (int i = 0; i < TURN; i++) {
      if (queue.count() == 0) {
        round.poll();
        queue.listed = false;
        return true;
      }
      if (!queue.pace.allows(now)) {
        round.poll();
        rest(queue, now);
        return true;
      }
      if (oneAtATime && queue.sent > 0) {
        round.poll();
        inRound -= queue.count();
        queue.rests = true;
        queue.parked = true;
        return true;
      }
      long event = window.number(queue.peek());
      int room = request.count() == 0 ? Integer.MAX_VALUE : bytesMax - request.bytes();
      if (request.isFull() || packing.least(event) > room) {
        return false;
      }
      queue.drop(window.behind(), window.mask());
      inRound--;
      long last = event <= barrier.last() ? barrier.last() : Long.MAX_VALUE;
      int parts = request.parts();
      int most = Math.min(room, bytesMax);
      queue.pace.sent(packing.pack(event, most, queue.pace.isLimited(), last, request));
      queue.sent += request.parts() - parts;
    }
    round.add(round.remove());
    return true;
  }

  private void rest(ShardQueue queue, long now) {
    inRound -= queue.count();
    queue.rests = true;
    queue.restsUntil = queue.pace.askAgainAt(now);
    if (resting.isEmpty() || queue.restsUntil - wakeAt < 0) {
      wakeAt = queue.restsUntil;
    }
    resting.add(queue);
  }
}
