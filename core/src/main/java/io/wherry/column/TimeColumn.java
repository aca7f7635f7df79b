package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// TIME(n) in a row image: three bytes, big-endian, and a fraction of 0 to 3 bytes, as one number
/// to which half its range is added. So a negative value with a fraction borrows from the seconds.
///
/// ```text
///   bits  23   22      21 … 12    11 … 6    5 … 0
///        | + | unused | hours   | minutes | seconds | fraction
///    12:30:00.5    80 C7 80 | 32
///   -00:00:00.01   7F FF FF | FF
/// ```
///
/// Source: MySQL internals, "Date and Time Data Type Representation".
final class TimeColumn extends ColumnDecoder {
  private static final int TIME_BYTES = 3;

  TimeColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int fractionBytes = length - TIME_BYTES;
    int fractionBits = 8 * fractionBytes;
    long value = Numbers.uintBigEndian(array, at, length) - (1L << (8 * length - 1));
    long size = Math.abs(value);
    int time = (int) (size >>> fractionBits);
    int hours = time >>> 12 & 0x3FF;
    int minutes = time >>> 6 & 0x3F;
    int seconds = time & 0x3F;
    int micros = Temporal.micros((int) size & (1 << fractionBits) - 1, fractionBytes);
    Temporal.checkTime(hours, minutes, seconds, Temporal.HOURS_MAX);
    visitor.time(column, value < 0, hours, minutes, seconds, micros);
  }
}
