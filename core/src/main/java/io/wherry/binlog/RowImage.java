package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.Numbers;

/// One image of a row in a ROWS event, measured once: where each column's value starts and how long
/// it is.
///
/// ```text
///   | SQL NULL, a bit a column, lowest first | the values of the others, one behind the other |
/// ```
///
/// Columns that the event does not carry have neither bit nor value.
///
/// Source: MySQL 9 source documentation, "Rows_event".
final class RowImage {
  /// Instead of a start: SQL NULL.
  static final int NULL = -1;

  /// Instead of a start: the event does not carry the column.
  static final int ABSENT = -2;

  private final ByteSlice bytes = new ByteSlice();
  private int[] starts = {};
  private int[] lengths = {};

  /// Measures the image at `at` and returns the index behind it.
  ///
  /// @throws Truncated when it reaches over `limit`
  int measure(RowFormat format, Present present, byte[] array, int at, int limit) {
    int count = format.columnCount();
    if (starts.length < count) {
      starts = new int[count];
      lengths = new int[count];
    }
    int from = at + (present.count() + 7) / 8;
    if (from > limit) {
      throw new Truncated(-1, from - at, limit - at);
    }
    byte[] prefixes = format.prefixes();
    int[] sizes = format.sizes();
    boolean all = present.all();
    int bit = 0;
    for (int i = 0; i < count; i++) {
      if (!all && !present.has(i)) {
        starts[i] = ABSENT;
        continue;
      }
      boolean isNull = (array[at + (bit >>> 3)] >>> (bit & 7) & 1) != 0;
      bit++;
      if (isNull) {
        starts[i] = NULL;
        continue;
      }
      int prefix = prefixes[i];
      long size;
      if (prefix == 0) {
        size = sizes[i];
      } else {
        if (prefix > limit - from) {
          throw new Truncated(i, prefix, limit - from);
        }
        size = prefix == 1 ? array[from] & 0xFF : Numbers.uint(array, from, prefix);
        from += prefix;
      }
      if (size > limit - from) {
        throw new Truncated(i, size, limit - from);
      }
      starts[i] = from;
      lengths[i] = (int) size;
      from += (int) size;
    }
    bytes.wrap(array, at, from - at);
    return from;
  }

  /// Lets go of the row's bytes.
  void letGo() {
    bytes.letGo();
  }

  /// Index of the first byte of a column's value, or [#NULL], or [#ABSENT].
  int start(int column) {
    return starts[column];
  }

  /// Bytes of a column's value, where it has one.
  int length(int column) {
    return lengths[column];
  }

  /// The whole image.
  ByteSlice bytes() {
    return bytes;
  }

  /// A row ends too early.
  static final class Truncated extends RuntimeException {
    private final int column;

    /// @param column the column, or -1 for the bits in front of all
    Truncated(int column, long needed, int left) {
      super("needs " + needed + " bytes, " + left + " left", null, false, false);
      this.column = column;
    }

    int column() {
      return column;
    }
  }
}
