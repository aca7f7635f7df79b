package io.wherry.binlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Value;
import java.util.HexFormat;
import java.util.List;

/// Values as a test compares them: numbers and temporal values as text, texts and bytes in
/// hexadecimal.
final class Shown {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Shown() {}

  /// What was decoded.
  static String value(Column column, Value value) {
    return switch (value) {
      case Value.Nothing _ -> "NULL";
      case Value.Absent _ -> "absent";
      case Value.Int64 v -> Long.toString(v.value());
      case Value.Uint64 v -> Long.toUnsignedString(v.bits());
      case Value.Decimal v -> v.digits();
      case Value.Float32 v -> String.valueOf(v.value());
      case Value.Float64 v -> String.valueOf(v.value());
      case Value.Text v -> HEX.formatHex(v.text().getBytes(UTF_8));
      case Value.Json v -> HEX.formatHex(v.text().getBytes(UTF_8));
      case Value.Bytes v -> hex(v.bytes());
      case Value.Vector v -> v.numbers().toString();
      case Value.Date v -> date(v.year(), v.month(), v.day());
      case Value.Time v ->
          (v.negative() ? "-" : "")
              + time(v.hours(), v.minutes(), v.seconds())
              + fraction(column, v.micros());
      case Value.Datetime v ->
          date(v.year(), v.month(), v.day())
              + " "
              + time(v.hour(), v.minute(), v.second())
              + fraction(column, v.micros());
      case Value.Timestamp v -> timestamp(v) + fraction(column, v.micros());
    };
  }

  private static String hex(List<Byte> bytes) {
    var text = new StringBuilder();
    bytes.forEach(b -> text.append(HEX.toHexDigits(b)));
    return text.toString();
  }

  private static String date(int year, int month, int day) {
    return "%04d-%02d-%02d".formatted(year, month, day);
  }

  private static String time(int hours, int minutes, int seconds) {
    return "%02d:%02d:%02d".formatted(hours, minutes, seconds);
  }

  private static String timestamp(Value.Timestamp value) {
    if (value.epochSeconds() == 0 && value.micros() == 0) {
      return "0000-00-00 00:00:00";
    }
    return java.time.LocalDateTime.ofEpochSecond(value.epochSeconds(), 0, java.time.ZoneOffset.UTC)
        .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
  }

  private static String fraction(Column column, int micros) {
    int digits =
        switch (column.type()) {
          case ColumnType.Time t -> t.fraction();
          case ColumnType.Datetime d -> d.fraction();
          case ColumnType.Timestamp t -> t.fraction();
          default -> 0;
        };
    return digits == 0 ? "" : "." + "%06d".formatted(micros).substring(0, digits);
  }
}
