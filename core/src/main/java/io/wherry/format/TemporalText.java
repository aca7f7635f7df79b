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

  private TemporalText() {}

  /// Appends `2026-11-22`; each part may be zero.
  public static void date(int year, int month, int day, ByteWriter out) {
    out.padded(year, 4);
    out.write('-');
    out.padded(month, 2);
    out.write('-');
    out.padded(day, 2);
  }

  /// Appends `18:30:05.250`, with `digits` digits behind the second.
  public static void clock(
      int hours, int minutes, int seconds, int micros, int digits, ByteWriter out) {
    out.padded(hours, hours > 99 ? 3 : 2);
    out.write(':');
    out.padded(minutes, 2);
    out.write(':');
    out.padded(seconds, 2);
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

  /// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar. Years are
  /// counted from March, so that the leap day comes last and month lengths follow one formula; 400
  /// years have 146,097 days.
  private static void civil(long days, ByteWriter out) {
    long fromMarch0000 = days + 719_468;
    long era = Math.floorDiv(fromMarch0000, 146_097L);
    long dayOfEra = Math.floorMod(fromMarch0000, 146_097L);
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = (int) (dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    int month = (int) (monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    date((int) year, month, day, out);
  }
}
