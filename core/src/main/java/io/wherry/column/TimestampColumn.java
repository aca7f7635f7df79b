package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// TIMESTAMP(n) in a row image: seconds since 1970 in four bytes, big-endian and unsigned (MariaDB
/// 11.5 goes on to the year 2106), and a fraction of 0 to 3 bytes.
///
/// Source: MySQL internals, "Date and Time Data Type Representation"; MariaDB Knowledge Base,
/// "TIMESTAMP".
final class TimestampColumn extends ColumnDecoder {
  private static final int BYTES = 4;

  TimestampColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int fractionBytes = length - BYTES;
    visitor.timestamp(
        column,
        Numbers.uintBigEndian(array, at, BYTES),
        Temporal.micros(
            (int) Numbers.uintBigEndian(array, at + BYTES, fractionBytes), fractionBytes));
  }
}
