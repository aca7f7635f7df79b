package io.wherry.column;

import io.wherry.bytes.ByteWriter;

/// A value inside a JSON document for which JSON has no form: `"base64:type15:yv4="`, with the
/// number of its SQL type. The server breaks the base64 after 76 characters, and then escapes the
/// break.
///
/// Source: MySQL 9 Reference Manual, "The JSON Data Type"; RFC 4648.
final class JsonBase64 {
  private static final byte[] ALPHABET =
      CharacterSet.bytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final byte[] BEGIN = CharacterSet.bytes("\"base64:type");
  private static final int LINE_BYTES = 57;

  private JsonBase64() {}

  static void append(int type, byte[] array, int at, int length, ByteWriter out) {
    out.write(BEGIN);
    out.decimal(type);
    out.write(':');
    for (int i = 0; i < length; i += 3) {
      if (i > 0 && i % LINE_BYTES == 0) {
        out.write('\\');
        out.write('n');
      }
      int left = length - i;
      int bits =
          (array[at + i] & 0xFF) << 16
              | (left > 1 ? (array[at + i + 1] & 0xFF) << 8 : 0)
              | (left > 2 ? array[at + i + 2] & 0xFF : 0);
      out.write(ALPHABET[bits >>> 18]);
      out.write(ALPHABET[bits >>> 12 & 0x3F]);
      out.write(left > 1 ? ALPHABET[bits >>> 6 & 0x3F] : '=');
      out.write(left > 2 ? ALPHABET[bits & 0x3F] : '=');
    }
    out.write('"');
  }
}
