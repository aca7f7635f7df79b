package io.wherry.sink;

/// Numbers first in, first out, without an object each; grows on demand.
final class IntQueue {
  private int[] ring;
  private int head;
  private int count;

  /// @param room numbers it holds before it grows, a power of two
  IntQueue(int room) {
    ring = new int[room];
  }

  boolean isEmpty() {
    return count == 0;
  }

  int size() {
    return count;
  }

  void add(int value) {
    if (count == ring.length) {
      int[] larger = new int[2 * count];
      int toEnd = count - head;
      System.arraycopy(ring, head, larger, 0, toEnd);
      System.arraycopy(ring, 0, larger, toEnd, head);
      ring = larger;
      head = 0;
    }
    ring[(head + count) & (ring.length - 1)] = value;
    count++;
  }

  /// Takes the oldest; the queue must not be empty.
  int poll() {
    if (count == 0) {
      throw new IllegalStateException("empty");
    }
    int value = ring[head];
    head = (head + 1) & (ring.length - 1);
    count--;
    return value;
  }
}
