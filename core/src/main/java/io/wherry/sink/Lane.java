package io.wherry.sink;

/// One slice of the key space (a shard, as far as is known): its events that may be sent, in a
/// queue linked through the window, and its pace.
final class Lane {
  final Pace pace;
  private int first;
  private int last;
  private int count;

  /// Whether [Lanes] has the lane in its round or among the resting ones.
  boolean listed;

  /// Which of the two.
  boolean rests;

  /// When a resting lane is looked at again.
  long restsUntil;

  Lane(Pace pace) {
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
}
