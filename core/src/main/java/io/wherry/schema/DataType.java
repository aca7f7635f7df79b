package io.wherry.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column's data type as a statement writes it, before it is known which charset it gets.
///
/// @param name as COLUMN_TYPE shows it: `varchar`, `int`, `enum`
/// @param suffix what stands behind the name there: `(10,2)`, ` unsigned`
/// @param length the number in parentheses of a string type, or -1
/// @param labels of ENUM and SET: each a String, or the bytes of a hexadecimal literal
/// @param charset what the type itself says of its charset, as NATIONAL and CHARACTER SET do
/// @param collation what COLLATE says
/// @param binarySorted whether the attribute BINARY asks for the charset's `_bin` collation
record DataType(
    String name,
    String suffix,
    long length,
    List<Object> labels,
    @Nullable String charset,
    @Nullable String collation,
    boolean binarySorted) {
  /// A type that is no text.
  static DataType plain(String name, String suffix) {
    return new DataType(name, suffix, -1, List.of(), null, null, false);
  }

  /// CHAR, VARCHAR or one of the TEXT family.
  static DataType text(String name, long length, @Nullable String charset) {
    return new DataType(name, "", length, List.of(), charset, null, false);
  }

  DataType with(@Nullable String newCharset, @Nullable String newCollation, boolean binary) {
    return new DataType(name, suffix, length, labels, newCharset, newCollation, binary);
  }

  /// Whether it has a charset.
  boolean isText() {
    return switch (name) {
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> true;
      default -> false;
    };
  }

  /// The collation of its values, or null for what is no text.
  ///
  /// @param otherwise the table's default, null where it is not known
  @Nullable String resolved(@Nullable String otherwise) throws NotFollowed {
    if (!isText()) {
      return null;
    }
    String chosen = collation;
    if (chosen != null && Charsets.of(chosen) == null) {
      // MariaDB's `uca1400_ai_ci` leaves the charset to the column or table.
      chosen = charset;
      if (chosen == null) {
        chosen = otherwise == null ? null : Charsets.of(otherwise);
      }
    } else if (chosen == null) {
      chosen = charset == null ? otherwise : charset;
    }
    if (chosen == null) {
      throw new NotFollowed("the default charset is not known");
    }
    String of = Charsets.of(chosen);
    if (of == null) {
      throw new NotFollowed("unknown charset " + NotFollowed.quoted(chosen));
    }
    return binarySorted && !of.equals(Charsets.BINARY) ? of + "_bin" : chosen;
  }

  /// As COLUMN_TYPE shows it; with charset `binary` text becomes bytes.
  String shown(@Nullable String resolved) throws NotFollowed {
    String charset = resolved == null ? null : Charsets.of(resolved);
    if (charset == null) {
      return length < 0 ? name + suffix : sized();
    }
    if (!labels.isEmpty()) {
      return name + labels(charset);
    }
    return TextSize.shown(name, length, charset);
  }

  /// BLOB(n) is the smallest that holds n bytes; VARBINARY(n) beyond its limit is a BLOB.
  private String sized() {
    return switch (name) {
      case "blob" -> TextSize.ofBytes(length) + "blob";
      case "varbinary" ->
          length > TextSize.VARCHAR_BYTES_MAX
              ? TextSize.ofBytes(length) + "blob"
              : name + "(" + length + ")";
      default -> name + "(" + length + ")";
    };
  }

  private String labels(String charset) throws NotFollowed {
    var text = new StringBuilder("(");
    for (Object label : labels) {
      String value =
          label instanceof byte[] bytes
              ? Charsets.decoded(bytes, charset)
              : Charsets.squeezed((String) label, charset);
      // The servers cut spaces at the end.
      if (!charset.equals(Charsets.BINARY)) {
        value = withoutSpaces(value);
      }
      text.append(text.length() > 1 ? ",'" : "'");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '\'' -> text.append("''");
          case '\\' -> text.append("\\\\");
          default -> text.append(c);
        }
      }
      text.append('\'');
    }
    return text.append(')').toString();
  }

  private static String withoutSpaces(String value) {
    int end = value.length();
    while (end > 0 && value.charAt(end - 1) == ' ') {
      end--;
    }
    return value.substring(0, end);
  }

  /// The bytes of `x'41'` or `0x41`, or null where it is not one.
  static byte @Nullable [] hexadecimal(String digits) {
    String even = digits.length() % 2 == 0 ? digits : "0" + digits;
    var bytes = new byte[even.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(even.charAt(2 * i), 16);
      int low = Character.digit(even.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /// The bytes of `b'01000001'`, or null where it is not one.
  static byte @Nullable [] binary(String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c == '0' || c == '1')) {
      return null;
    }
    var bytes = new byte[(digits.length() + Byte.SIZE - 1) / Byte.SIZE];
    for (int i = 0; i < digits.length(); i++) {
      int bit = digits.length() - 1 - i;
      if (digits.charAt(i) == '1') {
        bytes[bytes.length - 1 - bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
      }
    }
    return bytes;
  }
}
