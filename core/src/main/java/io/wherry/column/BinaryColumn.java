package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;
import java.util.Arrays;

/// BINARY, VARBINARY and the BLOB family in a row image: a length of one to four bytes, and the
/// bytes. BINARY(n) comes without the zeros the server pads it with; they are put back.
///
/// Source: MySQL 9 Reference Manual, "The BINARY and VARBINARY Types".
final class BinaryColumn extends ColumnDecoder {
  private final int fixedLength;

  BinaryColumn(Column column, int fixedLength) {
    super(column);
    this.fixedLength = fixedLength;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (length >= fixedLength) {
      visitor.bytes(column, scratch.slice.wrap(array, at, length));
      return;
    }
    scratch.out.clear();
    byte[] out = scratch.out.reserve(fixedLength);
    System.arraycopy(array, at, out, 0, length);
    Arrays.fill(out, length, fixedLength, (byte) 0);
    scratch.out.advance(fixedLength);
    visitor.bytes(column, scratch.built());
  }
}
