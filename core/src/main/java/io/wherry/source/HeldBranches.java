package io.wherry.source;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The events of prepared XA transactions that are small, so that most are published without asking
/// the server again. It forgets whatever it has no room for: the log has it all.
///
/// ```text
///   | length 4 | FORMAT_DESCRIPTION | length 4 | event | length 4 | event | …
/// ```
final class HeldBranches {
  /// The most bytes held in all.
  static final int BYTES_MAX = 8 << 20;

  /// The most bytes held of one transaction.
  static final int BRANCH_BYTES_MAX = 1 << 20;

  private static final int LENGTH_BYTES = 4;

  /// The events of one transaction, one after the other.
  static final class Events {
    private final byte[] bytes;
    private final ByteSlice event = new ByteSlice();
    private int at;

    Events(byte[] bytes) {
      this.bytes = bytes;
    }

    /// The next event, or null behind the last.
    @Nullable ByteSlice next() {
      if (at == bytes.length) {
        return null;
      }
      int size = 0;
      for (int i = 0; i < LENGTH_BYTES; i++) {
        size |= (bytes[at + i] & 0xFF) << (8 * i);
      }
      event.wrap(bytes, at + LENGTH_BYTES, size);
      at += LENGTH_BYTES + size;
      return event;
    }
  }

  private final Map<Xid, byte[]> held = new HashMap<>();
  private final ByteWriter group = new ByteWriter(16 << 10);
  private byte[] formatDescription = {};
  private int bytes;
  private boolean tooLarge;

  /// A file begins with a FORMAT_DESCRIPTION, which says how its events are read.
  void file(ByteSlice event) {
    formatDescription = event.copy();
  }

  /// A group of rows begins.
  void begin() {
    group.clear();
    tooLarge = false;
    add(ByteSlice.of(formatDescription));
  }

  /// Holds the next event of the group.
  void add(ByteSlice event) {
    tooLarge |= group.length() + event.length() > BRANCH_BYTES_MAX;
    if (!tooLarge) {
      for (int i = 0; i < LENGTH_BYTES; i++) {
        group.write(event.length() >>> (8 * i));
      }
      group.write(event);
    }
  }

  /// The group is not held: one of its events is too large.
  void giveUp() {
    tooLarge = true;
  }

  /// The group is that of a transaction.
  void end(Xid xid) {
    decided(xid);
    if (!tooLarge && bytes + group.length() <= BYTES_MAX) {
      held.put(xid, group.copy());
      bytes += group.length();
    }
  }

  /// Its events, or null when they were not held.
  @Nullable Events of(Xid xid) {
    byte[] events = held.get(xid);
    return events == null ? null : new Events(events);
  }

  /// They are not needed any more.
  void decided(Xid xid) {
    byte[] events = held.remove(xid);
    if (events != null) {
      bytes -= events.length;
    }
  }
}
