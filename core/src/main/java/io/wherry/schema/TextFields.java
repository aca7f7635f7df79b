package io.wherry.schema;

/// Fields of text between tabs and line ends. In a field these two, the backslash, other control
/// characters and halves of characters are written `\t`, `\n`, `\\`, `\u001a`.
final class TextFields {
  private static final int HEXADECIMAL_DIGITS = 4;
  private static final int DIGITS_MAX = 18;

  private final String text;
  private int at;

  TextFields(String text) {
    this.text = text;
  }

  /// Appends a field.
  static void append(StringBuilder out, String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        out.append("\\\\");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (c == '\n') {
        out.append("\\n");
      } else if (Character.isHighSurrogate(c)
          && i + 1 < field.length()
          && Character.isLowSurrogate(field.charAt(i + 1))) {
        out.append(c).append(field.charAt(++i));
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u").append("%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
  }

  boolean more() {
    return at < text.length();
  }

  /// The next field; passes over what ends it.
  String next() {
    int end = at;
    boolean escaped = false;
    while (end < text.length() && text.charAt(end) != '\t' && text.charAt(end) != '\n') {
      escaped |= text.charAt(end) == '\\';
      end++;
    }
    String field = text.substring(at, end);
    at = Math.min(end + 1, text.length());
    return escaped ? unescaped(field) : field;
  }

  /// Passes over this many lines and gives their text, without the last line's end.
  ///
  /// @throws CatalogException when there are fewer
  String lines(int count) {
    int start = at;
    for (int i = 0; i < count; i++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw new CatalogException("a table's text ends after " + i + " of " + count + " lines");
      }
      at = end + 1;
    }
    return text.substring(start, Math.max(start, at - 1));
  }

  /// @throws CatalogException when it is not a number
  static int number(String digits) {
    long number = bigNumber(digits);
    if (number > Integer.MAX_VALUE) {
      throw new CatalogException("a number is " + digits);
    }
    return (int) number;
  }

  /// @throws CatalogException when it is not a number
  static long bigNumber(String digits) {
    if (digits.isEmpty()
        || digits.length() > DIGITS_MAX
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new CatalogException("a number is \"" + digits + "\"");
    }
    return Long.parseLong(digits);
  }

  private static String unescaped(String field) {
    var out = new StringBuilder(field.length());
    int i = 0;
    while (i < field.length()) {
      char c = field.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = i < field.length() ? field.charAt(i++) : ' ';
      switch (kind) {
        case '\\' -> out.append('\\');
        case 't' -> out.append('\t');
        case 'n' -> out.append('\n');
        case 'u' -> {
          out.append(unit(field, i));
          i += HEXADECIMAL_DIGITS;
        }
        default -> throw new CatalogException("an escape is \\" + kind);
      }
    }
    return out.toString();
  }

  private static char unit(String field, int at) {
    int unit = 0;
    for (int i = at; i < at + HEXADECIMAL_DIGITS; i++) {
      int digit = i < field.length() ? Character.digit(field.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new CatalogException("an escape ends early");
      }
      unit = unit << HEXADECIMAL_DIGITS | digit;
    }
    return (char) unit;
  }
}
