package io.wherry.format;

import io.wherry.bytes.ByteWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// FLOAT and DOUBLE as decimal digits: the shortest that read back to the same bits, in the
/// notation the server uses.
///
/// The server writes plain digits while the decimal point lies within 15 places of the first digit,
/// else `d.ddde±x`: `100000000000000`, `1e15`, `0.000000000000001`, `1e-16`. Source: seen in
/// `SELECT` on MySQL and MariaDB; the digits themselves are those of [Double#toString(double)]
/// (shortest since JDK 19).
final class RealText {
  /// Places the decimal point may lie from the first digit before the exponent form is used.
  private static final int PLAIN_PLACES = 15;

  private RealText() {}

  /// Below these Java's digits may be one too many: it always writes at least two (`4.9E-324`).
  private static final double TINY_DOUBLE = 1e-320;

  private static final float TINY_FLOAT = 1e-42f;

  static void write(float value, ByteWriter out) {
    String digits = Float.toString(value);
    if (Math.abs(value) < TINY_FLOAT && value != 0) {
      String one = oneDigit(value);
      digits = Float.parseFloat(one) == value ? one : digits;
    }
    shortest(digits, out);
  }

  static void write(double value, ByteWriter out) {
    String digits = Double.toString(value);
    if (Math.abs(value) < TINY_DOUBLE && value != 0) {
      String one = oneDigit(value);
      digits = Double.parseDouble(one) == value ? one : digits;
    }
    shortest(digits, out);
  }

  /// The value rounded to one digit, in Java's notation.
  private static String oneDigit(double value) {
    var rounded = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
    return rounded.unscaledValue() + ".0E" + -rounded.scale();
  }

  /// A value of FLOAT(M,D) or DOUBLE(M,D): always `scale` digits after the point.
  static void fixed(double value, int scale, ByteWriter out) {
    String digits = new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    if (value < 0 && digits.charAt(0) != '-') {
      out.write('-');
    }
    ascii(digits, 0, digits.length(), out);
  }

  /// Takes Java's `-12.5E-7` apart and writes the server's notation.
  private static void shortest(String java, ByteWriter out) {
    int at = 0;
    if (java.charAt(0) == '-') {
      out.write('-');
      at = 1;
    }
    int exponentAt = java.indexOf('E');
    int exponent = exponentAt < 0 ? 0 : Integer.parseInt(java, exponentAt + 1, java.length(), 10);
    String mantissa = java.substring(at, exponentAt < 0 ? java.length() : exponentAt);
    int dot = mantissa.indexOf('.');
    String all = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    int first = 0;
    while (first < all.length() && all.charAt(first) == '0') {
      first++;
    }
    if (first == all.length()) {
      out.write('0');
      return;
    }
    int last = all.length();
    while (all.charAt(last - 1) == '0') {
      last--;
    }
    place(all.substring(first, last), dot + exponent - first, out);
  }

  /// Writes digits of which the decimal point comes after the first `point`.
  private static void place(String digits, int point, ByteWriter out) {
    int count = digits.length();
    if (point > PLAIN_PLACES || point <= -PLAIN_PLACES) {
      out.write(digits.charAt(0));
      if (count > 1) {
        out.write('.');
        ascii(digits, 1, count, out);
      }
      out.write('e');
      out.decimal(point - 1);
    } else if (point <= 0) {
      out.write('0');
      out.write('.');
      zeros(-point, out);
      ascii(digits, 0, count, out);
    } else if (point >= count) {
      ascii(digits, 0, count, out);
      zeros(point - count, out);
    } else {
      ascii(digits, 0, point, out);
      out.write('.');
      ascii(digits, point, count, out);
    }
  }

  private static void zeros(int count, ByteWriter out) {
    for (int i = 0; i < count; i++) {
      out.write('0');
    }
  }

  private static void ascii(String text, int from, int to, ByteWriter out) {
    for (int i = from; i < to; i++) {
      out.write(text.charAt(i));
    }
  }
}
