package io.wherry.format.debezium;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import io.wherry.format.Base64Text;
import io.wherry.format.FormatOptions;
import io.wherry.format.JsonColumns;
import io.wherry.format.JsonText;
import io.wherry.format.TemporalText;

/// Values as the connector maps them, in the JSON of Kafka Connect's converter, where bytes are
/// base64.
///
/// | column | JSON |
/// |---|---|
/// | integers, YEAR, FLOAT, DOUBLE | number |
/// | BIT(1), BIT(n) | boolean, base64 of ⌈n/8⌉ bytes, lowest first |
/// | DECIMAL | base64 of the unscaled value, or a number, or a string |
/// | text, ENUM, SET (`"a,b"`), JSON | string |
/// | BINARY, VARBINARY, BLOB | base64, or hexadecimal digits |
/// | DATE | days since 1970-01-01 |
/// | TIME | microseconds, or milliseconds |
/// | DATETIME | milliseconds since 1970 up to 3 digits, else microseconds |
/// | TIMESTAMP | ISO 8601 in UTC: `"2018-06-20T13:37:03Z"` |
///
/// A date that the calendar does not have, a zero date above all, is null, and in a column that
/// cannot be NULL the beginning of 1970. Source: Debezium's documentation, "Debezium connector for
/// MySQL", section "Data type mappings".
final class DebeziumColumns extends JsonColumns {
  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final long SECONDS_A_DAY = 86_400;
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final long MICROS_A_MILLI = 1_000;

  /// Most digits behind the second that are shown in milliseconds.
  private static final int MILLIS_DIGITS = 3;

  private final DebeziumOptions options;
  private final UnscaledBytes unscaled;
  private final byte[] bits = new byte[Long.BYTES];
  private final ByteSlice slice = new ByteSlice();

  DebeziumColumns(Table table, DebeziumOptions options, UnscaledBytes unscaled) {
    super(
        table.columns(),
        new FormatOptions(options.decimals() == DebeziumOptions.Decimals.DOUBLE, false));
    this.options = options;
    this.unscaled = unscaled;
  }

  @Override
  public void uint64(Column column, long value) {
    if (column.type() instanceof ColumnType.Bit(int count)) {
      bit(column, count, value);
    } else if (options.unsigned() == DebeziumOptions.Unsigned.PRECISE
        && column.type() instanceof ColumnType.Int(int size, boolean _)
        && size == Long.BYTES) {
      base64(column, unscaled.of(value));
    } else {
      super.uint64(column, value);
    }
  }

  private void bit(Column column, int count, long value) {
    if (count == 1) {
      name(column);
      out().write(value == 0 ? FALSE : TRUE);
      return;
    }
    int size = (count + Byte.SIZE - 1) / Byte.SIZE;
    for (int i = 0; i < size; i++) {
      bits[i] = (byte) (value >>> (i * Byte.SIZE));
    }
    base64(column, slice.wrap(bits, 0, size));
  }

  @Override
  public void decimal(Column column, ByteSlice digits) {
    switch (options.decimals()) {
      case PRECISE -> base64(column, unscaled.of(digits));
      case DOUBLE, STRING -> super.decimal(column, digits);
    }
  }

  @Override
  public void json(Column column, ByteSlice utf8) {
    name(column);
    JsonText.quoted(utf8, out());
  }

  @Override
  public void bytes(Column column, ByteSlice bytes) {
    name(column);
    out().write('"');
    switch (options.binaries()) {
      case BYTES, BASE64 -> Base64Text.write(bytes, out());
      case BASE64_URL_SAFE -> Base64Text.writeUrlSafe(bytes, out());
      case HEX -> hex(bytes, out());
    }
    out().write('"');
  }

  private static void hex(ByteSlice bytes, ByteWriter out) {
    for (int i = 0; i < bytes.length(); i++) {
      out.write(HEX[bytes.at(i) >> 4 & 0xF]);
      out.write(HEX[bytes.at(i) & 0xF]);
    }
  }

  private void base64(Column column, ByteSlice bytes) {
    name(column);
    out().write('"');
    Base64Text.write(bytes, out());
    out().write('"');
  }

  private void number(Column column, long value) {
    name(column);
    out().decimal(value);
  }

  @Override
  public void date(Column column, int year, int month, int day) {
    if (CivilDate.exists(year, month, day)) {
      number(column, CivilDate.days(year, month, day));
    } else if (column.nullable()) {
      nothing(column);
    } else {
      number(column, 0);
    }
  }

  @Override
  public void time(
      Column column, boolean negative, int hours, int minutes, int seconds, int micros) {
    long value = micros(hours, minutes, seconds, micros);
    boolean millis =
        switch (options.temporals()) {
          case ADAPTIVE_TIME_MICROSECONDS -> false;
          case ADAPTIVE -> fraction(column) <= MILLIS_DIGITS;
          case CONNECT -> true;
        };
    long shown = millis ? value / MICROS_A_MILLI : value;
    number(column, negative ? -shown : shown);
  }

  @Override
  public void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
    if (!CivilDate.exists(year, month, day) && column.nullable()) {
      nothing(column);
      return;
    }
    long value = 0;
    if (CivilDate.exists(year, month, day)) {
      long seconds = CivilDate.days(year, month, day) * SECONDS_A_DAY;
      value = seconds * MICROS_A_SECOND + micros(hour, minute, second, micros);
    }
    boolean millis =
        switch (options.temporals()) {
          case ADAPTIVE_TIME_MICROSECONDS, ADAPTIVE -> fraction(column) <= MILLIS_DIGITS;
          case CONNECT -> true;
        };
    number(column, millis ? Math.floorDiv(value, MICROS_A_MILLI) : value);
  }

  private static long micros(int hours, int minutes, int seconds, int micros) {
    return (hours * 3_600L + minutes * 60L + seconds) * MICROS_A_SECOND + micros;
  }

  @Override
  public void timestamp(Column column, long epochSeconds, int micros) {
    if (epochSeconds == 0 && micros == 0 && column.nullable()) {
      nothing(column);
      return;
    }
    name(column);
    out().write('"');
    TemporalText.instant(epochSeconds, micros, fraction(column), 'T', out());
    out().write('Z');
    out().write('"');
  }
}
