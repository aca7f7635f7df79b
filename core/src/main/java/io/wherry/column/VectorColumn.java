package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// VECTOR in a row image: a length of four bytes (MariaDB: two, it is a VARBINARY there), and
/// numbers of four bytes each, IEEE 754, little-endian. The servers refuse NaN and infinity.
///
/// Source: MySQL 9 Reference Manual, "The VECTOR Type"; MariaDB Knowledge Base, "VECTOR".
final class VectorColumn extends ColumnDecoder {
  private static final int EXPONENT = 0x7F80_0000;

  VectorColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (length % Float.BYTES != 0) {
      throw new Unsound("a VECTOR of " + length + " bytes");
    }
    for (int i = 0; i < length; i += Float.BYTES) {
      if ((Numbers.int32(array, at + i) & EXPONENT) == EXPONENT) {
        throw new Unsound("a VECTOR with a number that is none");
      }
    }
    visitor.vector(column, scratch.slice.wrap(array, at, length));
  }
}
