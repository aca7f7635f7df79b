package io.wherry.sink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A line behind an event: a shard gets its first event beyond it only after all its events before
/// it are acknowledged. The shard's mark is its highest acknowledged number at that moment, so what
/// lies behind the marks is exactly what is beyond the line. Source: DELIVERY 5.
///
/// ```text
///   closed ── open ──▶ per shard:  before > 0: beyond is held back; before = 0: mark taken
///          │                └─ a record in a shard that the layout does not expect ──▶ spoiled
///          └─ layout not trusted ──▶ everywhere: all held back until nothing is before it
/// ```
final class Barrier {
  private long last = Long.MAX_VALUE;
  private long bytes;
  private boolean open;
  private boolean everywhere;
  private boolean spoiled;
  private int before;
  private @Nullable String[] marks = new String[16];
  private boolean[] taken = new boolean[16];

  boolean isOpen() {
    return open;
  }

  /// The last event before it; [Long#MAX_VALUE] when none is open.
  long last() {
    return last;
  }

  /// [Window#offeredBytes()] when it was opened.
  long bytes() {
    return bytes;
  }

  /// Whether it lost its meaning: an event beyond it may lie before a mark.
  boolean isSpoiled() {
    return spoiled;
  }

  void open(Window window, ShardQueues queues, boolean overAllShards) {
    open = true;
    spoiled = false;
    everywhere = overAllShards;
    last = window.newest();
    bytes = window.offeredBytes();
    Arrays.fill(taken, false);
    before = 0;
    for (int i = 0; i < queues.count(); i++) {
      ShardQueue queue = queues.at(i);
      queue.before = queue.unstored;
      before += queue.unstored;
    }
  }

  /// Counts again, in new queues, what it waits for.
  void recount(Window window, ShardQueues queues) {
    before = 0;
    long end = open ? Math.min(last, window.newest()) : 0;
    for (long event = window.oldest(); event <= end; event++) {
      if (window.state(event) != Window.STORED) {
        queues.of(event).before++;
        before++;
      }
    }
  }

  /// Whether the queue must keep an event aside.
  boolean holds(ShardQueue queue, long event) {
    return event > last && (everywhere ? before : queue.before) > 0;
  }

  /// An event before it is stored.
  ///
  /// @return whether the queue's shard, or everything when the line goes across all shards, is done
  boolean passed(ShardQueue queue) {
    before--;
    queue.before--;
    return everywhere ? before == 0 : queue.before == 0;
  }

  boolean isEverywhere() {
    return everywhere;
  }

  /// Whether nothing is before it any more.
  boolean isComplete() {
    return open && before == 0;
  }

  /// Takes a shard's mark, once: null where nothing is acknowledged in it yet.
  void mark(int shard, @Nullable String highest) {
    if (shard >= marks.length) {
      int length = Math.max(2 * marks.length, shard + 1);
      marks = Arrays.copyOf(marks, length);
      taken = Arrays.copyOf(taken, length);
    }
    if (!taken[shard]) {
      taken[shard] = true;
      marks[shard] = highest;
    }
  }

  /// A shard's mark; the one given where none was taken: nothing beyond the line can be there.
  @Nullable String markOf(int shard, @Nullable String highest) {
    return shard < marks.length && taken[shard] ? marks[shard] : highest;
  }

  void spoil() {
    spoiled |= open;
  }

  void close() {
    open = false;
    everywhere = false;
    last = Long.MAX_VALUE;
  }
}
