package io.wherry.sink;

/// How often each digest is there: a table of primitive columns, open addressing, without an object
/// each.
final class DigestCounts {
  /// Digests it holds at most: twice the events of a default window, some 84 MB.
  static final int MAX = 2 * WindowOptions.DEFAULT_EVENTS;

  private static final int FIRST = 1 << 10;

  private long[] high = new long[FIRST];
  private long[] low = new long[FIRST];
  private int[] counts = new int[FIRST];
  private int used;
  private long total;

  /// How many there are in all.
  long total() {
    return total;
  }

  /// Whether no further digest fits.
  boolean isFull() {
    return used >= MAX;
  }

  void add(Digest digest) {
    if (2 * used >= counts.length) {
      grow();
    }
    int slot = slot(digest.high(), digest.low());
    if (counts[slot] == 0 && isFree(slot)) {
      high[slot] = digest.high();
      low[slot] = digest.low();
      used++;
    }
    counts[slot]++;
    total++;
  }

  /// Takes one out.
  ///
  /// @return whether there was one
  boolean take(Digest digest) {
    int slot = slot(digest.high(), digest.low());
    if (counts[slot] == 0) {
      return false;
    }
    counts[slot]--;
    total--;
    return true;
  }

  /// A digest of which all zeros is a fair chance of one in 2^128.
  private boolean isFree(int slot) {
    return high[slot] == 0 && low[slot] == 0;
  }

  private int slot(long ofHigh, long ofLow) {
    int slot = (int) ofHigh & (counts.length - 1);
    while (!isFree(slot) && (high[slot] != ofHigh || low[slot] != ofLow)) {
      slot = (slot + 1) & (counts.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldCounts = counts;
    int size = 2 * oldCounts.length;
    high = new long[size];
    low = new long[size];
    counts = new int[size];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldHigh[i] != 0 || oldLow[i] != 0) {
        int slot = slot(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
