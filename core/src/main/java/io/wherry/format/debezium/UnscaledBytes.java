package io.wherry.format.debezium;

import io.wherry.bytes.ByteSlice;

/// The unscaled value of a decimal as the shortest big-endian two's complement bytes.
///
/// ```text
///   12.30 → 1230 → 04 CE        -0.01 → -1 → FF        128 → 00 80
/// ```
///
/// The value is collected in eight 32-bit limbs, lowest first: 65 digits need 217 bits with the
/// sign. Source: Kafka Connect, `org.apache.kafka.connect.data.Decimal`; KIP-481.
final class UnscaledBytes {
  private static final int LIMBS = 8;
  private static final int BYTES = LIMBS * Integer.BYTES;
  private static final long LOW = 0xFFFF_FFFFL;

  /// Digits that are taken in at once: the most that fit a limb.
  private static final int CHUNK = 9;

  private final int[] limbs = new int[LIMBS];
  private final byte[] bytes = new byte[BYTES];
  private final ByteSlice slice = new ByteSlice();

  /// The bytes of a DECIMAL; the view is reused.
  ///
  /// @param digits as `SELECT` shows them, at most 65
  ByteSlice of(ByteSlice digits) {
    clear(0, 0);
    boolean negative = false;
    int chunk = 0;
    int factor = 1;
    int taken = 0;
    for (int i = 0; i < digits.length(); i++) {
      byte c = digits.at(i);
      if (c == '-') {
        negative = true;
      } else if (c != '.') {
        chunk = chunk * 10 + (c - '0');
        factor *= 10;
        if (++taken == CHUNK) {
          take(factor, chunk);
          chunk = 0;
          factor = 1;
          taken = 0;
        }
      }
    }
    take(factor, chunk);
    if (negative) {
      negate();
    }
    return shortest();
  }

  /// The bytes of a number of 64 unsigned bits; the view is reused.
  ByteSlice of(long unsigned) {
    clear((int) unsigned, (int) (unsigned >>> Integer.SIZE));
    return shortest();
  }

  private void clear(int lowest, int second) {
    java.util.Arrays.fill(limbs, 0);
    limbs[0] = lowest;
    limbs[1] = second;
  }

  private void take(int factor, int addend) {
    long carry = addend;
    for (int i = 0; i < LIMBS; i++) {
      carry += (limbs[i] & LOW) * factor;
      limbs[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
  }

  private void negate() {
    long carry = 1;
    for (int i = 0; i < LIMBS; i++) {
      carry += ~limbs[i] & LOW;
      limbs[i] = (int) carry;
      carry >>>= Integer.SIZE;
    }
  }

  private ByteSlice shortest() {
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (limbs[LIMBS - 1 - i / Integer.BYTES] >> (24 - i % Integer.BYTES * 8));
    }
    int start = 0;
    while (start < BYTES - 1 && bytes[start] == bytes[start + 1] >> 7) {
      start++;
    }
    return slice.wrap(bytes, start, BYTES - start);
  }
}
