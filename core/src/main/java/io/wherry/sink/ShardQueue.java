package io.wherry.sink;

/// One shard, as far as is known: its events that may be sent, in a queue linked through the
/// window, and its pace.
final class ShardQueue {
  final Pace pace;
  private int first;
  private int last;
  private int count;
  private int firstHeld;
  private int lastHeld;
  private int held;

  /// Events of the shard in the window that are not stored.
  int unstored;

  /// Those of them that the open barrier waits for.
  int before;

  /// Events sent whose outcome is not known; counted only where a shard gets one record at a time.
  int sent;

  /// Whether the queue waits for those.
  boolean parked;

  /// Whether [ShardQueues] has the queue in its round or among the resting ones.
  boolean listed;

  /// Which of the two.
  boolean rests;

  /// When a resting queue is looked at again.
  long restsUntil;

  ShardQueue(Pace pace) {
    this.pace = pace;
  }

  int count() {
    return count;
  }

  /// Puts an event at the end.
  void add(int event, int[] behind, int mask) {
    if (count == 0) {
      first = event;
    } else {
      behind[last & mask] = event;
    }
    last = event;
    count++;
  }

  /// Puts an event back at the front: it is older than all that wait.
  void putBack(int event, int[] behind, int mask) {
    if (count == 0) {
      last = event;
    } else {
      behind[event & mask] = first;
    }
    first = event;
    count++;
  }

  int peek() {
    return first;
  }

  void drop(int[] behind, int mask) {
    first = behind[first & mask];
    count--;
  }

  /// Keeps an event aside until the barrier is complete here.
  void hold(int event, int[] behind, int mask) {
    if (held == 0) {
      firstHeld = event;
    } else {
      behind[lastHeld & mask] = event;
    }
    lastHeld = event;
    held++;
  }

  /// Moves the events kept aside behind the others.
  ///
  /// @return how many there were
  int letGo(int[] behind, int mask) {
    int moved = held;
    if (held > 0) {
      if (count == 0) {
        first = firstHeld;
      } else {
        behind[last & mask] = firstHeld;
      }
      last = lastHeld;
      count += held;
      held = 0;
    }
    return moved;
  }
}
