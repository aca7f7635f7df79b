package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// YEAR in a row image: years since 1900 in a byte; 0 is the year 0000.
///
/// Source: MySQL 9 Reference Manual, "The YEAR Type".
final class YearColumn extends ColumnDecoder {
  private static final int FIRST = 1900;

  YearColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int years = array[at] & 0xFF;
    visitor.int64(column, years == 0 ? 0 : FIRST + years);
  }
}
