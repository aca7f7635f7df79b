package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A charset of one byte a character, after the table in `single-byte-charsets.txt`: a line each,
/// its name and the code points (hexadecimal) of the bytes from 80 on, or from 00 on where the
/// lower half is not ASCII (swe7). `latin1`, as an example, is Windows-1252 with five more.
///
/// Source of the table: `CONVERT(_charset X'..' USING utf32)` on MySQL 5.6.24 and 9.7.4, MariaDB
/// 10.11.18 and 11.8.9, which agree; a test compares.
final class SingleByteSet extends CharacterSet {
  private static final String TABLES = "single-byte-charsets.txt";
  private static final int BYTES = 256;

  private final char[] codePoints;
  private final boolean asciiBelow;

  private SingleByteSet(char[] codePoints, boolean asciiBelow) {
    this.codePoints = codePoints;
    this.asciiBelow = asciiBelow;
  }

  public static @Nullable SingleByteSet named(String name) {
    List<String> words = CharsetResource.words(TABLES, name);
    if (words.isEmpty()) {
      return null;
    }
    var codePoints = new char[BYTES];
    int first = BYTES - words.size();
    for (char c = 0; c < first; c++) {
      codePoints[c] = c;
    }
    for (int i = 0; i < words.size(); i++) {
      codePoints[first + i] = (char) Integer.parseInt(words.get(i), 16);
    }
    return new SingleByteSet(codePoints, first > 0);
  }

  @Override
  ByteSlice utf8(byte[] array, int at, int length, Scratch scratch) {
    int end = at + length;
    int from = asciiBelow ? Utf8.asciiEnd(array, at, end) : at;
    if (from == end) {
      return scratch.slice.wrap(array, at, length);
    }
    scratch.out.clear();
    scratch.out.write(array, at, from - at);
    for (int i = from; i < end; i++) {
      Utf8.append(scratch.out, codePoints[array[i] & 0xFF]);
    }
    return scratch.built();
  }
}
