package io.wherry.format;

import io.wherry.bytes.ByteWriter;

/// Dates and times as `SELECT` shows them in a session with `time_zone='+00:00'`.
///
/// ```text
///   DATE        2026-11-22             TIME(2)       -838:59:59.00
///   DATETIME    0000-00-00 00:00:00    TIMESTAMP(3)  2026-11-22 18:30:00.250
/// ```
///
/// Source: MySQL 9 Reference Manual, "Date and Time Data Types", "Fractional Seconds in Time
/// Values".
public final class TemporalText {
  private static final int[] FRACTION_UNIT = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};
  private static final long SECONDS_A_DAY = 86_400;

  private static final long DAYS_BEFORE_1970 = 719_468;
  private static final long DAYS_OF_ERA = 146_097;
  private static final int DAYS_MARCH_TO_DECEMBER = 306;

  /// Years have four digits.
  private static final int YEARS = 10_000;

  private TemporalText() {}

  /// Appends `2026-11-22`; each part may be zero.
  public static void date(int year, int month, int day, ByteWriter out) {
    long digits = ByteWriter.digits(year % YEARS * 10_000 + month * 100 + day);
    out.littleEndian(
        (digits & 0xFFFF_FFFFL)
            | (long) '-' << 32
            | (digits >>> 32 & 0xFFFF) << 40
            | (long) '-' << 56,
        Long.BYTES);
    out.littleEndian(digits >>> 48, 2);
  }

  /// Appends `18:30:05.250`, with `digits` digits behind the second.
  public static void clock(
      int hours, int minutes, int seconds, int micros, int digits, ByteWriter out) {
    if (hours > 99) {
      out.padded(hours / 100, 1);
    }
    long six = ByteWriter.digits(hours % 100 * 10_000 + minutes * 100 + seconds);
    out.littleEndian(
        (six >>> 16 & 0xFFFF)
            | (long) ':' << 16
            | (six >>> 32 & 0xFFFF) << 24
            | (long) ':' << 40
            | six >>> 48 << 48,
        Long.BYTES);
    if (digits > 0) {
      out.write('.');
      out.padded(micros / FRACTION_UNIT[digits], digits);
    }
  }

  /// A point of time in UTC; second 0 with no fraction is the zero timestamp.
  public static void timestamp(long epochSeconds, int micros, int digits, ByteWriter out) {
    if (epochSeconds == 0 && micros == 0) {
      date(0, 0, 0, out);
      out.write(' ');
      clock(0, 0, 0, 0, digits, out);
      return;
    }
    instant(epochSeconds, micros, digits, ' ', out);
  }

  /// A point of time in UTC, second 0 being 1970, with `between` between date and time of day.
  public static void instant(
      long epochSeconds, int micros, int digits, char between, ByteWriter out) {
    long days = Math.floorDiv(epochSeconds, SECONDS_A_DAY);
    int second = (int) Math.floorMod(epochSeconds, SECONDS_A_DAY);
    civil(days, out);
    out.write(between);
    clock(second / 3600, second / 60 % 60, second % 60, micros, digits, out);
  }

  /// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar, by a few
  /// multiplications. Years are counted from March, so that the leap day comes last and month
  /// lengths follow one formula; 400 years have 146,097 days. Source: Cassio Neri, Lorenz
  /// Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022),
  /// section 6.
  private static void civil(long days, ByteWriter out) {
    long fromMarch0000 = days + DAYS_BEFORE_1970;
    long era = Math.floorDiv(fromMarch0000, DAYS_OF_ERA);
    long quarters = 4 * (fromMarch0000 - era * DAYS_OF_ERA) + 3;
    long century = quarters / DAYS_OF_ERA;
    long inCentury = quarters % DAYS_OF_ERA | 3;
    // 2^32 / 1,461: the upper half is the year of the century, the lower half tells the day of it.
    long product = 2_939_745L * inCentury;
    int dayOfYear = (int) ((product & 0xFFFF_FFFFL) / 2_939_745L / 4);
    int months = 2_141 * dayOfYear + 197_913;
    int fromMarch = months >>> 16;
    boolean nextYear = dayOfYear >= DAYS_MARCH_TO_DECEMBER;
    long year = 400 * era + 100 * century + (product >>> 32) + (nextYear ? 1 : 0);
    date((int) year, nextYear ? fromMarch - 12 : fromMarch, (months & 0xFFFF) / 2_141 + 1, out);
  }
}
