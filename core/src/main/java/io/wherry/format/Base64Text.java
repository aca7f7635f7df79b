package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;

/// Base64 with padding, straight into the record. Source: RFC 4648, section 4.
final class Base64Text {
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);

  private Base64Text() {}

  static void write(ByteSlice bytes, ByteWriter out) {
    byte[] from = bytes.array();
    int end = bytes.offset() + bytes.length();
    for (int at = bytes.offset(); at < end; at += 3) {
      int left = end - at;
      int group =
          (from[at] & 0xFF) << 16
              | (left > 1 ? (from[at + 1] & 0xFF) << 8 : 0)
              | (left > 2 ? from[at + 2] & 0xFF : 0);
      byte[] to = out.reserve(4);
      int place = out.length();
      to[place] = ALPHABET[group >> 18];
      to[place + 1] = ALPHABET[group >> 12 & 63];
      to[place + 2] = left > 1 ? ALPHABET[group >> 6 & 63] : (byte) '=';
      to[place + 3] = left > 2 ? ALPHABET[group & 63] : (byte) '=';
      out.advance(4);
    }
  }
}
