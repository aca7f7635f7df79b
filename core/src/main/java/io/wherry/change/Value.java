package io.wherry.change;

import java.util.List;

/// A column's value as an object, for whoever wants objects: tests, filters, satellites. Never on
/// the hot path.
public sealed interface Value {
  /// SQL NULL.
  record Nothing() implements Value {}

  /// The row image did not carry the column.
  record Absent() implements Value {}

  /// A signed integer.
  record Int64(long value) implements Value {}

  /// An unsigned integer, as 64 unsigned bits.
  record Uint64(long bits) implements Value {}

  /// A DECIMAL's digits.
  record Decimal(String digits) implements Value {}

  /// A FLOAT.
  record Float32(float value) implements Value {}

  /// A DOUBLE.
  record Float64(double value) implements Value {}

  /// A text.
  record Text(String text) implements Value {}

  /// A binary string, a byte an element.
  record Bytes(List<Byte> bytes) implements Value {}

  /// A VECTOR's numbers.
  record Vector(List<Float> numbers) implements Value {}

  /// A JSON document's text.
  record Json(String text) implements Value {}

  /// A DATE.
  record Date(int year, int month, int day) implements Value {}

  /// A TIME.
  record Time(boolean negative, int hours, int minutes, int seconds, int micros) implements Value {}

  /// A DATETIME.
  record Datetime(int year, int month, int day, int hour, int minute, int second, int micros)
      implements Value {}

  /// A TIMESTAMP.
  record Timestamp(long epochSeconds, int micros) implements Value {}
}
