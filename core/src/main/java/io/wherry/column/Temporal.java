package io.wherry.column;

/// What all temporal values have in common: fractions, and the ranges of their parts.
final class Temporal {
  /// Microseconds of a second.
  static final int SECOND = 1_000_000;

  /// Hours that a TIME may reach.
  static final int HOURS_MAX = 838;

  private static final int MONTH_MAX = 12;
  private static final int DAY_MAX = 31;
  private static final int HOUR_MAX = 23;
  private static final int SIXTIETH_MAX = 59;

  /// Microseconds that one step of a fraction of 0 to 3 bytes stands for.
  private static final int[] STEP = {0, 10_000, 100, 1};

  private Temporal() {}

  /// A fraction of 0 to 3 bytes, which counts hundredths, ten-thousandths or millionths.
  static int micros(int fraction, int bytes) {
    int micros = fraction * STEP[bytes];
    if (micros >= SECOND) {
      throw new Unsound("a fraction of " + micros + " microseconds");
    }
    return micros;
  }

  /// Throws unless month and day are at most 12 and 31; both may be zero.
  static void checkDate(int year, int month, int day) {
    if (month > MONTH_MAX || day > DAY_MAX) {
      throw new Unsound("%04d-%02d-%02d is no date".formatted(year, month, day));
    }
  }

  /// Throws unless the hours are at most `hoursMax`, minutes and seconds at most 59.
  static void checkTime(int hours, int minutes, int seconds, int hoursMax) {
    if (hours > hoursMax || minutes > SIXTIETH_MAX || seconds > SIXTIETH_MAX) {
      throw new Unsound("%02d:%02d:%02d is no time".formatted(hours, minutes, seconds));
    }
  }

  /// The same for a time of day.
  static void checkTimeOfDay(int hour, int minute, int second) {
    checkTime(hour, minute, second, HOUR_MAX);
  }
}
