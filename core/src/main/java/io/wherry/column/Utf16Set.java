package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// ucs2 and utf16 (big-endian), utf16le: units of two bytes, a pair of them above U+FFFF.
///
/// ```text
///   "ab" in utf16     00 61 | 00 62       in utf16le     61 00 | 62 00
/// ```
///
/// Four units of ASCII are taken at a time. Source: MySQL 9 Reference Manual, "Unicode Support".
final class Utf16Set extends CharacterSet {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int FOUR = 4;

  /// In each unit, with its low byte first, the bits that no ASCII has.
  private static final long NOT_ASCII = 0xFF80_FF80_FF80_FF80L;

  private static final long LOW_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long LOW_PAIRS = 0x0000_FFFF_0000_FFFFL;
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean bigEndian;
  private final int high;

  Utf16Set(boolean bigEndian) {
    this.bigEndian = bigEndian;
    high = bigEndian ? 0 : 1;
  }

  @Override
  ByteSlice utf8(byte[] array, int at, int length, Scratch scratch) {
    scratch.out.clear();
    int end = at + (length & ~1);
    int i = at;
    while (i < end) {
      if (end - i >= Long.BYTES && ascii(array, i, scratch)) {
        i += Long.BYTES;
        continue;
      }
      char unit = unit(array, i);
      i += 2;
      if (Character.isHighSurrogate(unit) && i < end && Character.isLowSurrogate(unit(array, i))) {
        Utf8.append(scratch.out, Character.toCodePoint(unit, unit(array, i)));
        i += 2;
      } else {
        Utf8.append(scratch.out, unit);
      }
    }
    if (end < at + length) {
      Utf8.append(scratch.out, REPLACEMENT);
    }
    return scratch.built();
  }

  /// Appends four units where all are ASCII.
  private boolean ascii(byte[] array, int at, Scratch scratch) {
    long units = (long) LITTLE.get(array, at);
    if (bigEndian) {
      units = (units & LOW_BYTES) << Byte.SIZE | (units >>> Byte.SIZE & LOW_BYTES);
    }
    if ((units & NOT_ASCII) != 0) {
      return false;
    }
    long pairs = (units | units >>> Byte.SIZE) & LOW_PAIRS;
    scratch.out.littleEndian(pairs | pairs >>> Short.SIZE, FOUR);
    return true;
  }

  private char unit(byte[] array, int at) {
    return (char) (((array[at + high] & 0xFF) << 8) | (array[at + 1 - high] & 0xFF));
  }
}
