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
    int end = bytes.offset() + bytes.length();
    for (int at = bytes.offset(); at < end; at += 3) {
      int left = end - at;
      int group =
          (from[at] & 0xFF) << 16
              | (left > 1 ? (from[at + 1] & 0xFF) << 8 : 0)
              | (left > 2 ? from[at + 2] & 0xFF : 0);
      byte[] to = out.reserve(4);
      int place = out.length();
      to[place] = alphabet[group >> 18];
      to[place + 1] = alphabet[group >> 12 & 63];
      to[place + 2] = left > 1 ? alphabet[group >> 6 & 63] : (byte) '=';
      to[place + 3] = left > 2 ? alphabet[group & 63] : (byte) '=';
      out.advance(4);
    }
  }
}
