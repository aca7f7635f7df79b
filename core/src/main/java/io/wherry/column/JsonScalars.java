package io.wherry.column;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Numbers;
import java.nio.charset.StandardCharsets;

/// The leaves of a JSON document, as `SELECT` shows them.
///
/// Source: MySQL 9 Reference Manual, "The JSON Data Type"; forms of numbers and escapes as MySQL
/// 9.7.4 prints them.
final class JsonScalars {
  private static final int DATE = 10;
  private static final int TIME = 11;
  private static final int DATETIME = 12;
  private static final int TIMESTAMP = 7;
  private static final int DECIMAL = 246;
  private static final int PACKED_BYTES = 8;
  private static final int FRACTION_BITS = 24;
  private static final int MONTHS = 13;
  private static final byte[] HEX = CharacterSet.bytes("0123456789abcdef");

  private final JsonReal real = new JsonReal();

  /// A string with quotes. What is no UTF-8 becomes U+FFFD.
  void string(byte[] array, int at, int length, ByteWriter out) {
    int end = at + length;
    if (Utf8.validEnd(array, at, end) < end) {
      byte[] sound = CharacterSet.bytes(new String(array, at, length, StandardCharsets.UTF_8));
      string(sound, 0, sound.length, out);
      return;
    }
    out.write('"');
    int plain = at;
    for (int i = at; i < end; i++) {
      byte c = array[i];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        out.write(array, plain, i - plain);
        escape(c, out);
        plain = i + 1;
      }
    }
    out.write(array, plain, end - plain);
    out.write('"');
  }

  private static void escape(byte c, ByteWriter out) {
    out.write('\\');
    switch (c) {
      case '\b' -> out.write('b');
      case '\f' -> out.write('f');
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      case '"', '\\' -> out.write(c);
      default -> {
        out.write('u');
        out.write('0');
        out.write('0');
        out.write(HEX[c >>> 4]);
        out.write(HEX[c & 0xF]);
      }
    }
  }

  /// The shortest digits that read back to the same number, always with a point or an exponent.
  void real(double value, ByteWriter out) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new Unsound("JSON number " + value);
    }
    real.append(value, out);
  }

  /// A value of a type that JSON has not: DECIMAL bare, temporal ones as strings, all else as
  /// base64.
  void opaque(int type, byte[] array, int at, int length, ByteWriter out) {
    switch (type) {
      case DECIMAL -> decimal(array, at, length, out);
      case DATE, TIME, DATETIME, TIMESTAMP -> {
        if (length != PACKED_BYTES) {
          throw new Unsound("JSON temporal value of " + length + " bytes instead of 8");
        }
        out.write('"');
        temporal(type, Numbers.int64(array, at), out);
        out.write('"');
      }
      default -> JsonBase64.append(type, array, at, length, out);
    }
  }

  private static void decimal(byte[] array, int at, int length, ByteWriter out) {
    int precision = length < 2 ? 0 : array[at];
    int scale = length < 2 ? 0 : array[at + 1];
    if (precision < 1
        || precision > DecimalDigits.DIGITS_MAX
        || scale < 0
        || scale > precision
        || length != 2 + DecimalDigits.bytes(precision, scale)) {
      throw new Unsound("JSON DECIMAL(%d,%d) in %d bytes".formatted(precision, scale, length));
    }
    DecimalDigits.append(array, at + 2, precision, scale, out);
  }

  /// Microseconds in the lower 24 bits; above them the bits of [DatetimeColumn] or [TimeColumn];
  /// negative as a whole.
  private static void temporal(int type, long packed, ByteWriter out) {
    long size = Math.abs(packed);
    int micros = (int) size & (1 << FRACTION_BITS) - 1;
    long bits = size >>> FRACTION_BITS;
    if (micros >= Temporal.SECOND) {
      throw new Unsound("JSON temporal value with " + micros + " microseconds");
    }
    if (type == TIME) {
      if (packed < 0) {
        out.write('-');
      }
      time((int) (bits >>> 12) & 0x3FF, (int) bits, micros, Temporal.HOURS_MAX, out);
      return;
    }
    int months = (int) (bits >>> 22) & 0x1FFFF;
    int day = (int) (bits >>> 17) & 0x1F;
    Temporal.checkDate(months / MONTHS, months % MONTHS, day);
    out.padded(months / MONTHS, 4);
    out.write('-');
    out.padded(months % MONTHS, 2);
    out.write('-');
    out.padded(day, 2);
    if (type != DATE) {
      out.write(' ');
      time((int) (bits >>> 12) & 0x1F, (int) bits, micros, 23, out);
    }
  }

  private static void time(int hours, int bits, int micros, int hoursMax, ByteWriter out) {
    int minutes = bits >>> 6 & 0x3F;
    int seconds = bits & 0x3F;
    Temporal.checkTime(hours, minutes, seconds, hoursMax);
    out.padded(hours, hours > 99 ? 3 : 2);
    out.write(':');
    out.padded(minutes, 2);
    out.write(':');
    out.padded(seconds, 2);
    out.write('.');
    out.padded(micros, 6);
  }
}
