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
          "dec8", "cp850", "hp8", "koi8r", "latin1", "latin2", "swe7", "ascii", "hebrew", "tis620",
          "koi8u", "greek", "cp1250", "latin5", "armscii8", "cp866", "keybcs2", "macce", "macroman",
          "cp852", "latin7", "cp1251", "cp1256", "cp1257", BINARY, "geostd8");

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
    return FOUR.contains(charset)
        ? 4
        : THREE.contains(charset) ? 3 : TWO.contains(charset) ? 2 : 0;
  }

  /// The name as `information_schema` shows it.
  static String shown(String charset, ServerTraits server) {
    return charset.equals("utf8") || charset.equals("utf8mb3") ? server.utf8mb3() : charset;
  }

  /// What bytes mean in a charset.
  ///
  /// @throws NotFollowed when that is not known for certain
  static String decoded(byte[] bytes, String charset) throws NotFollowed {
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

  /// Whether a text means the same after it was turned to a charset and back.
  static boolean keeps(@Nullable String charset, String text) {
    return charset == null
        || charset.startsWith("utf")
        || charset.equals(BINARY)
        || text.chars().allMatch(c -> c < 0x80);
  }
}
