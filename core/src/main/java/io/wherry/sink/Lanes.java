package io.wherry.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// All lanes, and whose turn it is. A lane with events to send stands in the round; one that must
/// not send yet rests. So a throttled lane holds up nobody but itself, until the window is full.
final class Lanes {
  /// Events a lane may send before it is the next one's turn.
  private static final int TURN = 32;

  private final Window window;
  private final Supplier<Pace> paces;
  private int[] laneOfSlice;
  private Lane[] lanes = {};
  private final ArrayDeque<Lane> round = new ArrayDeque<>();
  private final List<Lane> resting = new ArrayList<>();
  private int inRound;
  private long wakeAt;

  Lanes(Window window, int[] laneOfSlice, Supplier<Pace> paces) {
    this.window = window;
    this.paces = paces;
    this.laneOfSlice = laneOfSlice;
    remap(laneOfSlice);
  }

  /// Spreads the slices over new lanes and moves what is ready there.
  void remap(int[] newLaneOfSlice) {
    int count = 1;
    for (int lane : newLaneOfSlice) {
      count = Math.max(count, lane + 1);
    }
    laneOfSlice = newLaneOfSlice.clone();
    lanes = new Lane[count];
    for (int i = 0; i < count; i++) {
      lanes[i] = new Lane(paces.get());
    }
    round.clear();
    resting.clear();
    inRound = 0;
    for (long event = window.oldest(); event <= window.newest(); event++) {
      if (window.state(event) == Window.READY) {
        ready(event);
      }
    }
  }

  int slices() {
    return laneOfSlice.length;
  }

  Lane of(long event) {
    return lanes[laneOfSlice[window.slice(event)]];
  }

  /// An event may be sent: it goes behind the others of its lane.
  void ready(long event) {
    Lane lane = of(event);
    lane.add((int) event, window.behind(), window.mask());
    entered(lane);
  }

  /// An event must be sent once more: it goes before the others of its lane.
  void again(long event) {
    Lane lane = of(event);
    lane.putBack((int) event, window.behind(), window.mask());
    entered(lane);
  }

  private void entered(Lane lane) {
    if (!lane.listed) {
      lane.listed = true;
      round.add(lane);
      inRound += lane.count();
    } else if (!lane.rests) {
      inRound++;
    }
  }

  /// Events in lanes that are not resting.
  int inRound() {
    return inRound;
  }

  boolean anyRests() {
    return !resting.isEmpty();
  }

  /// When the first resting lane is to be woken; only with [#anyRests()].
  long wakeAt() {
    return wakeAt;
  }

  /// Brings the lanes whose rest is over back into the round.
  void wake(long now) {
    if (resting.isEmpty() || now - wakeAt < 0) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < resting.size(); i++) {
      Lane lane = resting.get(i);
      if (now - lane.restsUntil >= 0) {
        lane.rests = false;
        round.add(lane);
        inRound += lane.count();
      } else {
        wakeAt = kept == 0 || lane.restsUntil - wakeAt < 0 ? lane.restsUntil : wakeAt;
        resting.set(kept++, lane);
      }
    }
    resting.subList(kept, resting.size()).clear();
  }

  /// Moves events into a request, lane by lane, until it has its bytes or its records or nothing
  /// may go. The first event goes in whatever its size.
  void fill(Request request, int bytesMax, long now) {
    while (!round.isEmpty() && !request.isFull()) {
      Lane lane = round.peek();
      boolean more = turn(lane, request, bytesMax, now);
      if (!more) {
        return;
      }
    }
  }

  /// One lane's turn.
  ///
  /// @return whether the request has room for the next lane's
  private boolean turn(Lane lane, Request request, int bytesMax, long now) {
    for (int i = 0; i < TURN; i++) {
      if (lane.count() == 0) {
        round.poll();
        lane.listed = false;
        return true;
      }
      if (!lane.pace.allows(now)) {
        round.poll();
        rest(lane, now);
        return true;
      }
      long event = window.number(lane.peek());
      int length = window.length(event);
      if (request.isFull() || (request.count() > 0 && length > bytesMax - request.bytes())) {
        return false;
      }
      lane.drop(window.behind(), window.mask());
      inRound--;
      lane.pace.sent(length);
      window.state(event, Window.SENT);
      window.copyTo(request, event);
    }
    round.add(round.remove());
    return true;
  }

  private void rest(Lane lane, long now) {
    inRound -= lane.count();
    lane.rests = true;
    lane.restsUntil = lane.pace.askAgainAt(now);
    if (resting.isEmpty() || lane.restsUntil - wakeAt < 0) {
      wakeAt = lane.restsUntil;
    }
    resting.add(lane);
  }
}
