package io.wherry.format;

/// A double as a whole number of units of 10^-scale, rounded half to even from its exact value.
///
/// ```text
///   double   | sign, 1 | exponent, 11 | fraction, 52 |      |value| = m / 2^shift, m below 2^53
///   m × 10^scale   | high, 64 bits | low, 64 bits |         below 2^113
///                        what is above the lowest `shift` bits is the number, these are the rest
/// ```
///
/// Source: IEEE 754, "binary64".
final class FixedPoint {
  /// What [#scaled(double, int)] says where a number has no place in 63 bits.
  static final long LARGE = -1;

  private static final int FRACTION_BITS = 52;
  private static final int EXPONENT_MASK = 0x7FF;

  /// Exponent of which the fraction's lowest bit is worth 1.
  private static final int UNIT_EXPONENT = 1_075;

  /// A number below 2^53 stays below 2^63 when it is moved so far.
  private static final int ROOM = 10;

  private static final int SCALE_MAX = 18;
  private static final long[] POWERS = new long[SCALE_MAX + 1];

  static {
    POWERS[0] = 1;
    for (int scale = 1; scale <= SCALE_MAX; scale++) {
      POWERS[scale] = 10 * POWERS[scale - 1];
    }
  }

  private FixedPoint() {}

  /// 10^scale, for a scale with which [#scaled(double, int)] found a number.
  static long power(int scale) {
    return POWERS[scale];
  }

  /// The value's amount times 10^scale, or [#LARGE].
  static long scaled(double value, int scale) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    if (exponent == EXPONENT_MASK || scale > SCALE_MAX) {
      return LARGE;
    }
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    long m = exponent == 0 ? fraction : fraction | (1L << FRACTION_BITS);
    int shift = UNIT_EXPONENT - Math.max(1, exponent);
    if (shift < -ROOM) {
      return LARGE;
    }
    if (shift <= 0) {
      m <<= -shift;
      shift = 0;
    }
    return rounded(Math.multiplyHigh(m, POWERS[scale]), m * POWERS[scale], shift);
  }

  /// A number of 128 bits, moved down by `shift`.
  private static long rounded(long high, long low, int shift) {
    if (shift == 0) {
      return high == 0 && low >= 0 ? low : LARGE;
    }
    if (shift < Long.SIZE) {
      if (high >>> (shift - 1) != 0) {
        return LARGE;
      }
      long whole = (high << (Long.SIZE - shift)) | (low >>> shift);
      return evened(whole, Long.compare(low & ((1L << shift) - 1), 1L << (shift - 1)));
    }
    if (shift == Long.SIZE) {
      return evened(high, Long.compareUnsigned(low, Long.MIN_VALUE));
    }
    int rest = shift - Long.SIZE;
    if (rest >= Long.SIZE) {
      return 0;
    }
    int half = Long.compare(high & ((1L << rest) - 1), 1L << (rest - 1));
    return evened(high >>> rest, half == 0 && low != 0 ? 1 : half);
  }

  /// @param half the sign of the rest, less a half
  private static long evened(long whole, int half) {
    return half > 0 || (half == 0 && (whole & 1) != 0) ? whole + 1 : whole;
  }
}
