package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import java.util.Arrays;

/// Which columns the images of a ROWS event carry: a bit a column, lowest first, once for all rows.
///
/// Source: MySQL 9 source documentation, "Rows_event".
final class Present {
  private byte[] bits = {};
  private int columns;
  private int count;

  /// Reads the bits of so many columns.
  void read(ByteReader in, int columns) {
    int bytes = (columns + 7) / 8;
    in.need(bytes);
    if (bits.length < bytes) {
      bits = new byte[bytes];
    }
    System.arraycopy(in.array(), in.position(), bits, 0, bytes);
    in.skip(bytes);
    this.columns = columns;
    count = 0;
    for (int i = 0; i < columns; i++) {
      count += bits[i >>> 3] >>> (i & 7) & 1;
    }
  }

  /// Lets every column be there.
  void setAll(int columns) {
    if (bits.length < (columns + 7) / 8) {
      bits = new byte[(columns + 7) / 8];
    }
    Arrays.fill(bits, (byte) 0xFF);
    this.columns = columns;
    count = columns;
  }

  boolean has(int column) {
    return (bits[column >>> 3] >>> (column & 7) & 1) != 0;
  }

  /// Number of columns that are there.
  int count() {
    return count;
  }

  /// Whether no column is left out.
  boolean all() {
    return count == columns;
  }

  /// Whether a column is left out that is not large.
  boolean lacksSmall(RowFormat format) {
    for (int i = 0; i < columns; i++) {
      if (!has(i) && !format.isLarge(i)) {
        return true;
      }
    }
    return false;
  }
}
