package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.ColumnVisitor;

/// ENUM in a row image: the label's number in one or two bytes, little-endian, from 1; 0 is the
/// empty text that stands for a refused value.
///
/// Source: MySQL 9 Reference Manual, "The ENUM Type".
final class EnumColumn extends ColumnDecoder {
  private final byte[][] labels;

  EnumColumn(Column column, ColumnType.Enumeration type) {
    super(column);
    this.labels = SetColumn.utf8(type.labels());
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int number = (int) Numbers.uint(array, at, length);
    if (number > labels.length) {
      throw new Unsound("label " + number + " of an ENUM with " + labels.length + " labels");
    }
    if (number == 0) {
      visitor.text(column, scratch.slice.wrap(array, at, 0));
    } else {
      byte[] label = labels[number - 1];
      visitor.text(column, scratch.slice.wrap(label, 0, label.length));
    }
  }
}
