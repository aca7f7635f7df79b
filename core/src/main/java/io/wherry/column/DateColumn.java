package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// DATE in a row image: three bytes, little-endian.
///
/// ```text
///   bits   23 … 9   8 … 5    4 … 0
///        | year   | month  | day   |     each may be zero
/// ```
///
/// Source: MySQL internals, "Date and Time Data Type Representation".
final class DateColumn extends ColumnDecoder {
  DateColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int bits = Numbers.uint24(array, at);
    int year = bits >>> 9;
    int month = bits >>> 5 & 0xF;
    int day = bits & 0x1F;
    Temporal.checkDate(year, month, day);
    visitor.date(column, year, month, day);
  }
}
