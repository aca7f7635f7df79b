package io.wherry.column;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which charset a collation's number stands for.
///
/// Both families number alike up to 254. MySQL goes on to 323, and leaves 1,024 to 2,047 to
/// collations of the user's own. MariaDB goes on from 576; there, 1,024 more is the same collation
/// without padding, and each charset has 256 numbers from 2,048 on for the UCA 14.0.0 ones. Source:
/// `information_schema.COLLATIONS` and `COLLATION_CHARACTER_SET_APPLICABILITY` of MySQL 5.6.24 and
/// 9.7.4, MariaDB 10.11.18 and 11.8.9; a test compares.
public final class Collations {
  private static final int LAST = 1023;
  private static final int NO_PAD = 1024;
  private static final int UCA_14 = 2048;
  private static final int UCA_14_BITS = 8;
  private static final List<String> UCA_14_CHARSETS =
      List.of("utf8mb3", "utf8mb4", "ucs2", "utf16", "utf32");

  private static final String NUMBERS =
      """
      big5 1 84
      latin2 2 9 21 27 77
      dec8 3 69
      cp850 4 80
      latin1 5 8 15 31 47-49 94
      hp8 6 72
      koi8r 7 74
      swe7 10 82
      ascii 11 65
      ujis 12 91
      sjis 13 88
      cp1251 14 23 50-52
      hebrew 16 71
      tis620 18 89
      euckr 19 85
      latin7 20 41-42 79
      koi8u 22 75
      gb2312 24 86
      greek 25 70
      cp1250 26 34 44 66 99
      gbk 28 87
      cp1257 29 58-59
      latin5 30 78
      armscii8 32 64
      utf8mb3 33 76 83 192-215 223 576-579
      ucs2 35 90 128-151 159 640-642
      cp866 36 68
      keybcs2 37 73
      macce 38 43
      macroman 39 53
      cp852 40 81
      utf8mb4 45-46 224-247 255-271 273-275 277-294 296-298 300 303-323 608-611
      utf16 54-55 101-124 672-674
      utf16le 56 62
      cp1256 57 67
      utf32 60-61 160-183 736-738
      binary 63
      geostd8 92-93
      cp932 95-96
      eucjpms 97-98
      gb18030 248-250
      """;

  private static final @Nullable String[] CHARSETS = parse();

  private Collations() {}

  private static @Nullable String[] parse() {
    var charsets = new @Nullable String[LAST + 1];
    for (String line : NUMBERS.lines().toList()) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        String[] ends = words[i].split("-", -1);
        int first = Integer.parseInt(ends[0]);
        Arrays.fill(charsets, first, Integer.parseInt(ends[ends.length - 1]) + 1, words[0]);
      }
    }
    return charsets;
  }

  /// The charset's name (`utf8mb3`, never `utf8`), or null for a number that is not known.
  public static @Nullable String charset(int collation, boolean mariadb) {
    if (collation < 0 || (collation > LAST && !mariadb)) {
      return null;
    }
    if (collation >= UCA_14) {
      int index = (collation - UCA_14) >> UCA_14_BITS;
      return index < UCA_14_CHARSETS.size() ? UCA_14_CHARSETS.get(index) : null;
    }
    return CHARSETS[collation >= NO_PAD ? collation - NO_PAD : collation];
  }
}
