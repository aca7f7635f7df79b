package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Charsets against the servers' own conversion, code by code.
class CharacterSetTest {
  private static final List<String> MULTI_BYTE =
      List.of("big5", "cp932", "eucjpms", "euckr", "gb18030", "gb2312", "gbk", "sjis", "ujis");

  /// Java's windows-1252 has five holes where MySQL's latin1 has control characters.
  @Test
  void latin1IsWindows1252WithFiveMore() {
    assertThat(utf8("latin1", "80818d8f909dff41")).isEqualTo("€\u0081\u008d\u008f\u0090\u009dÿA");
  }

  /// What is not valid UTF-8 would make an invalid JSON record of a whole row.
  @Test
  void whatComesOutIsValidUtf8() {
    assertThat(utf8("utf8mb4", "41c3a9f09f988042")).isEqualTo("Aé😀B");
    assertThat(utf8("utf8mb3", "41eda08042")).isEqualTo("A\ufffdB");
    assertThat(utf8("utf8mb4", "c0afff")).isEqualTo("\ufffd\ufffd\ufffd");
    assertThat(utf8("utf8mb4", "f8808080804142434445464748")).endsWith("ABCDEFGH");
    assertThat(utf8("ucs2", "0041d800004200")).isEqualTo("A\ufffdB\ufffd");
    assertThat(utf8("utf16", "0041d83dde000042")).isEqualTo("A😀B");
    assertThat(utf8("utf16le", "41003dd800de4200")).isEqualTo("A😀B");
    assertThat(utf8("utf32", "000000410001f60000110000")).isEqualTo("A😀\ufffd");
    assertThat(utf8("ascii", "41ff")).isEqualTo("A?");
    assertThat(utf8("gbk", "41ff81ff")).isEqualTo("A??");
    assertThat(CharacterSet.named("klingon")).isNull();
  }

  /// A text that needs no turning must not be copied: that is most of the traffic.
  @Test
  void asciiIsShownInPlace() {
    byte[] text = "only ascii, in place".getBytes(StandardCharsets.US_ASCII);
    for (String name : List.of("utf8mb4", "latin1", "cp1251", "gbk", "sjis", "ascii")) {
      ByteSlice shown = set(name).utf8(text, 5, 10, new Scratch());
      assertThat(shown.array()).as(name).isSameAs(text);
      assertThat(shown.offset()).as(name).isEqualTo(5);
    }
  }

  @Tag("server")
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everySingleByteIsTurnedAsTheServerDoes(Kind kind) {
    Database server = Database.shared(kind);
    List<String> names = new ArrayList<>();
    server
        .query(
            "select character_set_name from information_schema.character_sets where maxlen = 1"
                + " and character_set_name <> 'binary'")
        .forEach(row -> names.add(Objects.requireNonNull(row.getFirst())));
    assertThat(names).hasSize(25);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      List<String> codes = new ArrayList<>();
      for (int code = 0; code < 256; code++) {
        codes.add("%02X".formatted(code));
      }
      compare(server, name, codes, differences);
    }
    assertThat(differences).isEmpty();
  }

  /// Some 23,000 codes a charset; those that the server holds malformed cannot be stored.
  @Tag("server")
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MYSQL_9_7", "MYSQL_5_6", "MARIADB_10_11", "MARIADB_11_8"})
  void everyMultiByteCodeIsTurnedAsTheServerDoes(Kind kind) {
    Database server = Database.shared(kind);
    List<String> differences = new ArrayList<>();
    for (String name : MULTI_BYTE) {
      if (name.equals("gb18030") && kind != Kind.MYSQL_9_7) {
        continue;
      }
      boolean euc = name.equals("ujis") || name.equals("eucjpms");
      for (int lead = 0x80; lead <= 0xFF; lead++) {
        List<String> codes = new ArrayList<>(List.of("%02X".formatted(lead)));
        for (int trail = 0x30; trail <= 0xFF; trail++) {
          codes.add("%02X%02X".formatted(lead, trail));
          if (euc && trail >= 0xA1) {
            codes.add("8F%02X%02X".formatted(lead, trail));
          }
          if (name.equals("gb18030") && trail <= 0x39) {
            codes.add("%02X%02X8130".formatted(lead, trail));
            codes.add("%02X%02XA437".formatted(lead, trail));
            codes.add("%02X%02XFE39".formatted(lead, trail));
          }
        }
        compare(server, name, codes, differences);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static void compare(
      Database server, String name, List<String> codes, List<String> differences) {
    var query = new StringBuilder("select ");
    for (String code : codes) {
      String text = "convert(x'%s' using %s)".formatted(code, name);
      query
          .append(query.length() > 7 ? "," : "")
          .append("concat(char_length(%1$s), length(%1$s)".formatted(text))
          .append(", hex(convert(%s using utf8mb4)))".formatted(text));
    }
    List<@Nullable String> shown = server.query(query.toString()).getFirst();
    for (int i = 0; i < codes.size(); i++) {
      // NULL, or not one whole character: the code is malformed, so no column holds it.
      String one = shown.get(i);
      if (one == null || one.length() == 2 || !one.startsWith("1" + codes.get(i).length() / 2)) {
        continue;
      }
      String expected = one.substring(2);
      String found =
          HexFormat.of().withUpperCase().formatHex(CharacterSet.bytes(utf8(name, codes.get(i))));
      if (!found.equals(expected)) {
        differences.add(name + " " + codes.get(i) + ": " + expected + ", found " + found);
      }
    }
  }

  private static String utf8(String name, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + 3);
    return new String(
        set(name).utf8(padded, 0, bytes.length, new Scratch()).copy(), StandardCharsets.UTF_8);
  }

  private static CharacterSet set(String name) {
    return Objects.requireNonNull(CharacterSet.named(name));
  }
}
