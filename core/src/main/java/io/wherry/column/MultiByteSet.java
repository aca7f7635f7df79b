package io.wherry.column;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Numbers;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A charset of one to four bytes a character whose lower half is ASCII: big5, cp932, eucjpms,
/// euckr, gb18030, gb2312, gbk, sjis, ujis.
///
/// ```text
///   | 00–7F | lead 80–FF, trail |   8F, lead, trail | lead, 30–39, 81–FE, 30–39 |
///     ASCII   all of them           ujis, eucjpms     gb18030
/// ```
///
/// The tables are Java's for the nearest charset, with the differences that
/// `multi-byte-charsets.txt` lists: `A1F1-A1F2=FFE0` maps two codes to consecutive code points,
/// `=?` says that the server knows no character. Source of the differences: every code through
/// `CONVERT` on MySQL 5.6.24 and 9.7.4, MariaDB 10.11.18 and 11.8.9, which agree; a test compares.
final class MultiByteSet extends CharacterSet {
  private static final String DIFFERENCES = "multi-byte-charsets.txt";
  private static final int CODES = 1 << 16;
  private static final int THREE_BYTES = 0x8F;
  private static final char NONE = 0;

  /// 84 31 A4 37, which stands for U+FFFD itself.
  private static final int REPLACEMENT_IN_GB18030 = 0x37A4_3184;

  private final char[] codes = new char[CODES];
  private final char[] threeByteCodes;
  private final @Nullable Charset fourBytes;

  private MultiByteSet(String name, Charset java) {
    boolean euc = name.equals("ujis") || name.equals("eucjpms");
    threeByteCodes = euc ? new char[CODES] : new char[0];
    fourBytes = name.equals("gb18030") ? java : null;
    CharsetDecoder decoder = java.newDecoder();
    for (int lead = 0x80; lead <= 0xFF; lead++) {
      codes[lead] = decode(decoder, (byte) lead);
      for (int trail = 0x30; codes[lead] == NONE && trail <= 0xFF; trail++) {
        codes[lead << 8 | trail] = decode(decoder, (byte) lead, (byte) trail);
        if (euc) {
          threeByteCodes[lead << 8 | trail] =
              decode(decoder, (byte) THREE_BYTES, (byte) lead, (byte) trail);
        }
      }
    }
  }

  public static @Nullable MultiByteSet named(String name) {
    List<String> words = CharsetResource.words(DIFFERENCES, name);
    if (words.isEmpty() || !Charset.isSupported(words.getFirst())) {
      return null;
    }
    var set = new MultiByteSet(name, Charset.forName(words.getFirst()));
    words.stream().skip(1).forEach(set::differ);
    return set;
  }

  private static char decode(CharsetDecoder decoder, byte... bytes) {
    CharBuffer chars = CharBuffer.allocate(2);
    var result = decoder.reset().decode(ByteBuffer.wrap(bytes), chars, true);
    return result.isUnderflow() && chars.position() == 1 ? chars.get(0) : NONE;
  }

  private void differ(String word) {
    String[] sides = word.split("=", -1);
    String[] ends = sides[0].split("-", -1);
    int first = Integer.parseInt(ends[0], 16);
    int last = Integer.parseInt(ends[ends.length - 1], 16);
    char[] table = first < CODES ? codes : threeByteCodes;
    for (int code = first; code <= last; code++) {
      table[code & (CODES - 1)] =
          sides[1].equals("?") ? '?' : (char) (Integer.parseInt(sides[1], 16) + code - first);
    }
  }

  @Override
  ByteSlice utf8(byte[] array, int at, int length, Scratch scratch) {
    int end = at + length;
    int i = Utf8.asciiEnd(array, at, end);
    if (i == end) {
      return scratch.slice.wrap(array, at, length);
    }
    scratch.out.clear();
    scratch.out.write(array, at, i - at);
    while (i < end) {
      i += append(array, i, end, scratch.out);
    }
    return scratch.built();
  }

  /// Appends the character at `at` and returns its number of bytes.
  private int append(byte[] array, int at, int end, ByteWriter out) {
    int lead = array[at] & 0xFF;
    if (lead < 0x80 || codes[lead] != NONE) {
      Utf8.append(out, lead < 0x80 ? lead : codes[lead]);
      return 1;
    }
    int trail = at + 1 < end ? array[at + 1] & 0xFF : 0;
    if (lead == THREE_BYTES && threeByteCodes.length > 0 && at + 2 < end) {
      known(threeByteCodes[(trail << 8) | (array[at + 2] & 0xFF)], out);
      return 3;
    }
    if (fourBytes != null && trail >= '0' && trail <= '9' && at + 3 < end) {
      String text = new String(array, at, 4, fourBytes);
      boolean unknown = text.equals("\ufffd") && Numbers.int32(array, at) != REPLACEMENT_IN_GB18030;
      out.utf8(unknown ? "?" : text);
      return 4;
    }
    if (trail < 0x30) {
      out.write('?');
      return 1;
    }
    known(codes[lead << 8 | trail], out);
    return 2;
  }

  private static void known(char codePoint, ByteWriter out) {
    Utf8.append(out, codePoint == NONE ? '?' : codePoint);
  }
}
