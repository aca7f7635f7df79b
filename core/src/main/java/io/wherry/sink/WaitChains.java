package io.wherry.sink;

/// Who waits for whom: per wait key a chain of the events in the window, oldest first. Only the
/// front of a chain may be sent, so at most one record per key is unacknowledged.
///
/// ```text
///   an event has one node per key (two keys: two nodes)
///   node    = ((event number mod 2^29) << 1 | which key) + 1, so 0 is "none"
///   next    node -> the node behind it in its chain
///   table   open addressing: some slot -> the last node of a chain; its key is keys[node]
///   waiting event -> in how many of its chains it is not at the front
/// ```
///
/// An event with two keys enters both chains at once, in the order of the numbers, so there is
/// never a circle: the lowest number waits for nobody.
final class WaitChains {
  private static final int NUMBER_MASK = (1 << 29) - 1;

  private int mask;
  private long[] keys;
  private int[] next;
  private byte[] waiting;
  private int[] table;

  /// @param capacity events there may be at a time, a power of two
  WaitChains(int capacity) {
    mask = capacity - 1;
    keys = new long[2 * capacity];
    next = new int[2 * capacity];
    waiting = new byte[capacity];
    table = new int[4 * capacity];
  }

  /// Puts an event behind all earlier ones with its keys.
  ///
  /// @return whether nothing is before it
  boolean enter(long event, long firstKey, long secondKey) {
    int index = (int) event & mask;
    waiting[index] = 0;
    boolean second = secondKey != firstKey;
    keys[2 * index] = firstKey;
    keys[2 * index + 1] = secondKey;
    next[2 * index] = 0;
    next[2 * index + 1] = 0;
    enter(node(event, 0), firstKey, index);
    if (second) {
      enter(node(event, 1), secondKey, index);
    }
    return waiting[index] == 0;
  }

  private void enter(int node, long key, int index) {
    int slot = find(key);
    int last = table[slot];
    table[slot] = node;
    if (last != 0) {
      next[at(last)] = node;
      waiting[index]++;
    }
  }

  /// Takes out an event that is at the front of all its chains.
  ///
  /// @param released receives the numbers of events that wait for nobody any more, two at most
  /// @return how many there are
  int leave(long event, long[] released) {
    int index = (int) event & mask;
    int count = 0;
    int nodes = keys[2 * index] == keys[2 * index + 1] ? 1 : 2;
    for (int which = 0; which < nodes; which++) {
      int node = node(event, which);
      int successor = next[at(node)];
      if (successor == 0) {
        remove(keys[at(node)]);
      } else if (--waiting[at(successor) >> 1] == 0) {
        int ahead = (((successor - 1) >>> 1) - (int) event) & NUMBER_MASK;
        released[count++] = event + ahead;
      }
    }
    return count;
  }

  /// The event right behind this one in the chain of this one's first key, when it enters there by
  /// its first key too and waits for nothing else; 0 when there is none.
  long rider(long event) {
    int successor = next[at(node(event, 0))];
    if (successor == 0 || ((successor - 1) & 1) != 0 || waiting[at(successor) >> 1] != 1) {
      return 0;
    }
    return event + ((((successor - 1) >>> 1) - (int) event) & NUMBER_MASK);
  }

  /// Makes room for twice the events.
  ///
  /// @param oldest number of the oldest event there is
  /// @param newest number of the newest
  void grow(long oldest, long newest) {
    int[] oldTable = table;
    int oldMask = mask;
    mask = 2 * mask + 1;
    long[] oldKeys = keys;
    int[] oldNext = next;
    byte[] oldWaiting = waiting;
    keys = new long[2 * oldKeys.length];
    next = new int[2 * oldNext.length];
    waiting = new byte[2 * oldWaiting.length];
    for (long event = oldest; event <= newest; event++) {
      int from = (int) event & oldMask;
      int to = (int) event & mask;
      waiting[to] = oldWaiting[from];
      System.arraycopy(oldKeys, 2 * from, keys, 2 * to, 2);
      System.arraycopy(oldNext, 2 * from, next, 2 * to, 2);
    }
    table = new int[2 * oldTable.length];
    for (int node : oldTable) {
      if (node != 0) {
        table[find(keys[at(node)])] = node;
      }
    }
  }

  private static int node(long event, int which) {
    return (((int) event & NUMBER_MASK) << 1 | which) + 1;
  }

  private int at(int node) {
    int plain = node - 1;
    return ((plain >>> 1) & mask) << 1 | (plain & 1);
  }

  /// The slot of the key's chain, or the empty slot where it belongs.
  private int find(long key) {
    int slot = home(key);
    while (table[slot] != 0 && keys[at(table[slot])] != key) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private int home(long key) {
    long mixed = key * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed ^ (mixed >>> 32)) & (table.length - 1);
  }

  /// Empties the key's slot and moves back what was pushed past it.
  private void remove(long key) {
    int hole = find(key);
    int slot = hole;
    while (true) {
      slot = (slot + 1) & (table.length - 1);
      if (table[slot] == 0) {
        table[hole] = 0;
        return;
      }
      int home = home(keys[at(table[slot])]);
      if (((slot - home) & (table.length - 1)) >= ((slot - hole) & (table.length - 1))) {
        table[hole] = table[slot];
        hole = slot;
      }
    }
  }
}
