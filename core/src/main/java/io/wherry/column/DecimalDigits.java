package io.wherry.column;

import io.wherry.bytes.ByteWriter;

/// A DECIMAL as the log holds it: big-endian groups of nine digits, four bytes each; a shorter
/// group at either end takes as few bytes as its digits need; the top bit is set for a positive
/// number, and a negative one has all other bits flipped.
///
/// ```text
///   DECIMAL(14,4)    1234567890.1234        | 81 | 0D FB 38 D2 | 04 D2 |
///   DECIMAL(14,4)   -1234567890.1234        | 7E | F2 04 C7 2D | FB 2D |
///                                     digits: 1 + 9 whole, 4 fraction
/// ```
///
/// Source: MySQL 9 Reference Manual, "DECIMAL Data Type Characteristics".
final class DecimalDigits {
  private static final int GROUP = 9;
  private static final int GROUP_BYTES = 4;
  private static final int[] DIGITS_TO_BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  /// Most digits of the server's arithmetic, nine groups. A column has at most 65, but inside a
  /// JSON document a leading group counts whole.
  static final int DIGITS_MAX = 81;

  /// Most bytes of its text: sign, digits, a zero before the point, the point.
  private static final int TEXT_MAX = DIGITS_MAX + 3;

  private DecimalDigits() {}

  /// Bytes of a value with so many digits in all and behind the point.
  static int bytes(int precision, int scale) {
    int whole = precision - scale;
    return whole / GROUP * GROUP_BYTES
        + DIGITS_TO_BYTES[whole % GROUP]
        + scale / GROUP * GROUP_BYTES
        + DIGITS_TO_BYTES[scale % GROUP];
  }

  /// Appends the digits that `SELECT` shows: no leading zeros but one before the point, all digits
  /// of the scale behind it, no sign before a zero.
  ///
  /// @throws Unsound when a group holds more than its digits
  static void append(byte[] array, int at, int precision, int scale, ByteWriter out) {
    int flip = array[at] < 0 ? 0 : -1;
    byte[] text = out.reserve(TEXT_MAX);
    int first = out.length();
    int to = first + 1;
    boolean zero = true;
    int from = at;
    int whole = precision - scale;
    for (int left = whole; left > 0; ) {
      int digits = left % GROUP == 0 ? GROUP : left % GROUP;
      int value = group(array, from, digits, flip, from == at);
      from += DIGITS_TO_BYTES[digits];
      left -= digits;
      if (zero && value != 0) {
        zero = false;
        to = write(text, to, value, width(value));
      } else if (!zero) {
        to = write(text, to, value, digits);
      }
    }
    if (zero) {
      text[to++] = '0';
    }
    if (scale > 0) {
      text[to++] = '.';
    }
    for (int left = scale; left > 0; ) {
      int digits = Math.min(GROUP, left);
      int value = group(array, from, digits, flip, from == at);
      from += DIGITS_TO_BYTES[digits];
      left -= digits;
      zero &= value == 0;
      to = write(text, to, value, digits);
    }
    if (flip == 0 || zero) {
      System.arraycopy(text, first + 1, text, first, to - first - 1);
      to--;
    } else {
      text[first] = '-';
    }
    out.advance(to - first);
  }

  private static int group(byte[] array, int at, int digits, int flip, boolean first) {
    int bytes = DIGITS_TO_BYTES[digits];
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      int part = (array[at + i] ^ flip) & 0xFF;
      value = value << 8 | (first && i == 0 ? part ^ 0x80 : part);
    }
    if (value < 0 || value >= POWERS[digits]) {
      throw new Unsound("a group of " + digits + " digits holds " + (value & 0xFFFF_FFFFL));
    }
    return value;
  }

  private static int width(int value) {
    int width = 1;
    while (width < GROUP && value >= POWERS[width]) {
      width++;
    }
    return width;
  }

  private static int write(byte[] text, int at, int value, int width) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      int tenth = rest / 10;
      text[i] = (byte) ('0' + rest - tenth * 10);
      rest = tenth;
    }
    return at + width;
  }
}
