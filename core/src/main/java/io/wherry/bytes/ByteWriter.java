package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing buffer that formats write into; reused, so that a record costs no garbage.
///
/// It grows up to [#MAX_BYTES]; beyond that a write throws [TooLarge] and what was written stays.
/// It doubles as long as it is small; a large one takes what is needed and a sixteenth more, since
/// the array before is there too while it is copied.
public final class ByteWriter {
  /// The most one writer holds, in bytes: the largest Java array, less a header.
  public static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  /// Room that [#clear()] keeps, in bytes; beyond it, growth is a sixteenth at a time.
  public static final int KEPT_BYTES = 4 << 20;

  private static final int GROWTH = 16;

  /// What an emptied writer begins with that let go of its room.
  private static final int FIRST_BYTES = 256;

  /// The two digits of each number below 100.
  private static final short[] PAIRS = new short[100];

  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  /// The powers of ten, but that the first stands for 0: it has a digit, too.
  private static final long[] POWERS = new long[19];

  static {
    for (int i = 0; i < PAIRS.length; i++) {
      PAIRS[i] = (short) (('0' + i / 10) << 8 | ('0' + i % 10));
    }
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = i == 1 ? 10 : POWERS[i - 1] * 10;
    }
  }

  private byte[] array;
  private int length;

  /// A writer with room for 256 bytes to begin with.
  public ByteWriter() {
    this(FIRST_BYTES);
  }

  /// A writer with room for `capacity` bytes to begin with.
  public ByteWriter(int capacity) {
    array = new byte[Math.max(16, capacity)];
  }

  /// Forgets the content, and keeps room up to [#KEPT_BYTES].
  public void clear() {
    length = 0;
    if (array.length > KEPT_BYTES) {
      array = new byte[FIRST_BYTES];
    }
  }

  /// Number of bytes written.
  public int length() {
    return length;
  }

  /// Cuts the content back to `length` bytes, at most what is there.
  public void cut(int length) {
    this.length = java.util.Objects.checkIndex(length, this.length + 1);
  }

  /// The array written to, valid from 0 to [#length()] until the next write.
  public byte[] array() {
    return array;
  }

  /// Points `into` at all that was written; valid until the next write.
  public ByteSlice slice(ByteSlice into) {
    return into.wrap(array, 0, length);
  }

  /// A copy of all that was written.
  public byte[] copy() {
    return Arrays.copyOf(array, length);
  }

  /// The content as a string, for messages and tests.
  public String utf8() {
    return new String(array, 0, length, StandardCharsets.UTF_8);
  }

  /// Makes room for `count` more bytes and returns the array; write at [#length()], then call
  /// [#advance(int)].
  public byte[] reserve(int count) {
    long wanted = (long) length + count;
    if (wanted > array.length) {
      grow(wanted);
    }
    return array;
  }

  private void grow(long wanted) {
    if (wanted > MAX_BYTES) {
      throw new TooLarge(wanted);
    }
    resize(wanted <= KEPT_BYTES ? Math.max(wanted, 2L * array.length) : wanted + wanted / GROWTH);
  }

  private void resize(long room) {
    byte[] other = new byte[(int) Math.min(MAX_BYTES, room)];
    System.arraycopy(array, 0, other, 0, length);
    array = other;
  }

  /// Makes the room exactly so many bytes where it has less: for contents whose size is known, and
  /// too large to be there twice while it grows.
  public void makeRoom(long bytes) {
    if (bytes > array.length) {
      resize(bytes);
    }
  }

  /// Counts `count` bytes that were written into the reserved room.
  public void advance(int count) {
    length += java.util.Objects.checkIndex(count, array.length - length + 1);
  }

  /// Appends one byte.
  public void write(int value) {
    reserve(1)[length++] = (byte) value;
  }

  /// Appends all bytes of an array.
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /// Appends a part of an array.
  public void write(byte[] bytes, int offset, int count) {
    System.arraycopy(bytes, offset, reserve(count), length, count);
    length += count;
  }

  /// Appends a slice's bytes.
  public void write(ByteSlice slice) {
    write(slice.array(), slice.offset(), slice.length());
  }

  /// Appends a text as UTF-8.
  public void utf8(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Appends a signed number's decimal digits.
  public void decimal(long value) {
    if (value < 0) {
      write('-');
      if (value == Long.MIN_VALUE) {
        unsignedDecimal(value);
        return;
      }
      value = -value;
    }
    int digits = digits(value);
    byte[] out = reserve(digits);
    int at = length + digits;
    length = at;
    long left = value;
    // A division of ints costs half of one of longs.
    while (left > Integer.MAX_VALUE) {
      long hundredth = left / 100;
      at -= 2;
      PAIR.set(out, at, PAIRS[(int) (left - hundredth * 100)]);
      left = hundredth;
    }
    int rest = (int) left;
    while (rest >= 10) {
      int hundredth = rest / 100;
      at -= 2;
      PAIR.set(out, at, PAIRS[rest - hundredth * 100]);
      rest = hundredth;
    }
    if (at > length - digits) {
      out[at - 1] = (byte) ('0' + rest);
    }
  }

  /// Appends the decimal digits of a number whose 64 bits are unsigned.
  public void unsignedDecimal(long bits) {
    if (bits < 0) {
      long tenth = Long.divideUnsigned(bits, 10);
      decimal(tenth);
      write((int) ('0' + (bits - tenth * 10)));
    } else {
      decimal(bits);
    }
  }

  /// Appends the last `width` decimal digits of a number that is not negative, with leading zeros.
  public void padded(long value, int width) {
    byte[] out = reserve(width);
    for (int at = length + width - 1; at >= length; at--) {
      out[at] = (byte) ('0' + value % 10);
      value /= 10;
    }
    length += width;
  }

  /// Number of decimal digits of a number that is not negative.
  private static int digits(long value) {
    // 1233 / 4096 is just above log10 2: the guess is the number of digits or one less.
    int guess = ((Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
    return guess + (guess >= POWERS.length || value < POWERS[guess] ? 0 : 1);
  }

  /// A write would exceed [ByteWriter#MAX_BYTES].
  public static final class TooLarge extends RuntimeException {
    TooLarge(long wanted) {
      super("a record of " + wanted + " bytes exceeds the " + MAX_BYTES + " bytes a buffer holds");
    }
  }
}
