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

  /// Decimal digits are made eight at a time, as the bytes of a word.
  private static final int EIGHT = 8;

  private static final int TEN_TO_EIGHT = 100_000_000;
  private static final long TEN_TO_SIXTEEN = 10_000_000_000_000_000L;
  private static final long ZEROS = 0x3030_3030_3030_3030L;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle HALF =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

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

  /// Makes room inside what was written and fills it.
  ///
  /// @param at index of the first new byte; what lay there lies behind the new ones
  public void insert(int at, int count, int fill) {
    byte[] array = reserve(count);
    System.arraycopy(array, at, array, at + count, length() - at);
    Arrays.fill(array, at, at + count, (byte) fill);
    advance(count);
  }

  /// Appends one byte.
  public void write(int value) {
    reserve(1)[length++] = (byte) value;
  }

  /// Appends all bytes of an array.
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /// Appends a part of an array. Short ones, as names are, go by two words that overlap: a call of
  /// the copying routine costs more than they do.
  public void write(byte[] bytes, int offset, int count) {
    byte[] to = reserve(count);
    if (count >= Long.BYTES && count <= 2 * Long.BYTES) {
      int last = count - Long.BYTES;
      long head = (long) WORD.get(bytes, offset);
      long tail = (long) WORD.get(bytes, offset + last);
      WORD.set(to, length, head);
      WORD.set(to, length + last, tail);
    } else if (count >= Integer.BYTES && count < Long.BYTES) {
      int last = count - Integer.BYTES;
      int head = (int) HALF.get(bytes, offset);
      int tail = (int) HALF.get(bytes, offset + last);
      HALF.set(to, length, head);
      HALF.set(to, length + last, tail);
    } else {
      System.arraycopy(bytes, offset, to, length, count);
    }
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
    reserve(3 * EIGHT);
    if (value < TEN_TO_EIGHT) {
      leading((int) value);
    } else if (value < TEN_TO_SIXTEEN) {
      long upper = value / TEN_TO_EIGHT;
      leading((int) upper);
      word(eightDigits((int) (value - upper * TEN_TO_EIGHT)), EIGHT);
    } else {
      long upper = value / TEN_TO_EIGHT;
      long top = upper / TEN_TO_EIGHT;
      leading((int) top);
      word(eightDigits((int) (upper - top * TEN_TO_EIGHT)), EIGHT);
      word(eightDigits((int) (value - upper * TEN_TO_EIGHT)), EIGHT);
    }
  }

  /// Writes a number below 10^8 without leading zeros; there is room for a word.
  private void leading(int value) {
    long digits = eightDigits(value);
    // Of a zero, the last digit stays.
    int zeros = Math.min(Long.numberOfTrailingZeros(digits) >>> 3, EIGHT - 1);
    word(digits >>> (zeros << 3), EIGHT - zeros);
  }

  /// Writes the first `count` bytes of a word of digits; there is room for all of it.
  private void word(long digits, int count) {
    WORD.set(array, length, digits | ZEROS);
    length += count;
  }

  /// The eight decimal digits of a number below 10^8, one a byte, the first in the lowest: split in
  /// halves, these in pairs, and these in digits, all pairs and digits at once. The factors divide
  /// by 100 and 10 exactly for what can stand there.
  private static long eightDigits(int value) {
    int upper = value / 10_000;
    long halves = upper | (long) (value - upper * 10_000) << 32;
    long hundreds = ((halves * 10_486) >>> 20) & 0x7F_0000_007FL;
    long pairs = hundreds | (halves - 100 * hundreds) << 16;
    long tens = ((pairs * 103) >>> 10) & 0x000F_000F_000F_000FL;
    return tens | (pairs - 10 * tens) << 8;
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
    if (width <= EIGHT && value < TEN_TO_EIGHT) {
      reserve(EIGHT);
      word(eightDigits((int) value) >>> ((EIGHT - width) << 3), width);
      return;
    }
    byte[] out = reserve(width);
    long left = value;
    for (int at = length + width - 1; at >= length; at--) {
      out[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += width;
  }

  /// Appends the first `count` bytes of a word, the lowest first.
  ///
  /// @param count 1 to 8
  public void littleEndian(long word, int count) {
    reserve(Long.BYTES);
    WORD.set(array, length, word);
    length += count;
  }

  /// The eight digits of a number below 10^8 as ASCII in a word, the first in the lowest byte: for
  /// [#littleEndian(long, int)], with something between them.
  public static long digits(int value) {
    return eightDigits(value) | ZEROS;
  }

  /// A write would exceed [ByteWriter#MAX_BYTES].
  public static final class TooLarge extends RuntimeException {
    TooLarge(long wanted) {
      super("a record of " + wanted + " bytes exceeds the " + MAX_BYTES + " bytes a buffer holds");
    }
  }
}
