package io.wherry.schema;

import io.wherry.change.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the COLUMN_TYPE text of `information_schema`.
///
/// ```text
///   int(10) unsigned zerofill     name ( numbers ) words
///   enum('a','it''s','back\\slash')  name ( labels )
/// ```
///
/// A text that does not fit as a whole is a type that cannot be read; but some comments of the
/// servers say only what the log says, too. Source: MySQL 9 Reference Manual, chapter "Data Types";
/// MariaDB Knowledge Base, the same.
final class ColumnTypeText {
  /// A compressed column of MariaDB, an old temporal format of MariaDB and of MySQL.
  private static final List<String> COMMENTS =
      List.of(" /*M!100301 COMPRESSED*/", " /* mariadb-5.3 */", " /* 5.5 binary format */");

  private final String text;
  private int at;

  private ColumnTypeText(String text) {
    this.text = text;
  }

  /// The type, or null when it is not one of those that can be read.
  static @Nullable ColumnType read(String columnType, @Nullable String charset) {
    var reader = new ColumnTypeText(withoutComment(columnType));
    String name = reader.word();
    ColumnType type =
        switch (name) {
          case "enum" -> labelled(reader.labels(), true);
          case "set" -> labelled(reader.labels(), false);
          default -> plain(name, reader.numbers(), reader.unsigned(), charset);
        };
    return reader.at == reader.text.length() ? type : null;
  }

  private static String withoutComment(String columnType) {
    for (String comment : COMMENTS) {
      if (columnType.endsWith(comment)) {
        return columnType.substring(0, columnType.length() - comment.length());
      }
    }
    return columnType;
  }

  private static @Nullable ColumnType labelled(@Nullable List<String> labels, boolean one) {
    if (labels == null) {
      return null;
    }
    return one ? new ColumnType.Enumeration(labels) : new ColumnType.LabelSet(labels);
  }

  private static @Nullable ColumnType plain(
      String name, List<Integer> numbers, boolean unsigned, @Nullable String charset) {
    return switch (name) {
      case "tinyint" -> new ColumnType.Int(1, unsigned);
      case "smallint" -> new ColumnType.Int(2, unsigned);
      case "mediumint" -> new ColumnType.Int(3, unsigned);
      case "int", "integer" -> new ColumnType.Int(4, unsigned);
      case "bigint" -> new ColumnType.Int(8, unsigned);
      case "decimal" ->
          numbers.size() == 2 ? new ColumnType.Decimal(numbers.get(0), numbers.get(1)) : null;
      case "float" -> new ColumnType.Real(4, scale(numbers));
      case "double" -> new ColumnType.Real(8, scale(numbers));
      case "bit" -> new ColumnType.Bit(first(numbers, 1));
      // YEAR(2) shows two digits; no server since 5.7 has it.
      case "year" -> first(numbers, 4) == 4 ? new ColumnType.Year() : null;
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
          charset == null ? null : new ColumnType.Text(charset.toLowerCase(Locale.ROOT));
      case "binary" -> new ColumnType.Binary(first(numbers, 1));
      case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> new ColumnType.Binary(0);
      case "date" -> new ColumnType.Date();
      case "time" -> new ColumnType.Time(first(numbers, 0));
      case "datetime" -> new ColumnType.Datetime(first(numbers, 0));
      case "timestamp" -> new ColumnType.Timestamp(first(numbers, 0));
      case "json" -> new ColumnType.Json();
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection" ->
          new ColumnType.Geometry();
      case "vector" -> numbers.size() == 1 ? new ColumnType.Vector(numbers.getFirst()) : null;
      case "uuid" -> new ColumnType.Uuid();
      case "inet4" -> new ColumnType.Inet4();
      case "inet6" -> new ColumnType.Inet6();
      default -> null;
    };
  }

  private static int scale(List<Integer> numbers) {
    return numbers.size() == 2 ? numbers.get(1) : ColumnType.Real.SHORTEST;
  }

  private static int first(List<Integer> numbers, int otherwise) {
    return numbers.isEmpty() ? otherwise : numbers.getFirst();
  }

  /// Passes over `unsigned` and `zerofill`; the latter is how a client pads, and implies the first.
  private boolean unsigned() {
    boolean unsigned = false;
    while (text.startsWith(" unsigned", at) || text.startsWith(" zerofill", at)) {
      at += " unsigned".length();
      unsigned = true;
    }
    return unsigned;
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).toLowerCase(Locale.ROOT);
  }

  /// `(10)` or `(10,2)`; empty, with nothing passed over, where there is none or it is odd.
  private List<Integer> numbers() {
    if (at == text.length() || text.charAt(at) != '(') {
      return List.of();
    }
    int end = text.indexOf(')', at);
    var numbers = new ArrayList<Integer>(2);
    for (String digits : text.substring(at + 1, Math.max(at + 1, end)).split(",", -1)) {
      if (!digits.matches("[0-9]{1,9}")) {
        return List.of();
      }
      numbers.add(Integer.valueOf(digits));
    }
    at = end + 1;
    return numbers;
  }

  /// `('a','it''s')`, or null where it is not that.
  private @Nullable List<String> labels() {
    var labels = new ArrayList<String>();
    if (!passed('(')) {
      return null;
    }
    do {
      String label = label();
      if (label == null) {
        return null;
      }
      labels.add(label);
    } while (passed(','));
    return passed(')') ? labels : null;
  }

  private @Nullable String label() {
    if (!passed('\'')) {
      return null;
    }
    var label = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'' && !passed('\'')) {
        return label.toString();
      }
      label.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : c);
    }
    return null;
  }

  /// The servers write these four with a backslash, and nothing else.
  private static char escaped(char c) {
    return switch (c) {
      case '0' -> '\0';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private boolean passed(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
