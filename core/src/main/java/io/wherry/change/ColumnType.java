package io.wherry.change;

import java.util.List;

/// What a column's values are, with everything a reader of the log must know to read them.
///
/// It says what a value *is*; how it looks in JSON is the format's affair, how it lies in the log
/// the decoder's. Source: MySQL 9 Reference Manual, chapter "Data Types"; MariaDB's differ where
/// noted.
public sealed interface ColumnType {
  /// TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT.
  ///
  /// @param bytes 1, 2, 3, 4 or 8
  record Int(int bytes, boolean unsigned) implements ColumnType {}

  /// DECIMAL(precision, scale).
  ///
  /// @param precision digits in all, 1 to 65
  /// @param scale digits after the point, 0 to 38
  record Decimal(int precision, int scale) implements ColumnType {}

  /// FLOAT or DOUBLE.
  ///
  /// @param bytes 4 or 8
  /// @param scale digits after the point of FLOAT(M,D), or [#SHORTEST]
  record Real(int bytes, int scale) implements ColumnType {
    /// The column has no (M,D): a value is shown by the shortest digits that read back to it.
    public static final int SHORTEST = -1;
  }

  /// BIT(bits), 1 to 64.
  record Bit(int bits) implements ColumnType {}

  /// YEAR.
  record Year() implements ColumnType {}

  /// CHAR, VARCHAR and the TEXT family.
  ///
  /// @param charset the server's name of the character set: `utf8mb4`, `latin1`, …
  record Text(String charset) implements ColumnType {}

  /// BINARY, VARBINARY and the BLOB family.
  ///
  /// @param fixedLength bytes of BINARY(n), to which the server pads with zeros; 0 for all others
  record Binary(int fixedLength) implements ColumnType {}

  /// ENUM; a label's number counts from 1.
  record Enumeration(List<String> labels) implements ColumnType {
    /// Keeps its own copy of the labels.
    public Enumeration {
      labels = List.copyOf(labels);
    }
  }

  /// SET; the first label is the lowest bit.
  record LabelSet(List<String> labels) implements ColumnType {
    /// Keeps its own copy of the labels.
    public LabelSet {
      labels = List.copyOf(labels);
    }
  }

  /// DATE.
  record Date() implements ColumnType {}

  /// TIME(fraction), 0 to 6 digits.
  record Time(int fraction) implements ColumnType {}

  /// DATETIME(fraction), 0 to 6 digits.
  record Datetime(int fraction) implements ColumnType {}

  /// TIMESTAMP(fraction), 0 to 6 digits.
  record Timestamp(int fraction) implements ColumnType {}

  /// MySQL's JSON, or MariaDB's: a LONGTEXT whose check says that it holds JSON.
  record Json() implements ColumnType {}

  /// GEOMETRY, POINT and their kin: the number of the spatial reference system in four bytes,
  /// little-endian, and WKB.
  record Geometry() implements ColumnType {}

  /// VECTOR(dimensions).
  ///
  /// @param dimensions the most numbers a value has
  record Vector(int dimensions) implements ColumnType {}

  /// MariaDB's UUID.
  record Uuid() implements ColumnType {}

  /// MariaDB's INET4.
  record Inet4() implements ColumnType {}

  /// MariaDB's INET6.
  record Inet6() implements ColumnType {}
}
