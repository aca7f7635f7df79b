package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// TIMESTAMP, TIME and DATETIME with a fraction in the format of MariaDB before 10.1, and of later
/// ones with `mysql56_temporal_format=OFF`. All big-endian, as few bytes as the digits need.
///
/// ```text
///   TIMESTAMP(n)  | seconds since 1970, 4 bytes | fraction, 1 to 3 bytes |
///   TIME(n)       | seconds × 10ⁿ + fraction, to which 839 hours are added |    4 to 6 bytes
///   DATETIME(n)   | (((((year × 13 + month) × 32 + day) × 24 + hour) × 60
///                     + minute) × 60 + second) × 10ⁿ + fraction |               6 to 8 bytes
///
///   TIME(1)        12:34:56.7       01 D3 C9 C7
///   TIMESTAMP(4)   …56.7890         6B 02 E1 70 | 1E D2
/// ```
///
/// Without a fraction they are those of [OldTemporalColumn]. The log does not say how many digits
/// there are: a definition must. Source: MariaDB Knowledge Base, "Microseconds in MariaDB"; the
/// bytes as 10.11.18 and 11.8.9 write them.
final class OldFractionColumn extends ColumnDecoder {
  private static final int[] TIME_BYTES = {3, 4, 4, 5, 5, 5, 6};
  private static final int[] DATETIME_BYTES = {8, 6, 6, 7, 7, 7, 8};
  private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final int TIMESTAMP_BYTES = 4;
  private static final int TIME_OFFSET_SECONDS = (Temporal.HOURS_MAX + 1) * 3600;
  private static final int MONTHS = 13;

  private final StorageType type;
  private final int fraction;

  /// @param fraction 1 to 6 digits
  OldFractionColumn(Column column, StorageType type, int fraction) {
    super(column);
    this.type = type;
    this.fraction = fraction;
  }

  /// Bytes of a value of an old type.
  ///
  /// @param fraction 0 to 6 digits
  static int bytes(StorageType type, int fraction) {
    return switch (type) {
      case OLD_TIME -> TIME_BYTES[fraction];
      case OLD_DATETIME -> DATETIME_BYTES[fraction];
      default -> TIMESTAMP_BYTES + (fraction + 1) / 2;
    };
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int step = POWERS[6 - fraction];
    if (type == StorageType.OLD_TIMESTAMP) {
      long part = Numbers.uintBigEndian(array, at + TIMESTAMP_BYTES, length - TIMESTAMP_BYTES);
      long seconds = Numbers.uintBigEndian(array, at, TIMESTAMP_BYTES);
      visitor.timestamp(column, seconds, micros(part, step));
      return;
    }
    long value = Numbers.uintBigEndian(array, at, length);
    if (type == StorageType.OLD_TIME) {
      pushTime(value - (long) TIME_OFFSET_SECONDS * POWERS[fraction], step, visitor);
    } else {
      pushDatetime(value, step, visitor);
    }
  }

  private int micros(long part, int step) {
    if (part >= POWERS[fraction]) {
      throw new Unsound("a fraction of " + part + " in " + fraction + " digits");
    }
    return (int) part * step;
  }

  private void pushTime(long value, int step, ColumnVisitor visitor) {
    long size = Math.abs(value);
    long whole = size / POWERS[fraction];
    int micros = micros(size % POWERS[fraction], step);
    long hours = whole / 3600;
    if (hours > Temporal.HOURS_MAX) {
      throw new Unsound(hours + " hours are no TIME");
    }
    int second = (int) (whole % 3600);
    visitor.time(column, value < 0, (int) hours, second / 60, second % 60, micros);
  }

  private void pushDatetime(long value, int step, ColumnVisitor visitor) {
    long seconds = value / POWERS[fraction];
    int micros = micros(value % POWERS[fraction], step);
    long days = seconds / 86_400;
    int second = (int) (seconds % 86_400);
    long months = days / 32;
    long year = months / MONTHS;
    if (value < 0 || year > 9999) {
      throw new Unsound(Long.toUnsignedString(value) + " is no DATETIME");
    }
    int month = (int) (months % MONTHS);
    int day = (int) (days % 32);
    visitor.datetime(
        column, (int) year, month, day, second / 3600, second / 60 % 60, second % 60, micros);
  }
}
