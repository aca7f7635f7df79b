package io.wherry.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteWriter;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TemporalTextTest {
  private static final long SECONDS_A_DAY = 86_400;

  private final ByteWriter out = new ByteWriter();

  // Calendar arithmetic goes wrong on single days: the last of February, of a century, of an era.
  @Test
  void everyDayOfFourDigitYearsIsTheCalendars() {
    long first = LocalDate.of(0, 1, 1).toEpochDay();
    long last = LocalDate.of(9_999, 12, 31).toEpochDay();
    LocalDate date = LocalDate.ofEpochDay(first);
    for (long day = first; day <= last; day++) {
      out.clear();
      TemporalText.instant(day * SECONDS_A_DAY + Math.floorMod(day, 86_399), 0, 0, 'T', out);
      boolean same = out.length() == 19 && isDate(date);
      assertThat(same).as("%s: %s", date, out.utf8()).isTrue();
      date = date.plusDays(1);
    }
  }

  private boolean isDate(LocalDate date) {
    byte[] text = out.array();
    int year = number(text, 0) * 100 + number(text, 2);
    return year == date.getYear()
        && text[4] == '-'
        && number(text, 5) == date.getMonthValue()
        && text[7] == '-'
        && number(text, 8) == date.getDayOfMonth();
  }

  private static int number(byte[] text, int at) {
    return 10 * (text[at] - '0') + text[at + 1] - '0';
  }

  @Test
  void aTimeMayHaveThreeDigitsOfHours() {
    TemporalText.clock(838, 59, 59, 123_456, 6, out);
    out.write(' ');
    TemporalText.clock(7, 5, 0, 120_000, 2, out);
    out.write(' ');
    TemporalText.clock(100, 0, 9, 0, 0, out);
    assertThat(out.utf8()).isEqualTo("838:59:59.123456 07:05:00.12 100:00:09");
  }

  @Test
  void everyPartOfADateMayBeZero() {
    TemporalText.date(0, 0, 0, out);
    TemporalText.date(9_999, 12, 31, out);
    TemporalText.date(2026, 0, 7, out);
    assertThat(out.utf8()).isEqualTo("0000-00-009999-12-312026-00-07");
  }
}
