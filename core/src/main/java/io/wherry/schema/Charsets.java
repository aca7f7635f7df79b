package io.wherry.schema;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of charsets and collations.
///
/// A collation is kept by its name; where only the charset is known, that is its default
/// collation's name here: `utf8mb4` is not `utf8mb4_bin`, and that is all that is asked. Source:
/// `information_schema.COLLATION_CHARACTER_SET_APPLICABILITY` of MySQL 9.7.4 and MariaDB 11.8.9.
final class Charsets {
  static final String BINARY = "binary";

  private static final Set<String> FOUR = Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030");
  private static final Set<String> THREE = Set.of("utf8", "utf8mb3", "ujis", "eucjpms");
  private static final Set<String> TWO =
      Set.of("ucs2", "gbk", "sjis", "big5", "euckr", "cp932", "gb2312");
  private static final Set<String> ONE =
      Set.of(
          "dec8",
          "cp850",
          "hp8",
          "koi8r",
          "latin1",
          "latin2",
          "swe7",
          "ascii",
          "hebrew",
          "tis620",
          "koi8u",
          "greek",
          "cp1250",
          "latin5",
          "armscii8",
          "cp866",
          "keybcs2",
          "macce",
          "macroman",
          "cp852",
          "latin7",
          "cp1251",
          "cp1256",
          "cp1257",
          BINARY,
          "geostd8");

  /// MySQL's latin1 is cp1252 with these five besides. Source: MySQL 9 Reference Manual, "West
  /// European Character Sets".
  private static final Set<Integer> UNDEFINED_IN_CP1252 = Set.of(0x81, 0x8D, 0x8F, 0x90, 0x9D);

  private static final Charset LATIN1 = Charset.forName("windows-1252");
  private static final int FIRST_NOT_ASCII = 0x80;

  private Charsets() {}

  /// The charset of a collation (or of a charset), or null for a name that leaves it open, as
  /// MariaDB's `uca1400_ai_ci` does, or is not known.
  static @Nullable String of(String collation) {
    String name = collation.toLowerCase(Locale.ROOT);
    int end = name.indexOf('_');
    String charset = end < 0 ? name : name.substring(0, end);
    return bytesMax(charset) == 0 ? null : charset;
  }

  /// The most bytes of a character; 0 for a charset that is not known.
  static int bytesMax(String charset) {
    if (ONE.contains(charset)) {
      return 1;
    }
    return FOUR.contains(charset) ? 4 : THREE.contains(charset) ? 3 : TWO.contains(charset) ? 2 : 0;
  }

  /// The name as `information_schema` shows it.
  static String shown(String charset, ServerTraits server) {
    return charset.equals("utf8") || charset.equals("utf8mb3") ? server.utf8mb3() : charset;
  }

  /// Whether ASCII is not itself in the charset.
  static boolean wide(String charset) {
    return charset.equals("ucs2") || charset.startsWith("utf16") || charset.equals("utf32");
  }

  /// Whether a text has the same bytes in both charsets.
  static boolean sameBytes(String one, String other) {
    return one.equals(other) || (one.startsWith("utf8") && other.startsWith("utf8"));
  }

  /// What bytes mean in a charset.
  ///
  /// @throws NotFollowed when that is not known for certain
  static String decoded(byte[] bytes, String charset) throws NotFollowed {
    if (charset.equals("latin1")) {
      return latin1(bytes);
    }
    Charset java =
        switch (charset) {
          case "utf8", "utf8mb3", "utf8mb4" -> StandardCharsets.UTF_8;
          case "ucs2", "utf16" -> StandardCharsets.UTF_16BE;
          case "utf16le" -> StandardCharsets.UTF_16LE;
          case "utf32" -> Charset.forName("UTF-32BE");
          default -> StandardCharsets.US_ASCII;
        };
    String text = new String(bytes, java);
    if (text.indexOf('\uFFFD') >= 0) {
      throw new NotFollowed("a label in bytes of charset " + charset);
    }
    return text;
  }

  private static String latin1(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      int code = b & 0xFF;
      text.append(
          UNDEFINED_IN_CP1252.contains(code)
              ? String.valueOf((char) code)
              : new String(new byte[] {b}, LATIN1));
    }
    return text.toString();
  }

  /// What is left of a text that is turned to a charset: what does not fit becomes `?`.
  ///
  /// @param charset null where it is not known which
  /// @throws NotFollowed when it is not known for certain what fits
  static String squeezed(String text, @Nullable String charset) throws NotFollowed {
    if (charset == null
        || charset.equals(BINARY)
        || FOUR.contains(charset)
        || text.chars().allMatch(c -> c < FIRST_NOT_ASCII)) {
      return text;
    }
    boolean basic = charset.startsWith("utf8") || charset.equals("ucs2");
    if (basic && text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    if (!charset.equals("latin1")) {
      throw new NotFollowed("a label in charset " + charset);
    }
    var squeezed = new StringBuilder();
    var encoder = LATIN1.newEncoder();
    text.codePoints()
        .forEach(c -> {
          String character = Character.toString(c);
          boolean fits = UNDEFINED_IN_CP1252.contains(c) || encoder.canEncode(character);
          squeezed.append(fits ? character : "?");
        });
    return squeezed.toString();
  }
}
