package io.wherry.bytes;

import java.nio.charset.StandardCharsets;

/// A view of consecutive bytes in somebody else's array. It is reused: whoever hands one out says
/// how long it is valid (mostly: during the call), and whoever wants to keep the bytes copies them.
public final class ByteSlice {
  private static final byte[] NONE = {};

  private byte[] array = NONE;
  private int offset;
  private int length;

  /// An empty slice, to be pointed somewhere with [#wrap(byte\[\], int, int)].
  public ByteSlice() {}

  /// A slice over a whole array.
  public static ByteSlice of(byte[] bytes) {
    return new ByteSlice().wrap(bytes, 0, bytes.length);
  }

  /// A slice over the UTF-8 form of a text.
  public static ByteSlice utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Points this slice at `length` bytes of `array` from `offset`, and returns it.
  ///
  /// @throws IndexOutOfBoundsException when the range does not lie in the array
  public ByteSlice wrap(byte[] array, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /// Lets go of the array: the slice is empty.
  public void letGo() {
    wrap(NONE, 0, 0);
  }

  /// The array behind the view; read it from [#offset()] for [#length()] bytes only.
  public byte[] array() {
    return array;
  }

  /// Index in [#array()] of the first byte.
  public int offset() {
    return offset;
  }

  /// Number of bytes.
  public int length() {
    return length;
  }

  /// The byte at `index`, counted from the start of the slice.
  public byte at(int index) {
    return array[offset + java.util.Objects.checkIndex(index, length)];
  }

  /// A copy of the bytes that stays valid.
  public byte[] copy() {
    return java.util.Arrays.copyOfRange(array, offset, offset + length);
  }

  /// The bytes read as UTF-8; malformed ones become U+FFFD.
  public String utf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /// Whether the other slice shows the same bytes.
  public boolean sameBytes(ByteSlice other) {
    return java.util.Arrays.equals(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  /// For messages and debuggers: the length, never the content, which may be a secret.
  @Override
  public String toString() {
    return "ByteSlice[" + length + " bytes]";
  }
}
