package io.wherry.definitions;

import io.wherry.change.Change;
import io.wherry.change.ColumnType;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Value;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change as a format hears of it, in words.
///
/// @param transaction where its transaction starts in the log file
/// @param values of the only image, of an update the one after
record PublishedChange(
    String schema,
    String table,
    String operation,
    long transaction,
    List<String> columns,
    List<@Nullable String> values) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  static PublishedChange of(Change change, long transaction) {
    Row row = Row.of(change.operation() == Operation.DELETE ? change::before : change::after);
    return new PublishedChange(
        change.table().schema(),
        change.table().name(),
        change.operation().name(),
        transaction,
        List.copyOf(row.values().keySet()),
        change.table().columns().stream()
            .<@Nullable String>map(column -> text(row.values().get(column.name()), column.type()))
            .toList());
  }

  private static @Nullable String text(@Nullable Value value, ColumnType type) {
    return switch (value) {
      case null -> "missing";
      case Value.Nothing() -> null;
      case Value.Absent() -> "absent";
      case Value.Int64(long number) -> Long.toString(number);
      case Value.Uint64(long bits) -> Long.toUnsignedString(bits);
      case Value.Decimal(String digits) -> digits;
      case Value.Text(String text) -> text;
      case Value.Json(String text) -> text;
      case Value.Bytes(List<Byte> bytes) -> hex(bytes);
      case Value.Date(int year, int month, int day) -> "%04d-%02d-%02d".formatted(year, month, day);
      case Value.Datetime d ->
          "%04d-%02d-%02d %02d:%02d:%02d"
                  .formatted(d.year(), d.month(), d.day(), d.hour(), d.minute(), d.second())
              + fraction(d.micros(), type);
      case Value.Timestamp(long seconds, int micros) ->
          (seconds == 0
                  ? "0000-00-00 00:00:00"
                  : LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).format(SECONDS))
              + fraction(micros, type);
      case Value.Float32 _, Value.Float64 _, Value.Vector _, Value.Time _ -> value.toString();
    };
  }

  private static String fraction(int micros, ColumnType type) {
    int digits =
        switch (type) {
          case ColumnType.Datetime(int fraction) -> fraction;
          case ColumnType.Timestamp(int fraction) -> fraction;
          default -> 0;
        };
    return digits == 0 ? "" : "." + "%06d".formatted(micros).substring(0, digits);
  }

  private static String hex(List<Byte> bytes) {
    byte[] array = new byte[bytes.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = bytes.get(i);
    }
    return HexFormat.of().formatHex(array);
  }
}
