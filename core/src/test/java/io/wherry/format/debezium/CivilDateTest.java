package io.wherry.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilDateTest {
  @Test
  void everyDateOfTheServerIsTheDayOfTheCalendar() {
    LocalDate last = LocalDate.of(9999, 12, 31);
    for (LocalDate day = LocalDate.of(0, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
      int year = day.getYear();
      assertThat(CivilDate.exists(year, day.getMonthValue(), day.getDayOfMonth())).isTrue();
      long days = CivilDate.days(year, day.getMonthValue(), day.getDayOfMonth());
      if (days != day.toEpochDay()) {
        assertThat(days).as(day.toString()).isEqualTo(day.toEpochDay());
      }
    }
  }

  // The server stores them all the same; a count of days would name another day.
  @Test
  void datesThatTheCalendarDoesNotHaveDoNotExist() {
    assertThat(CivilDate.exists(0, 0, 0)).isFalse();
    assertThat(CivilDate.exists(2026, 0, 1)).isFalse();
    assertThat(CivilDate.exists(2026, 1, 0)).isFalse();
    assertThat(CivilDate.exists(2026, 13, 1)).isFalse();
    assertThat(CivilDate.exists(2026, 4, 31)).isFalse();
    assertThat(CivilDate.exists(2026, 2, 29)).isFalse();
    assertThat(CivilDate.exists(2024, 2, 29)).isTrue();
    assertThat(CivilDate.exists(1900, 2, 29)).isFalse();
    assertThat(CivilDate.exists(2000, 2, 29)).isTrue();
  }
}
