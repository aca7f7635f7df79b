package io.wherry.bytes;

import java.math.BigInteger;

/// The shortest decimal that reads back to the same double or float, and of those of that length
/// the one next to the value; without making an object. Reused, by one thread.
///
/// ```text
///   value = c · 2^q      interval of what reads back as value: from (c − ½) 2^q to (c + ½) 2^q
///   k = ⌊log10 2^q⌋      so 10^k is no wider than the interval, and 10^(k+2) is
///   the decimal is one of the four multiples of 10^(k+1) and 10^k next to the value
/// ```
///
/// Products with powers of ten are exact enough with 126 bits of the power, its last bit rounded
/// up. Source: Raffaello Giulietti, "The Schubfach way to render doubles" (2021), sections 8 and 9.
public final class ShortestDecimal {
  private static final int LEAST_POWER = -292;
  private static final int MOST_POWER = 324;
  private static final int POWER_BITS = 126;
  private static final int HALF_BITS = 63;
  private static final long HALF_MASK = Long.MAX_VALUE;

  private static final int DOUBLE_FRACTION = 52;
  private static final int DOUBLE_BIAS = 1_075;
  private static final int FLOAT_FRACTION = 23;
  private static final int FLOAT_BIAS = 150;

  /// The two halves of 10^p, p from [#LEAST_POWER] on, scaled to 126 bits.
  private static final long[] HIGH = new long[MOST_POWER - LEAST_POWER + 1];

  private static final long[] LOW = new long[HIGH.length];

  static {
    for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
      BigInteger scaled = scaled(power);
      HIGH[power - LEAST_POWER] = scaled.shiftRight(HALF_BITS).longValueExact();
      LOW[power - LEAST_POWER] = scaled.longValue() & HALF_MASK;
    }
  }

  private long digits;
  private int exponent;

  /// ⌊10^power · 2^s⌋ + 1, where s makes it 126 bits long.
  private static BigInteger scaled(int power) {
    BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
    int shift = POWER_BITS - 1 - floorLog2OfTen(power);
    BigInteger floor;
    if (power >= 0) {
      floor = shift >= 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift);
    } else {
      floor = BigInteger.ONE.shiftLeft(shift).divide(ten);
    }
    return floor.add(BigInteger.ONE);
  }

  /// ⌊log2 10^e⌋
  private static int floorLog2OfTen(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }

  /// ⌊log10 2^e⌋
  private static int floorLog10OfTwo(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  /// ⌊log10 (¾ · 2^e)⌋
  private static int floorLog10OfThreeQuarters(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  /// The decimal's digits as a number, without zeros at its end.
  public long digits() {
    return digits;
  }

  /// The power of ten that [#digits()] are multiplied by.
  public int exponent() {
    return exponent;
  }

  /// Finds the decimal of a positive, finite value.
  public void of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << DOUBLE_FRACTION) - 1);
    int biased = (int) (bits >>> DOUBLE_FRACTION) & 0x7FF;
    boolean normal = biased != 0;
    find(
        normal ? fraction | (1L << DOUBLE_FRACTION) : fraction,
        Math.max(1, biased) - DOUBLE_BIAS,
        fraction == 0 && biased > 1);
  }

  /// Finds the decimal of a positive, finite value.
  public void of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int fraction = bits & ((1 << FLOAT_FRACTION) - 1);
    int biased = bits >>> FLOAT_FRACTION & 0xFF;
    boolean normal = biased != 0;
    find(
        normal ? fraction | (1 << FLOAT_FRACTION) : fraction,
        Math.max(1, biased) - FLOAT_BIAS,
        fraction == 0 && biased > 1);
  }

  /// @param narrow whether the value is a power of two: below it values lie twice as dense
  private void find(long c, int q, boolean narrow) {
    int k = narrow ? floorLog10OfThreeQuarters(q) : floorLog10OfTwo(q);
    int h = q + floorLog2OfTen(-k) + 2;
    long high = HIGH[-k - LEAST_POWER];
    long low = LOW[-k - LEAST_POWER];
    // The value and the interval's ends, in quarters of 10^k, rounded to odd.
    long middle = product(high, low, (4 * c) << h);
    long from = product(high, low, (4 * c - (narrow ? 1 : 2)) << h);
    long to = product(high, low, (4 * c + 2) << h);
    // An odd value does not read back from the very ends.
    long out = c & 1;
    long below = middle >> 2;
    if (below >= 10) {
      long tens = below / 10 * 10;
      boolean lowFits = from + out <= (tens << 2);
      boolean highFits = ((tens + 10) << 2) + out <= to;
      if (lowFits != highFits) {
        set(lowFits ? tens : tens + 10, k);
        return;
      }
    }
    boolean lowFits = from + out <= (below << 2);
    boolean highFits = ((below + 1) << 2) + out <= to;
    if (lowFits != highFits) {
      set(lowFits ? below : below + 1, k);
      return;
    }
    long distance = middle - ((2 * below + 1) << 1);
    set(distance < 0 || (distance == 0 && (below & 1) == 0) ? below : below + 1, k);
  }

  /// The product's upper bits, the last one set when anything below is lost.
  private static long product(long high, long low, long factor) {
    long carry = Math.multiplyHigh(low, factor);
    long middle = ((high * factor) >>> 1) + carry;
    long upper = Math.multiplyHigh(high, factor) + (middle >>> HALF_BITS);
    return upper | (((middle & HALF_MASK) + HALF_MASK) >>> HALF_BITS);
  }

  private void set(long found, int power) {
    digits = found;
    exponent = power;
    while (digits % 10 == 0) {
      digits /= 10;
      exponent++;
    }
  }
}
