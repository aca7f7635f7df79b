package io.wherry.schema;

/// How long texts may be, and which type of the TEXT or BLOB family that takes.
///
/// Source: MySQL 9 Reference Manual, "Data Type Storage Requirements", "The BLOB and TEXT Types".
final class TextSize {
  static final int VARCHAR_BYTES_MAX = 65_535;
  private static final long TINY_MAX = 255;
  private static final long PLAIN_MAX = 65_535;
  private static final long MEDIUM_MAX = 16_777_215;

  private static final int MAX_ASCII = 0x7F;

  private TextSize() {}

  /// `tiny`, nothing, `medium` or `long`.
  static String ofBytes(long bytes) {
    return bytes <= TINY_MAX
        ? "tiny"
        : bytes <= PLAIN_MAX ? "" : bytes <= MEDIUM_MAX ? "medium" : "long";
  }

  /// COLUMN_TYPE of a text type in a charset.
  ///
  /// @param length the number in parentheses, or -1
  static String shown(String name, long length, String charset) {
    long bytes = length * Charsets.bytesMax(charset);
    boolean binary = charset.equals(Charsets.BINARY);
    return switch (name) {
      case "char" -> (binary ? "binary(" : "char(") + Math.max(length, 0) + ")";
      case "varchar" ->
          bytes > VARCHAR_BYTES_MAX
              ? ofBytes(bytes) + (binary ? "blob" : "text")
              : (binary ? "varbinary(" : "varchar(") + length + ")";
      case "text" -> (length < 0 ? "" : ofBytes(bytes)) + (binary ? "blob" : "text");
      default -> binary ? name.replace("text", "blob") : name;
    };
  }

  /// Whether labels of ENUM or SET have other bytes in another charset.
  static boolean labelsMayBreak(ColumnDraft column, String to) {
    String from = column.collation() == null ? null : Charsets.of(column.collation());
    boolean labelled = column.type().startsWith("enum(") || column.type().startsWith("set(");
    return labelled
        && from != null
        && !Charsets.sameBytes(from, to)
        && (Charsets.wide(from)
            || Charsets.wide(to)
            || column.type().chars().anyMatch(c -> c > MAX_ASCII));
  }

  /// COLUMN_TYPE of a text column after CONVERT TO CHARACTER SET: a TEXT becomes the next bigger
  /// one where its characters may no longer fit.
  static String converted(String type, String from, String to) {
    int paren = type.indexOf('(');
    String name = paren < 0 ? type : type.substring(0, paren);
    if (name.equals("enum") || name.equals("set")) {
      return type;
    }
    long length = paren < 0 ? -1 : Long.parseLong(type, paren + 1, type.indexOf(')'), 10);
    long bytes =
        switch (name) {
          case "tinytext" -> TINY_MAX;
          case "text" -> PLAIN_MAX;
          case "mediumtext" -> MEDIUM_MAX;
          default -> -1;
        };
    int before = Charsets.bytesMax(from);
    int after = Charsets.bytesMax(to);
    if (bytes < 0 || before == 0 || after <= before) {
      return shown(name, length, to);
    }
    return ofBytes(bytes * after / before) + "text";
  }
}
