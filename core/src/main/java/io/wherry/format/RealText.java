package io.wherry.format;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.ShortestDecimal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// FLOAT and DOUBLE as decimal digits: the shortest that read back to the same bits, in the
/// notation the server uses.
///
/// The server writes plain digits while the decimal point lies within 15 places of the first digit,
/// else `d.ddde±x`: `100000000000000`, `1e15`, `0.000000000000001`, `1e-16`. Source: seen in
/// `SELECT` on MySQL and MariaDB; the digits are those of [ShortestDecimal]. One for each thread.
final class RealText {
  /// Places the decimal point may lie from the first digit before the exponent form is used.
  private static final int PLAIN_PLACES = 15;

  private final ShortestDecimal shortest = new ShortestDecimal();

  void write(float value, ByteWriter out) {
    if (begin(value, out)) {
      shortest.of(Math.abs(value));
      place(out);
    }
  }

  void write(double value, ByteWriter out) {
    if (begin(value, out)) {
      shortest.of(Math.abs(value));
      place(out);
    }
  }

  /// Writes the sign, and what is no number of digits.
  ///
  /// @return whether digits follow
  private static boolean begin(double value, ByteWriter out) {
    if (!Double.isFinite(value)) {
      // No server stores one; a damaged log may hold anything.
      throw new IllegalArgumentException("a real number that is " + value);
    }
    if (Math.copySign(1, value) < 0) {
      out.write('-');
    }
    if (value == 0) {
      out.write('0');
      return false;
    }
    return true;
  }

  /// A value of FLOAT(M,D) or DOUBLE(M,D): always `scale` digits after the point.
  static void fixed(double value, int scale, ByteWriter out) {
    long scaled = FixedPoint.scaled(value, scale);
    if (scaled == FixedPoint.LARGE) {
      largeFixed(value, scale, out);
      return;
    }
    if (value < 0) {
      out.write('-');
    }
    long power = FixedPoint.power(scale);
    out.decimal(scaled / power);
    if (scale > 0) {
      out.write('.');
      out.padded(scaled % power, scale);
    }
  }

  private static void largeFixed(double value, int scale, ByteWriter out) {
    String digits = new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
    if (value < 0 && digits.charAt(0) != '-') {
      out.write('-');
    }
    for (int i = 0; i < digits.length(); i++) {
      out.write(digits.charAt(i));
    }
  }

  /// Writes the digits with the decimal point in its place.
  private void place(ByteWriter out) {
    int start = out.length();
    out.decimal(shortest.digits());
    int count = out.length() - start;
    // Digits in front of the point; behind it when negative.
    int point = count + shortest.exponent();
    if (point > PLAIN_PLACES || point <= -PLAIN_PLACES) {
      if (count > 1) {
        out.insert(start + 1, 1, '.');
      }
      out.write('e');
      out.decimal(point - 1);
    } else if (point <= 0) {
      out.insert(start, 2 - point, '0');
      out.array()[start + 1] = '.';
    } else if (point >= count) {
      for (int i = count; i < point; i++) {
        out.write('0');
      }
    } else {
      out.insert(start + point, 1, '.');
    }
  }
}
