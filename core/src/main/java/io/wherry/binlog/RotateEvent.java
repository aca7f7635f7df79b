package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.column.Unsound;

/// The log goes on in another file, or a dump starts in one.
///
/// ```text
///   0          8
///   | position | file name, to the end |
/// ```
///
/// Source: MySQL internals, "ROTATE_EVENT".
public final class RotateEvent {
  private static final long FIRST = 4;

  /// A file that long is none.
  private static final long LAST = 1L << 56;

  private final ByteSlice name = new ByteSlice();
  private String file = "";
  private long position;

  RotateEvent() {}

  void read(ByteReader in) {
    position = in.int64();
    if (position < FIRST || position > LAST) {
      throw new Unsound("it goes on at " + position + " of a file, whose events begin at 4");
    }
    file = in.slice(in.remaining(), name).utf8();
  }

  /// The file that follows.
  public String file() {
    return file;
  }

  /// Byte in that file from which events follow; 4 for its beginning.
  public long position() {
    return position;
  }
}
