package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// JSON strings from UTF-8.
///
/// Escaped are the quotation mark, the backslash and the control characters below U+0020, nothing
/// else. The input is valid UTF-8 (the decoder sees to that), so all other bytes are copied.
/// Source: RFC 8259, section 7.
public final class JsonText {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /// For each byte: 0 to copy it, 'u' for a six-character escape, else the letter of its short
  /// escape.
  private static final byte[] ESCAPE = new byte[256];

  static {
    for (int control = 0; control < 0x20; control++) {
      ESCAPE[control] = 'u';
    }
    ESCAPE['\b'] = 'b';
    ESCAPE['\t'] = 't';
    ESCAPE['\n'] = 'n';
    ESCAPE['\f'] = 'f';
    ESCAPE['\r'] = 'r';
    ESCAPE['"'] = '"';
    ESCAPE['\\'] = '\\';
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOP_BITS = 0x8080_8080_8080_8080L;

  private JsonText() {}

  /// Appends a string with its quotation marks.
  public static void quoted(ByteSlice utf8, ByteWriter out) {
    out.write('"');
    escaped(utf8, out);
    out.write('"');
  }

  /// Appends a string with its quotation marks.
  public static void quoted(String text, ByteWriter out) {
    quoted(ByteSlice.utf8(text), out);
  }

  /// Appends a text's content, escaped, without quotation marks; makes no object where the text is
  /// printable ASCII, as names of servers and log files are.
  public static void escaped(String text, ByteWriter out) {
    int start = out.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        out.cut(start);
        escaped(ByteSlice.utf8(text), out);
        return;
      }
      out.write(c);
    }
  }

  /// Appends a string's content, escaped, without quotation marks. It is copied a word at a time as
  /// long as nothing in the word needs an escape.
  public static void escaped(ByteSlice utf8, ByteWriter out) {
    byte[] from = utf8.array();
    int at = utf8.offset();
    int end = at + utf8.length();
    while (at < end) {
      at = plain(from, at, end, out);
      if (at < end) {
        escape(from[at], ESCAPE[from[at] & 0xFF], out);
        at++;
      }
    }
  }

  /// Copies what needs no escape, and returns the index of the first byte that does, or `end`.
  private static int plain(byte[] from, int start, int end, ByteWriter out) {
    byte[] to = out.reserve(end - start);
    int by = out.length() - start;
    int at = start;
    while (at <= end - Long.BYTES) {
      long word = (long) LONG.get(from, at);
      if (special(word) != 0) {
        return bytes(from, at, end, out, at - start);
      }
      LONG.set(to, at + by, word);
      at += Long.BYTES;
    }
    if (at < end && end - start >= Long.BYTES) {
      // The last word overlaps the one before it, and writes the same there.
      long word = (long) LONG.get(from, end - Long.BYTES);
      if (special(word) == 0) {
        LONG.set(to, end - Long.BYTES + by, word);
        at = end;
      }
    }
    return bytes(from, at, end, out, at - start);
  }

  /// Goes on byte by byte, behind `done` bytes that are copied.
  private static int bytes(byte[] from, int start, int end, ByteWriter out, int done) {
    byte[] to = out.array();
    int by = out.length() + done - start;
    int at = start;
    while (at < end && ESCAPE[from[at] & 0xFF] == 0) {
      to[at + by] = from[at];
      at++;
    }
    out.advance(done + at - start);
    return at;
  }

  /// Not zero when a byte of the word needs an escape.
  ///
  /// A byte below 0x20 less 0x20, and a byte that is zero less one, borrow from their top bit;
  /// bytes that had it already are not meant. A borrow may reach the byte above: then the bytes are
  /// looked at one by one, and found plain.
  private static long special(long word) {
    long control = word - 0x20 * ONES;
    long quote = (word ^ '"' * ONES) - ONES;
    long backslash = (word ^ '\\' * ONES) - ONES;
    return (control | quote | backslash) & ~word & TOP_BITS;
  }

  private static void escape(byte value, byte escape, ByteWriter out) {
    out.write('\\');
    out.write(escape);
    if (escape == 'u') {
      out.write('0');
      out.write('0');
      out.write(HEX[value >> 4 & 0xF]);
      out.write(HEX[value & 0xF]);
    }
  }
}
