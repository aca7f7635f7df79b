package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// TINYINT to BIGINT in a row image: 1, 2, 3, 4 or 8 bytes, little-endian, two's complement.
///
/// Source: MySQL 9 Reference Manual, "Integer Types".
final class IntColumn extends ColumnDecoder {
  private final int bytes;
  private final boolean unsigned;

  IntColumn(Column column, int bytes, boolean unsigned) {
    super(column);
    this.bytes = bytes;
    this.unsigned = unsigned;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (unsigned) {
      long bits =
          switch (bytes) {
            case 1 -> array[at] & 0xFF;
            case 2 -> Numbers.uint16(array, at);
            case 3 -> Numbers.uint24(array, at);
            case 4 -> Numbers.uint32(array, at);
            default -> Numbers.int64(array, at);
          };
      visitor.uint64(column, bits);
    } else {
      long value =
          switch (bytes) {
            case 1 -> array[at];
            case 2 -> (short) Numbers.uint16(array, at);
            case 3 -> Numbers.uint24(array, at) << 8 >> 8;
            case 4 -> Numbers.int32(array, at);
            default -> Numbers.int64(array, at);
          };
      visitor.int64(column, value);
    }
  }
}
