package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// DATETIME(n) in a row image: five bytes, big-endian, and a fraction of 0 to 3 bytes.
///
/// ```text
///   bits  39   38 … 22           21 … 17   16 … 12   11 … 6    5 … 0
///        | 1 | year × 13 + month | day    | hour    | minute  | second | fraction
/// ```
///
/// Source: MySQL internals, "Date and Time Data Type Representation".
final class DatetimeColumn extends ColumnDecoder {
  private static final int BYTES = 5;
  private static final int MONTHS = 13;

  DatetimeColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    long bits = Numbers.uintBigEndian(array, at, BYTES);
    int months = (int) (bits >>> 22) & 0x1FFFF;
    int year = months / MONTHS;
    int month = months % MONTHS;
    int low = (int) bits;
    int day = low >>> 17 & 0x1F;
    int hour = low >>> 12 & 0x1F;
    int minute = low >>> 6 & 0x3F;
    int second = low & 0x3F;
    int fractionBytes = length - BYTES;
    int micros =
        Temporal.micros(
            (int) Numbers.uintBigEndian(array, at + BYTES, fractionBytes), fractionBytes);
    if (bits >>> 39 == 0) {
      throw new Unsound("a DATETIME below zero");
    }
    Temporal.checkDate(year, month, day);
    Temporal.checkTimeOfDay(hour, minute, second);
    visitor.datetime(column, year, month, day, hour, minute, second, micros);
  }
}
