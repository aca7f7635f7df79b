package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// BIT(n) in a row image: as few bytes as n bits need, big-endian.
///
/// Source: MySQL 9 Reference Manual, "Bit-Value Type".
final class BitColumn extends ColumnDecoder {
  BitColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    visitor.uint64(column, Numbers.uintBigEndian(array, at, length));
  }
}
