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

  /// Appends a string's content, escaped, without quotation marks.
  public static void escaped(ByteSlice utf8, ByteWriter out) {
    byte[] from = utf8.array();
    int start = utf8.offset();
    int end = start + utf8.length();
    for (int at = plainEnd(from, start, end); at < end; at = plainEnd(from, start, end)) {
      out.write(from, start, at - start);
      escape(from[at], ESCAPE[from[at] & 0xFF], out);
      start = at + 1;
    }
    out.write(from, start, end - start);
  }

  /// Index of the first byte that needs an escape, or `end`; a word at a time.
  ///
  /// A byte below 0x20 less 0x20, and a byte that is zero less one, borrow from their top bit;
  /// bytes that had it already are not meant. A borrow may reach the byte above: then the bytes are
  /// looked at one by one, and found plain.
  private static int plainEnd(byte[] from, int start, int end) {
    int at = start;
    while (at <= end - Long.BYTES) {
      long word = (long) LONG.get(from, at);
      long control = word - 0x20 * ONES;
      long quote = (word ^ '"' * ONES) - ONES;
      long backslash = (word ^ '\\' * ONES) - ONES;
      if (((control | quote | backslash) & ~word & TOP_BITS) != 0) {
        int stop = at + Long.BYTES;
        while (at < stop && ESCAPE[from[at] & 0xFF] == 0) {
          at++;
        }
        if (at < stop) {
          return at;
        }
      } else {
        at += Long.BYTES;
      }
    }
    while (at < end && ESCAPE[from[at] & 0xFF] == 0) {
      at++;
    }
    return at;
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
