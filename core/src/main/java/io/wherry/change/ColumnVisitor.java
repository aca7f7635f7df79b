package io.wherry.change;

import io.wherry.bytes.ByteSlice;

/// Hears the columns of one row, in table order. A value arrives as what the log holds, without an
/// object in between; slices are valid only during the call.
public interface ColumnVisitor {
  /// SQL NULL.
  void nothing(Column column);

  /// The row image does not carry the column. That is not NULL.
  void absent(Column column);

  /// A signed integer, or a YEAR.
  void int64(Column column, long value);

  /// An unsigned integer or a BIT, as 64 unsigned bits.
  void uint64(Column column, long bits);

  /// A DECIMAL: the ASCII digits that `SELECT` shows.
  void decimal(Column column, ByteSlice digits);

  /// A FLOAT.
  void float32(Column column, float value);

  /// A DOUBLE.
  void float64(Column column, double value);

  /// A text, an ENUM's label, a SET's labels (`a,b`), a UUID or an IP address, in valid UTF-8.
  void text(Column column, ByteSlice utf8);

  /// A binary string, at the full length of BINARY(n), or a GEOMETRY.
  void bytes(Column column, ByteSlice bytes);

  /// A VECTOR: numbers of four bytes each (IEEE 754, little-endian), one behind the other.
  void vector(Column column, ByteSlice float32s);

  /// A JSON document as the text that `SELECT` shows, in UTF-8.
  void json(Column column, ByteSlice utf8);

  /// A DATE; year, month and day may each be zero.
  void date(Column column, int year, int month, int day);

  /// A TIME, up to 838:59:59.
  ///
  /// @param micros 0 to 999,999, whatever digits the column has
  void time(Column column, boolean negative, int hours, int minutes, int seconds, int micros);

  /// A DATETIME; year, month and day may each be zero.
  ///
  /// @param micros 0 to 999,999, whatever digits the column has
  void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros);

  /// A TIMESTAMP.
  ///
  /// @param epochSeconds since 1970 in UTC; 0 (with 0 micros) is the zero timestamp `0000-00-00
  ///   00:00:00`
  /// @param micros 0 to 999,999, whatever digits the column has
  void timestamp(Column column, long epochSeconds, int micros);
}
