package io.wherry.local.stream;

import java.math.BigInteger;

/// A point in the space of hash keys, 0 to 2^128 - 1, as two unsigned halves.
public record HashKey(long high, long low) implements Comparable<HashKey> {
  /// The smallest.
  public static final HashKey ZERO = new HashKey(0, 0);

  /// The largest, 2^128 - 1.
  public static final HashKey MAX = new HashKey(-1, -1);

  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

  /// The key with this number.
  ///
  /// @param number 0 to 2^128 - 1
  /// @throws IllegalArgumentException when it is outside
  public static HashKey of(BigInteger number) {
    if (number.signum() < 0 || number.compareTo(SPACE) >= 0) {
      throw new IllegalArgumentException(number + " is no hash key");
    }
    return new HashKey(number.shiftRight(Long.SIZE).longValue(), number.longValue());
  }

  /// Where the part `index` of `count` equal parts begins. Parts of parts begin at the same keys.
  static HashKey startOf(int index, int count) {
    return of(SPACE.multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(count)));
  }

  BigInteger number() {
    return unsigned(high).shiftLeft(Long.SIZE).or(unsigned(low));
  }

  private static BigInteger unsigned(long half) {
    BigInteger number = BigInteger.valueOf(half);
    return half < 0 ? number.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : number;
  }

  HashKey next() {
    return new HashKey(low == -1 ? high + 1 : high, low + 1);
  }

  HashKey previous() {
    return new HashKey(low == 0 ? high - 1 : high, low - 1);
  }

  @Override
  public int compareTo(HashKey other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /// In decimal, as the API writes it.
  @Override
  public String toString() {
    return number().toString();
  }
}
