package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;

/// Reads the CBOR of an answer in place: maps, arrays and texts, and it passes over all else.
///
/// ```text
///   head = major type, 3 bits | 0 to 23: the argument itself; 24 … 27: in 1, 2, 4, 8 bytes;
///                               31: of no given length, up to FF
/// ```
///
/// Source: RFC 8949, section 3.
final class CborReader {
  /// How many containers may lie in each other.
  private static final int DEPTH_MAX = 32;

  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xFF;
  private static final int NULL = 0xF6;

  private byte[] array = {};
  private int at;
  private int end;
  private int additional;

  /// The bytes are no CBOR, or not that which was asked for.
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed(String what, int at) {
      super("malformed CBOR: %s at byte %d".formatted(what, at));
    }
  }

  /// Begins at a slice's first byte.
  CborReader wrap(ByteSlice bytes) {
    array = bytes.array();
    at = bytes.offset();
    end = at + bytes.length();
    return this;
  }

  /// Enters a map; returns its number of pairs, negative when that is not given.
  ///
  /// ```java
  /// for (int left = in.map(); in.hasNext(left); left--) { … }
  /// ```
  int map() {
    return container(MAP);
  }

  /// Enters an array; returns its number of items, negative when that is not given.
  int array() {
    return container(ARRAY);
  }

  private int container(int major) {
    expect(major);
    return additional == INDEFINITE ? -1 : length();
  }

  /// Whether a container of which so many items are left has another.
  boolean hasNext(int left) {
    if (left >= 0) {
      return left > 0;
    }
    if (peek() == BREAK) {
      at++;
      return false;
    }
    return true;
  }

  /// Reads a text of a given length.
  ByteSlice text(ByteSlice into) {
    expect(TEXT);
    int length = length();
    into.wrap(array, at, length);
    at += length;
    return into;
  }

  /// Reads a text, or a null, for which it returns false.
  boolean textOrNull(ByteSlice into) {
    if (peek() == NULL) {
      at++;
      return false;
    }
    text(into);
    return true;
  }

  /// Passes over one item, whatever it is.
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    if (depth > DEPTH_MAX) {
      throw new Malformed("more than " + DEPTH_MAX + " containers in each other", at);
    }
    int major = major();
    switch (major) {
      case BYTES, TEXT -> {
        if (additional == INDEFINITE) {
          skipItems(-1, depth);
        } else {
          int length = length();
          at += length;
        }
      }
      case ARRAY -> skipItems(additional == INDEFINITE ? -1 : length(), depth);
      case MAP -> {
        int pairs = additional == INDEFINITE ? -1 : length();
        skipItems(pairs < 0 ? pairs : Math.multiplyExact(2, pairs), depth);
      }
      case TAG -> {
        argument();
        skip(depth + 1);
      }
      default -> argument(); // numbers, and simple values, whose bits are their argument
    }
  }

  private void skipItems(int count, int depth) {
    for (int left = count; hasNext(left); left--) {
      skip(depth + 1);
    }
  }

  private void expect(int wanted) {
    int place = at;
    int major = major();
    if (major != wanted) {
      throw new Malformed("major type " + major + " instead of " + wanted, place);
    }
  }

  private int major() {
    int first = peek();
    at++;
    additional = first & 0x1F;
    return first >>> 5;
  }

  private int peek() {
    if (at >= end) {
      throw new Malformed("it ends", at);
    }
    return array[at] & 0xFF;
  }

  private long argument() {
    if (additional < 24) {
      return additional;
    }
    if (additional > 27) {
      throw new Malformed("additional information " + additional, at - 1);
    }
    int bytes = 1 << (additional - 24);
    if (end - at < bytes) {
      throw new Malformed("it ends", at);
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (array[at++] & 0xFF);
    }
    return value;
  }

  /// A length can never be more than the bytes that are left.
  private int length() {
    long value = argument();
    if (value < 0 || value > end - at) {
      throw new Malformed("a length of " + Long.toUnsignedString(value), at);
    }
    return (int) value;
  }
}
