package io.wherry.format.maxwell;

import io.wherry.bytes.ByteWriter;
import java.util.Arrays;

/// The encoded members of one row image, `"id":1` each, found by their column: so two images can be
/// compared column by column without an object for any of them.
///
/// ```text
///   bytes   "id":1 "name":"Foo" "note":null
///   starts  0      6            18           ABSENT: not in the log; LEFT_OUT: not to be shown
/// ```
final class RowMembers {
  private static final int ABSENT = -1;
  private static final int LEFT_OUT = -2;

  private final ByteWriter bytes = new ByteWriter(4_096);
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int open = ABSENT;

  /// Forgets everything and makes room.
  ///
  /// @return where the members are to be written, each behind a call of [#open]
  ByteWriter clear(int columns) {
    if (columns > starts.length) {
      starts = new int[columns];
      ends = new int[columns];
    }
    bytes.clear();
    Arrays.fill(starts, 0, columns, ABSENT);
    open = ABSENT;
    return bytes;
  }

  /// A column's member follows.
  void open(int column) {
    close();
    starts[column] = bytes.length();
    open = column;
  }

  /// The column is in the log and not to be shown.
  void leaveOut(int column) {
    close();
    starts[column] = LEFT_OUT;
  }

  /// Ends the last member.
  void close() {
    if (open != ABSENT) {
      ends[open] = bytes.length();
      open = ABSENT;
    }
  }

  /// Whether the column has a member.
  boolean has(int column) {
    return starts[column] >= 0;
  }

  /// Whether the log did not carry the column.
  boolean isAbsent(int column) {
    return starts[column] == ABSENT;
  }

  /// Whether the column's member is the same in another image.
  boolean isSame(int column, RowMembers other) {
    return other.has(column)
        && Arrays.equals(
            bytes.array(),
            starts[column],
            ends[column],
            other.bytes.array(),
            other.starts[column],
            other.ends[column]);
  }

  /// Appends a member without its first `skip` bytes.
  void write(int column, int skip, ByteWriter out) {
    int start = starts[column] + skip;
    out.write(bytes.array(), start, ends[column] - start);
  }
}
