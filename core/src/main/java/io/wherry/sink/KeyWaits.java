package io.wherry.sink;

/// How much of what is not stored yet waits until an earlier change of its row is. One row's
/// records go one at a time, so a row that changes often can hold up all.
///
/// @param unstored events that are not stored
/// @param waiting those of them that wait for an earlier one of their key
/// @param ofOneKey those of them that share the partition key of most, when it has more than half
/// @param partitionKey that key; empty when no key has more than half
public record KeyWaits(long unstored, long waiting, long ofOneKey, String partitionKey) {
  /// Looks through the window up to an event, by majority vote: a key with more than half of all is
  /// what is left when each pair of different ones is struck out.
  static KeyWaits of(Window window, long last) {
    long unstored = 0;
    long waiting = 0;
    long votes = 0;
    long candidate = 0;
    for (long event = window.oldest(); event <= last; event++) {
      byte state = window.state(event);
      unstored += state == Window.STORED || state == Window.PRESENT ? 0 : 1;
      if (state == Window.WAITING) {
        waiting++;
        if (votes == 0) {
          candidate = event;
        }
        votes += window.hash(event) == window.hash(candidate) ? 1 : -1;
      }
    }
    long same = votes == 0 ? 0 : count(window, last, window.hash(candidate));
    boolean most = 2 * same > waiting;
    return new KeyWaits(
        unstored, waiting, most ? same : 0, most ? window.partitionKey(candidate) : "");
  }

  private static long count(Window window, long last, long hash) {
    long count = 0;
    for (long event = window.oldest(); event <= last; event++) {
      if (window.state(event) == Window.WAITING && window.hash(event) == hash) {
        count++;
      }
    }
    return count;
  }

  /// Events up to one that wait.
  static long waiting(Window window, long last) {
    long waiting = 0;
    for (long event = window.oldest(); event <= last; event++) {
      waiting += window.state(event) == Window.WAITING ? 1 : 0;
    }
    return waiting;
  }

  /// Whether that is what all waits for.
  public boolean isMost() {
    return 2 * waiting > unstored;
  }
}
