package io.wherry.kinesis;

import io.wherry.bytes.ByteWriter;

/// Writes the few kinds of CBOR items that a request is made of, each in its shortest form.
///
/// ```text
///   head  = major type, 3 bits | argument: 0 to 23 in 5 bits, or 24, 25, 26 and 1, 2, 4 bytes
///   2 n   = n bytes             3 n = n bytes of UTF-8
///   4 n   = n items             5 n = n pairs of items
/// ```
///
/// Source: RFC 8949, section 3.
final class CborWriter {
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int MAJOR_SHIFT = 5;

  private final ByteWriter out;

  CborWriter(ByteWriter out) {
    this.out = out;
  }

  /// Begins a map; so many pairs follow.
  void map(int pairs) {
    head(MAP, pairs);
  }

  /// Begins an array; so many items follow.
  void array(int items) {
    head(ARRAY, items);
  }

  /// Begins a byte string; so many bytes follow.
  void bytes(int count) {
    head(BYTES, count);
  }

  /// Begins a text; so many bytes of UTF-8 follow.
  void text(int count) {
    head(TEXT, count);
  }

  /// A whole text that was encoded beforehand.
  void text(byte[] utf8) {
    text(utf8.length);
    out.write(utf8);
  }

  private void head(int major, int argument) {
    int first = major << MAJOR_SHIFT;
    if (argument < 24) {
      out.write(first | argument);
    } else if (argument < 1 << 8) {
      out.write(first | 24);
      out.write(argument);
    } else if (argument < 1 << 16) {
      out.write(first | 25);
      out.write(argument >>> 8);
      out.write(argument);
    } else {
      out.write(first | 26);
      out.write(argument >>> 24);
      out.write(argument >>> 16);
      out.write(argument >>> 8);
      out.write(argument);
    }
  }
}
