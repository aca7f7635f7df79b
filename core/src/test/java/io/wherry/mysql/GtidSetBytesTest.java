package io.wherry.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GtidSetBytesTest {
  private static final String UUID = "03d5eab5-e6a4-11f1-82fb-02fc00000001";
  private static final String UUID_BYTES = "03d5eab5e6a411f182fb02fc00000001";

  private static String hex(String set) {
    return HexFormat.of().formatHex(GtidSetBytes.encode(set));
  }

  @Test
  void aSetIsSourcesWithIntervals() {
    assertThat(hex(UUID + ":1-5:8"))
        .isEqualTo(
            "0100000000000000"
                + UUID_BYTES
                + "0200000000000000"
                + "01000000000000000600000000000000"
                + "08000000000000000900000000000000");
  }

  /// What MySQL 9.7 wrote into PREVIOUS_GTIDS for this set of its own. Without tags in the request
  /// the server would send their transactions again.
  @Test
  void tagsAreSaidAsTheServerSaysThem() {
    assertThat(hex(UUID + ":1-4:blue:1-2:longer_tag:1"))
        .isEqualTo(
            "0103000000000001"
                + UUID_BYTES
                + "00"
                + "010000000000000001000000000000000500000000000000"
                + UUID_BYTES
                + "08626c7565"
                + "010000000000000001000000000000000300000000000000"
                + UUID_BYTES
                + "146c6f6e6765725f746167"
                + "010000000000000001000000000000000200000000000000");
  }

  /// The server refuses intervals that are not in order or overlap.
  @Test
  void intervalsAreSortedAndJoined() {
    assertThat(
            hex(UUID + ":7-9:1-3, " + UUID.replace("-", "").toUpperCase(Locale.ROOT) + ":4:8-12"))
        .isEqualTo(hex(UUID + ":1-4:7-12"));
  }

  @Test
  void anEmptySetHasNoSources() {
    assertThat(hex(" ")).isEqualTo("0000000000000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-1-100 | GTID set '0-1-100': '0-1-100' is not the UUID of a server; write it like"
            + " UUID:1-5:7,UUID:1-3",
        UUID
            + ":5-3 | GTID set '"
            + UUID
            + ":5-3': 5-3 is not an interval of numbers from 1 up; write it like"
            + " UUID:1-5:7,UUID:1-3",
        UUID
            + ":1-x | GTID set '"
            + UUID
            + ":1-x': '1-x' is neither an interval like 1-5 nor a tag; write it like"
            + " UUID:1-5:7,UUID:1-3",
      })
  void aWrongSetIsExplainedInOneLine(String set, String line) {
    assertThatThrownBy(() -> new DumpFrom.MysqlGtids(set)).hasMessage(line);
  }

  @Test
  void aWrongPositionOfMariaDbIsExplainedInOneLine() {
    assertThat(new DumpFrom.MariaGtids("0-1-100,1-2-50").position()).isEqualTo("0-1-100,1-2-50");
    assertThat(new DumpFrom.MariaGtids("").position()).isEmpty();
    // It is quoted into a statement.
    assertThatThrownBy(() -> new DumpFrom.MariaGtids("0-1-1', @x='"))
        .hasMessage(
            "GTID position '0-1-1', @x='' is not DOMAIN-SERVER-NUMBER with commas in between, like"
                + " 0-1-100,1-2-50");
    assertThatThrownBy(() -> new DumpFrom.MariaGtids("0-1-1,")).isInstanceOf(ServerException.class);
  }

  @Test
  void aPositionBeyondFourGigabytesIsRefused() {
    assertThatThrownBy(() -> new DumpFrom.At("binlog.000001", 1L << 32))
        .hasMessage(
            "binlog.000001:4294967296: a server can be asked for positions from 4 to 4294967295"
                + " only; start from a GTID set or from the start of a file");
  }
}
