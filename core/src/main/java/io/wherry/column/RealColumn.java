package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// FLOAT and DOUBLE in a row image: IEEE 754 of 4 or 8 bytes, little-endian.
///
/// Source: MySQL 9 Reference Manual, "Floating-Point Types".
final class RealColumn extends ColumnDecoder {
  private final boolean single;

  RealColumn(Column column, int bytes) {
    super(column);
    this.single = bytes == Float.BYTES;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (single) {
      visitor.float32(column, Float.intBitsToFloat(Numbers.int32(array, at)));
    } else {
      visitor.float64(column, Double.longBitsToDouble(Numbers.int64(array, at)));
    }
  }
}
