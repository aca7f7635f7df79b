package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Checks and writes UTF-8. Source: RFC 3629.
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long TOP_BITS = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /// Index of the first byte in the range that is not ASCII, or `to`; a word at a time.
  static int asciiEnd(byte[] array, int from, int to) {
    int at = from;
    while (at <= to - 8 && ((long) LONG.get(array, at) & TOP_BITS) == 0) {
      at += 8;
    }
    while (at < to && array[at] >= 0) {
      at++;
    }
    return at;
  }

  /// Index of the first malformed byte in the range, or `to`.
  static int validEnd(byte[] array, int from, int to) {
    int at = from;
    while (true) {
      at = asciiEnd(array, at, to);
      if (at == to) {
        return to;
      }
      int length = sequence(array, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
  }

  /// Bytes of the character of two or more bytes at `at`, or 0 where none is well formed.
  private static int sequence(byte[] array, int at, int to) {
    int first = array[at] & 0xFF;
    int left = to - at;
    if (first < 0xC2 || first > 0xF4 || left < 2) {
      return 0;
    }
    int second = array[at + 1];
    if (second >= (byte) 0xC0) {
      return 0;
    }
    second &= 0xFF;
    if (first < 0xE0) {
      return 2;
    }
    if (left < 3 || array[at + 2] >= (byte) 0xC0) {
      return 0;
    }
    if (first < 0xF0) {
      boolean overlong = first == 0xE0 && second < 0xA0;
      boolean surrogate = first == 0xED && second >= 0xA0;
      return overlong || surrogate ? 0 : 3;
    }
    if (left < 4 || array[at + 3] >= (byte) 0xC0) {
      return 0;
    }
    boolean overlong = first == 0xF0 && second < 0x90;
    boolean beyond = first == 0xF4 && second >= 0x90;
    return overlong || beyond ? 0 : 4;
  }

  /// The range as valid UTF-8: in place, or with U+FFFD for what is malformed (as a client that
  /// reads a `SELECT` sees it) in the scratch room.
  static ByteSlice sound(byte[] array, int at, int length, Scratch scratch) {
    if (validEnd(array, at, at + length) == at + length) {
      return scratch.slice.wrap(array, at, length);
    }
    scratch.out.clear();
    scratch.out.utf8(new String(array, at, length, StandardCharsets.UTF_8));
    return scratch.built();
  }

  /// Appends a code point; a lone surrogate becomes U+FFFD.
  static void append(ByteWriter out, int codePoint) {
    if (codePoint < 0x80) {
      out.write(codePoint);
      return;
    }
    byte[] array = out.reserve(4);
    int at = out.length();
    int c = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
    if (c < 0x800) {
      array[at] = (byte) (0xC0 | (c >> 6));
      array[at + 1] = (byte) (0x80 | (c & 0x3F));
      out.advance(2);
    } else if (c < 0x10000) {
      array[at] = (byte) (0xE0 | (c >> 12));
      array[at + 1] = (byte) (0x80 | ((c >> 6) & 0x3F));
      array[at + 2] = (byte) (0x80 | (c & 0x3F));
      out.advance(3);
    } else {
      array[at] = (byte) (0xF0 | (c >> 18));
      array[at + 1] = (byte) (0x80 | ((c >> 12) & 0x3F));
      array[at + 2] = (byte) (0x80 | ((c >> 6) & 0x3F));
      array[at + 3] = (byte) (0x80 | (c & 0x3F));
      out.advance(4);
    }
  }
}
