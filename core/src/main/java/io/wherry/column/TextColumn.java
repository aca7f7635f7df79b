package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// CHAR, VARCHAR and the TEXT family in a row image: a length of one to four bytes, and text in the
/// column's charset. CHAR comes without the spaces the server pads it with.
///
/// Source: MySQL 9 Reference Manual, "String Data Types".
final class TextColumn extends ColumnDecoder {
  private final CharacterSet charset;

  TextColumn(Column column, CharacterSet charset) {
    super(column);
    this.charset = charset;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    visitor.text(column, charset.utf8(array, at, length, scratch));
  }
}
