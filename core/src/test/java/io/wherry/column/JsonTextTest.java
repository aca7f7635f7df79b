package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.Damage;
import io.wherry.Seeds;
import io.wherry.bytes.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Documents as MySQL 9.7.4 logged them, and what it showed.
class JsonTextTest {
  private static final String OBJECT =
      "000500af002700010028000100290001002a0001002b0002000b2d000235000c4200024d00008b0061626364"
          + "6262000000000000f03f03000d000401000400000402000ac3a901225c0af09f988006003e00071600071a"
          + "00091e000926000a2e000b36007011010090eefeffffffffff000000000000000000000080ffffffffffff"
          + "ffff408cb5781daf154403002400190001001a0001001b00010005ffff071c0002200078797affff000000"
          + "000400";
  private static final String OPAQUES =
      "0206007d000f16000f1f000f29000f33000f3d000f4100f6070b027ffffffecd0a0800000000001e95190b08"
          + "402bfee689feffff0c08c0d40119761f95190f02cafe0f3a"
          + "61".repeat(58);

  /// Each kind of value, inlined and behind an offset.
  @Test
  void everyKindIsShownAsSelectShowsIt() {
    assertThat(text(OBJECT))
        .isEqualTo(
            "{\"a\": 1.0, \"b\": [true, null, false], \"c\": \"é\\u0001\\\"\\\\\\n😀\","
                + " \"d\": [70000, -70000, 4294967295, -9223372036854775808,"
                + " 18446744073709551615, 1e20], \"bb\": {\"x\": -1, \"y\": 65535, \"z\": []}}");
    assertThat(text(OPAQUES))
        .isEqualTo(
            "[-1.50, \"2015-01-15\", \"-23:24:25.120000\", \"2015-01-15 23:24:25.120000\","
                + " \"base64:type15:yv4=\", \"base64:type15:"
                + "YWFh".repeat(19)
                + "\\nYQ==\"]");
    assertThat(text("0c0474657874")).isEqualTo("\"text\"");
    assertThat(text("0400")).isEqualTo("null");
    assertThat(text("05fbff")).isEqualTo("-5");
    assertThat(text("0000000400")).isEqualTo("{}");
    assertThat(text("")).isEqualTo("null");
  }

  /// MySQL shows a number with an exponent where it gets shorter, by rules of its own.
  @Test
  void numbersTakeTheServersForm() {
    assertThat(real(1)).isEqualTo("1.0");
    assertThat(real(-0.0)).isEqualTo("-0.0");
    assertThat(real(1e14)).isEqualTo("100000000000000.0");
    assertThat(real(1e15)).isEqualTo("1e15");
    assertThat(real(1234567890123456.8)).isEqualTo("1234567890123456.8");
    assertThat(real(9007199254740992.0)).isEqualTo("9.007199254740992e15");
    assertThat(real(1e-15)).isEqualTo("0.000000000000001");
    assertThat(real(-1.5e-16)).isEqualTo("-1.5e-16");
    assertThat(real(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(real(2 * Double.MIN_VALUE)).isEqualTo("1e-323");
    assertThat(real(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e308");
    assertThat(real(0.1)).isEqualTo("0.1");
    assertThat(real(-12.5)).isEqualTo("-12.5");
    assertThat(real(1.25e16)).isEqualTo("1.25e16");
  }

  // No digit more or less than it takes: consumers compare documents.
  @Test
  void anyNumberReadsBackToItself() {
    Seeds.forAll(
        200,
        random -> {
          double any = Double.longBitsToDouble(random.nextLong());
          double value = Double.isFinite(any) ? any : 1;
          assertThat(Double.parseDouble(real(value))).isEqualTo(value);
          double common = (1 + random.nextInt(1_000_000)) / 1_000.0;
          assertThat(real(common)).isEqualTo(Double.toString(common));
        });
  }

  @Test
  void whatIsNoDocumentIsNamedInOnePhrase() {
    assertRefused("0b00", "JSON needs 8 bytes, 1 left");
    assertRefused("0c0561", "JSON needs 5 bytes, 1 left");
    assertRefused("0403", "JSON literal 3");
    assertRefused("1100", "JSON of unknown kind 17");
    assertRefused("02ffff0400", "JSON of 65535 elements in 4 bytes, 4 left");
    assertRefused("0f0a0100", "JSON temporal value of 1 bytes instead of 8");
    assertRefused("0ff603420200", "JSON DECIMAL(66,2) in 3 bytes");
    // An array that holds itself.
    assertRefused("020100070002000000", "JSON nested deeper than 100");
    assertRefused(doubling(30), "JSON whose parts overlap");
  }

  /// Arrays that each hold the next one twice: they would unfold to two to the power of `levels`
  /// texts.
  private static String doubling(int levels) {
    var hex = new StringBuilder("02");
    for (int left = levels; left > 0; left--) {
      int bytes = 10 * left + 4;
      hex.append("0200%02x%02x020a00020a00".formatted(bytes & 0xFF, bytes >> 8));
    }
    return hex + "00000400";
  }

  /// A document is a program of offsets: hostile ones must neither loop nor unfold without end.
  @Test
  @Timeout(120)
  void damageEndsInTextOrInOnePhrase() {
    List<byte[]> documents =
        List.of(HexFormat.of().parseHex(OBJECT), HexFormat.of().parseHex(OPAQUES));
    var text = new JsonText();
    var out = new ByteWriter();
    Seeds.forAll(
        50_000,
        random -> {
          byte[] damaged = Damage.of(random, documents.get(random.nextInt(documents.size())));
          out.clear();
          try {
            text.append(damaged, 0, damaged.length, out);
          } catch (Unsound e) {
            assertThat(e.getMessage()).isNotEmpty();
          }
          assertThat(out.length()).isLessThan(20 * damaged.length + 2_000);
        });
  }

  private static void assertRefused(String hex, String message) {
    assertThatThrownBy(() -> text(hex)).isInstanceOf(Unsound.class).hasMessage(message);
  }

  private static String text(String hex) {
    byte[] document = HexFormat.of().parseHex(hex);
    var out = new ByteWriter();
    new JsonText().append(document, 0, document.length, out);
    return out.utf8();
  }

  private static String real(double value) {
    var out = new ByteWriter();
    new JsonReal().append(value, out);
    return out.utf8();
  }
}
