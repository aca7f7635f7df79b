package io.wherry.format.debezium;

/// Dates of the proleptic Gregorian calendar as days since 1970-01-01. The server stores dates that
/// the calendar does not have: zero dates (`0000-00-00`, `2026-00-00`), and with
/// `ALLOW_INVALID_DATES` the 31st of any month.
final class CivilDate {
  private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private CivilDate() {}

  /// Whether the calendar has the date.
  static boolean exists(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= MONTH_DAYS[month - 1] + (leap && month == 2 ? 1 : 0);
  }

  /// Days since 1970-01-01 of a date that exists. Years are counted from March, so that the leap
  /// day comes last and month lengths follow one formula; 400 years have 146,097 days.
  static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = Math.floorMod(y, 400L);
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
