package io.wherry.column;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.ShortestDecimal;

/// A DOUBLE inside a JSON document, by the shortest digits that read back to it. One for each
/// thread.
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

  private final ShortestDecimal shortest = new ShortestDecimal();

  void append(double value, ByteWriter out) {
    if (value < 0 || (value == 0 && 1 / value < 0)) {
      out.write('-');
    }
    if (value == 0) {
      out.write('0');
      out.write('.');
      out.write('0');
      return;
    }
    shortest.of(Math.abs(value));
    int start = out.length();
    out.decimal(shortest.digits());
    int count = out.length() - start;
    int exponent = shortest.exponent() + count - 1;
    if (exponent < LEAST_EXPONENT || (exponent > MOST_EXPONENT && shortest.exponent() >= 0)) {
      if (count > 1) {
        out.insert(start + 1, 1, '.');
      }
      out.write('e');
      out.decimal(exponent);
    } else if (exponent < 0) {
      out.insert(start, 1 - exponent, '0');
      out.array()[start + 1] = '.';
    } else if (shortest.exponent() < 0) {
      out.insert(start + exponent + 1, 1, '.');
    } else {
      for (int i = count; i <= exponent; i++) {
        out.write('0');
      }
      out.write('.');
      out.write('0');
    }
  }
}
