package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;

/// Base64 with padding, straight into the record. Source: RFC 4648, sections 4 and 5.
public final class Base64Text {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final byte[] STANDARD = (ALPHANUMERIC + "+/").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] URL_SAFE = (ALPHANUMERIC + "-_").getBytes(StandardCharsets.US_ASCII);

  private Base64Text() {}

  /// Appends bytes in the standard alphabet.
  public static void write(ByteSlice bytes, ByteWriter out) {
    write(bytes, STANDARD, out);
  }

  /// Appends bytes in the alphabet for URLs and file names.
  public static void writeUrlSafe(ByteSlice bytes, ByteWriter out) {
    write(bytes, URL_SAFE, out);
  }

  private static void write(ByteSlice bytes, byte[] alphabet, ByteWriter out) {
    byte[] from = bytes.array();
    int at = bytes.offset();
    int end = at + bytes.length();
    int size = (int) Math.min(Integer.MAX_VALUE, (bytes.length() + 2L) / 3 * 4);
    byte[] to = out.reserve(size);
    int place = out.length();
    for (; at <= end - 3; at += 3, place += 4) {
      int group = (from[at] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | (from[at + 2] & 0xFF);
      to[place] = alphabet[group >> 18];
      to[place + 1] = alphabet[group >> 12 & 63];
      to[place + 2] = alphabet[group >> 6 & 63];
      to[place + 3] = alphabet[group & 63];
    }
    if (at < end) {
      boolean two = end - at == 2;
      int group = (from[at] & 0xFF) << 16 | (two ? (from[at + 1] & 0xFF) << 8 : 0);
      to[place] = alphabet[group >> 18];
      to[place + 1] = alphabet[group >> 12 & 63];
      to[place + 2] = two ? alphabet[group >> 6 & 63] : (byte) '=';
      to[place + 3] = '=';
    }
    out.advance(size);
  }
}
