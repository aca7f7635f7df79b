package io.wherry.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads numbers and slices from a byte range, front to back, and never past its end.
///
/// Everything in MySQL's protocol is little-endian unless the name says otherwise. A read that does
/// not fit throws [ShortInput] and leaves the position where it was.
public final class ByteReader {
  private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array = {};
  private int start;
  private int position;
  private int limit;

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  /// Points the reader at the bytes of `slice` and returns it.
  public ByteReader wrap(ByteSlice slice) {
    return wrap(slice.array(), slice.offset(), slice.length());
  }

  /// Points the reader at `length` bytes of `array` from `offset` and returns it.
  public ByteReader wrap(byte[] array, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.start = offset;
    this.position = offset;
    this.limit = offset + length;
    return this;
  }

  /// The array that is read from.
  public byte[] array() {
    return array;
  }

  /// Index in [#array()] of the next byte.
  public int position() {
    return position;
  }

  /// Number of bytes already read.
  public int consumed() {
    return position - start;
  }

  /// Number of bytes left.
  public int remaining() {
    return limit - position;
  }

  /// Goes to an index of [#array()] within the range.
  public void position(int index) {
    if (index < start || index > limit) {
      throw new ShortInput(index - start, limit - start);
    }
    position = index;
  }

  /// Makes the range end `count` bytes earlier (a checksum, say).
  public void dropLast(int count) {
    need(count);
    limit -= count;
  }

  /// Throws unless `count` more bytes are there.
  public void need(int count) {
    if (count < 0 || count > limit - position) {
      throw new ShortInput(count, limit - position);
    }
  }

  /// Passes over `count` bytes.
  public void skip(int count) {
    need(count);
    position += count;
  }

  /// The next byte, signed.
  public byte int8() {
    need(1);
    return array[position++];
  }

  /// The next byte, unsigned.
  public int uint8() {
    need(1);
    return array[position++] & 0xFF;
  }

  /// Two bytes, unsigned.
  public int uint16() {
    need(2);
    int value = (short) SHORT_LE.get(array, position) & 0xFFFF;
    position += 2;
    return value;
  }

  /// Three bytes, unsigned.
  public int uint24() {
    need(3);
    int value =
        (array[position] & 0xFF)
            | (array[position + 1] & 0xFF) << 8
            | (array[position + 2] & 0xFF) << 16;
    position += 3;
    return value;
  }

  /// Four bytes, signed.
  public int int32() {
    need(4);
    int value = (int) INT_LE.get(array, position);
    position += 4;
    return value;
  }

  /// Four bytes, unsigned.
  public long uint32() {
    return int32() & 0xFFFF_FFFFL;
  }

  /// Six bytes, unsigned.
  public long uint48() {
    need(6);
    long value =
        ((int) INT_LE.get(array, position) & 0xFFFF_FFFFL)
            | ((short) SHORT_LE.get(array, position + 4) & 0xFFFFL) << 32;
    position += 6;
    return value;
  }

  /// Eight bytes, signed.
  public long int64() {
    need(8);
    long value = (long) LONG_LE.get(array, position);
    position += 8;
    return value;
  }

  /// `count` bytes (1 to 8), unsigned, little-endian.
  public long uint(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (array[position + i] & 0xFFL) << (8 * i);
    }
    position += count;
    return value;
  }

  /// `count` bytes (1 to 8), unsigned, big-endian.
  public long uintBigEndian(int count) {
    need(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | (array[position + i] & 0xFF);
    }
    position += count;
    return value;
  }

  /// A length-encoded integer: one byte below 0xFB, else 0xFC, 0xFD, 0xFE and 2, 3, 8 bytes.
  /// Source: MySQL client/server protocol, "Length-Encoded Integer".
  public long lengthEncoded() {
    int first = uint8();
    return switch (first) {
      case 0xFC -> uint16();
      case 0xFD -> uint24();
      case 0xFE -> int64();
      default -> first;
    };
  }

  /// Points `into` at the next `count` bytes and passes over them.
  public ByteSlice slice(int count, ByteSlice into) {
    need(count);
    into.wrap(array, position, count);
    position += count;
    return into;
  }

  /// More bytes were asked for than are left.
  public static final class ShortInput extends RuntimeException {
    private final int needed;
    private final int left;

    /// @param needed number of bytes the read wants
    /// @param left number of bytes there are
    public ShortInput(int needed, int left) {
      super("needs " + needed + " bytes, " + left + " left");
      this.needed = needed;
      this.left = left;
    }

    /// Number of bytes the read wanted.
    public int needed() {
      return needed;
    }

    /// Number of bytes there were.
    public int left() {
      return left;
    }
  }
}
