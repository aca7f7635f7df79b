package io.wherry.column;

import io.wherry.bytes.ByteWriter;

/// A DOUBLE inside a JSON document.
///
/// ```text
///   1.0   0.000000000000001   123456789012345.6   1234567890123456.8     written out
///   1e15  1e-16   9.007199254740992e15   5e-324                          with an exponent
/// ```
///
/// The server writes out what lies from 1e-15 up to below 1e15, and beyond that what still has
/// digits behind the point. Tried on MySQL 9.7.4; a test compares.
final class JsonReal {
  private static final int LEAST_EXPONENT = -15;
  private static final int MOST_EXPONENT = 14;

  private JsonReal() {}

  static void append(double value, ByteWriter out) {
    if (value < 0 || (value == 0 && 1 / value < 0)) {
      out.write('-');
    }
    double size = Math.abs(value);
    if (size == 0) {
      out.write(CharacterSet.bytes("0.0"));
      return;
    }
    String shortest = Double.toString(size);
    int mark = shortest.indexOf('E');
    String number = mark < 0 ? shortest : shortest.substring(0, mark);
    int point = number.indexOf('.');
    String all = number.substring(0, point) + number.substring(point + 1);
    int zeros = leadingZeros(all);
    String digits = withoutTrailingZeros(all.substring(zeros));
    int exponent =
        point - 1 - zeros + (mark < 0 ? 0 : Integer.parseInt(shortest.substring(mark + 1)));
    if (digits.length() == 2) {
      // Java shows two digits where one is enough: 4.9E-324 for 5e-324, 9.9E-324 for 1e-323.
      int one = (Integer.parseInt(digits) + 5) / 10;
      if (Double.parseDouble(one + "E" + exponent) == size) {
        digits = one < 10 ? Integer.toString(one) : "1";
        exponent += one < 10 ? 0 : 1;
      }
    }
    if (exponent < LEAST_EXPONENT
        || (exponent > MOST_EXPONENT && digits.length() <= exponent + 1)) {
      withExponent(digits, exponent, out);
    } else {
      writtenOut(digits, exponent, out);
    }
  }

  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static void withExponent(String digits, int exponent, ByteWriter out) {
    out.write(digits.charAt(0));
    if (digits.length() > 1) {
      out.write('.');
      ascii(digits, 1, digits.length(), out);
    }
    out.write('e');
    out.decimal(exponent);
  }

  private static void writtenOut(String digits, int exponent, ByteWriter out) {
    if (exponent < 0) {
      out.write('0');
      out.write('.');
      for (int i = -1; i > exponent; i--) {
        out.write('0');
      }
      ascii(digits, 0, digits.length(), out);
      return;
    }
    int whole = Math.min(digits.length(), exponent + 1);
    ascii(digits, 0, whole, out);
    for (int i = whole; i <= exponent; i++) {
      out.write('0');
    }
    out.write('.');
    if (whole == digits.length()) {
      out.write('0');
    } else {
      ascii(digits, whole, digits.length(), out);
    }
  }

  private static void ascii(String digits, int from, int to, ByteWriter out) {
    for (int i = from; i < to; i++) {
      out.write(digits.charAt(i));
    }
  }
}
