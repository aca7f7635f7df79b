package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.gtid.GtidSet;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartPositionTest {
  private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

  @Test
  void aUserSaysItInFiveWays() {
    assertThat(StartPosition.parse("earliest")).isEqualTo(new StartPosition.Earliest());
    assertThat(StartPosition.parse("latest")).isEqualTo(new StartPosition.Latest());
    assertThat(StartPosition.parse("my-db.bin.000123:4"))
        .isEqualTo(new StartPosition.At("my-db.bin.000123", 4));
    assertThat(
            StartPosition.parse(
                UUID.toUpperCase(java.util.Locale.ROOT) + ":1-5:7,\n" + UUID + ":tag:1"))
        .isEqualTo(new StartPosition.Gtids(UUID + ":1-5:7," + UUID + ":tag:1"));
    assertThat(StartPosition.parse("0-1-100,1-2-50"))
        .isEqualTo(new StartPosition.Gtids("0-1-100,1-2-50"));
    var noon = new StartPosition.Time(Instant.parse("2026-11-22T12:00:00Z"));
    assertThat(StartPosition.parse("2026-11-22T12:00:00Z")).isEqualTo(noon);
    assertThat(StartPosition.parse("2026-11-22T13:00+01:00")).isEqualTo(noon);
    assertThat(StartPosition.parse("2026-11-22 12:00:00")).isEqualTo(noon);
  }

  // A set of a busy fleet has thousands of gaps.
  @Test
  void aLongSetIsRead() {
    var set = new StringBuilder(UUID);
    for (int i = 1; i < 100_000; i++) {
      set.append(':').append(2 * i);
    }
    assertThat(StartPosition.parse(set.toString()))
        .isEqualTo(new StartPosition.Gtids(set.toString()));
    assertThat(GtidSet.parse(set.toString(), false)).hasToString(set.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {UUID + ":", UUID + ":tag", UUID + ":tag:other:1", "0-1-", "0-1-1,"})
  void aSetWithAHoleInItsTextIsNoPosition(String text) {
    assertThatThrownBy(() -> StartPosition.parse(text)).hasMessageContaining("is no position");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "newest", "binlog.000001", "binlog:4", "12", UUID, "1-2", "25:61"})
  void anythingElseIsRefusedWithTheFiveWays(String text) {
    assertThatThrownBy(() -> StartPosition.parse(text))
        .hasMessage(
            "\""
                + text
                + "\" is no position: use earliest, latest, FILE:OFFSET (binlog.000123:4), a GTID"
                + " set, or a time (2026-11-22T10:00:00Z)");
  }

  // Read as a GTID of domain 2026 it would start at a wrong place without a word.
  @Test
  void aDateAloneIsNotTakenForAGtid() {
    assertThatThrownBy(() -> StartPosition.parse("2026-11-22"))
        .hasMessage(
            "\"2026-11-22\" may be a date or a GTID: write the time too, 2026-11-22T00:00:00Z");
  }

  @Test
  void anEndIsSaidInTheSameWords() {
    assertThat(Until.parse("latest")).isEqualTo(new Until.Latest());
    assertThat(Until.parse("b.1:4")).isEqualTo(new Until.At("b.1", 4));
    assertThat(Until.parse("0-1-1")).isEqualTo(new Until.Gtids("0-1-1"));
    assertThatThrownBy(() -> Until.parse("earliest"))
        .hasMessage("\"earliest\" is no end: use latest, FILE:OFFSET, a GTID set or a time");
  }
}
