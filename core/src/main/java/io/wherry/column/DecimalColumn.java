package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// DECIMAL in a row image: see [DecimalDigits].
final class DecimalColumn extends ColumnDecoder {
  private final int precision;
  private final int scale;

  DecimalColumn(Column column, int precision, int scale) {
    super(column);
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    scratch.out.clear();
    DecimalDigits.append(array, at, precision, scale, scratch.out);
    visitor.decimal(column, scratch.built());
  }
}
