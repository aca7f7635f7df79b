package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// TIMESTAMP, TIME and DATETIME of tables made before MySQL 5.6, or by MariaDB with
/// `mysql56_temporal_format=OFF`; without fractions. All little-endian.
///
/// ```text
///   TIMESTAMP   4 bytes   seconds since 1970
///   TIME        3 bytes   signed, the decimal digits hhhmmss
///   DATETIME    8 bytes   the decimal digits yyyymmddhhmmss
/// ```
///
/// Source: MySQL internals, "Date and Time Data Type Representation".
final class OldTemporalColumn extends ColumnDecoder {
  private final StorageType type;

  OldTemporalColumn(Column column, StorageType type) {
    super(column);
    this.type = type;
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    if (type == StorageType.OLD_TIMESTAMP) {
      visitor.timestamp(column, Numbers.uint32(array, at), 0);
    } else if (type == StorageType.OLD_TIME) {
      pushTime(Numbers.uint24(array, at) << 8 >> 8, visitor);
    } else {
      pushDatetime(Numbers.int64(array, at), visitor);
    }
  }

  private void pushTime(int digits, ColumnVisitor visitor) {
    int size = Math.abs(digits);
    int hours = size / 10_000;
    int minutes = size / 100 % 100;
    int seconds = size % 100;
    Temporal.checkTime(hours, minutes, seconds, Temporal.HOURS_MAX);
    visitor.time(column, digits < 0, hours, minutes, seconds, 0);
  }

  private void pushDatetime(long digits, ColumnVisitor visitor) {
    long days = digits / 1_000_000;
    int time = (int) (digits % 1_000_000);
    if (digits < 0 || days > 99_999_999) {
      throw new Unsound(digits + " are no digits of a DATETIME");
    }
    int date = (int) days;
    Temporal.checkDate(date / 10_000, date / 100 % 100, date % 100);
    Temporal.checkTimeOfDay(time / 10_000, time / 100 % 100, time % 100);
    visitor.datetime(
        column,
        date / 10_000,
        date / 100 % 100,
        date % 100,
        time / 10_000,
        time / 100 % 100,
        time % 100,
        0);
  }
}
