package io.wherry.column;

import io.wherry.bytes.ByteWriter;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// MariaDB's UUID in a row image: that of a BINARY(16), without zeros at the end. The bytes lie in
/// the order of the text, whatever order the table keeps them in.
///
/// ```text
///   | 0E | 12 3E 45 67 E8 9B 12 D3 A4 56 42 66 55 44 |
///     123e4567-e89b-12d3-a456-426655440000
/// ```
///
/// Source: MariaDB Knowledge Base, "UUID Data Type"; the order tried on 10.11.18, 11.4.5 and
/// 11.8.9.
final class UuidColumn extends ColumnDecoder {
  /// Bytes of a value.
  static final int BYTES = 16;

  private static final byte[] HEX = CharacterSet.bytes("0123456789abcdef");

  /// A bit for each byte that a dash stands in front of.
  private static final int DASHES = 1 << 4 | 1 << 6 | 1 << 8 | 1 << 10;

  UuidColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (length > BYTES) {
      throw new Unsound("a UUID of " + length + " bytes");
    }
    ByteWriter out = scratch.out;
    out.clear();
    for (int i = 0; i < BYTES; i++) {
      if ((DASHES >>> i & 1) != 0) {
        out.write('-');
      }
      int value = i < length ? array[at + i] : 0;
      out.write(HEX[value >> 4 & 0xF]);
      out.write(HEX[value & 0xF]);
    }
    visitor.text(column, scratch.built());
  }
}
