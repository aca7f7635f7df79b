package io.wherry.pipeline;

import io.wherry.change.Position;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Positions on their way to become the checkpoint: each waits until the records before it are
/// acknowledged.
final class Marks {
  /// The most positions that wait; when there are more, the newest is replaced.
  static final int MARKS_MAX = 1_024;

  /// @param records number of the last record offered before the position
  private record Mark(long records, Position position) {}

  private final ArrayDeque<Mark> waiting = new ArrayDeque<>();

  /// Notes that the position is reached once `records` records are acknowledged. Positions come in
  /// order.
  void add(long records, Position position) {
    Mark last = waiting.peekLast();
    if (last != null && (last.records == records || waiting.size() >= MARKS_MAX)) {
      waiting.removeLast();
    }
    waiting.addLast(new Mark(records, position));
  }

  /// Takes out all positions whose records are acknowledged and returns the newest of them, or
  /// null.
  @Nullable Position reached(long acknowledged) {
    Position newest = null;
    for (Mark first = waiting.peekFirst();
        first != null && first.records <= acknowledged;
        first = waiting.peekFirst()) {
      newest = first.position;
      waiting.removeFirst();
    }
    return newest;
  }
}
