package io.wherry.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What stands in front of a request's body, as far as it matters here.
///
/// ```text
///   POST / HTTP/1.1 CRLF
///   name: value CRLF …
///   CRLF
/// ```
///
/// Source: RFC 9112, sections 3 to 6.
///
/// @param length bytes of the body; [#CHUNKED] when it comes in chunks
/// @param lasting whether the client will send more requests over the connection
/// @param awaitsContinue whether the client waits for a word before it sends the body
record RequestHead(
    String method,
    String target,
    String contentType,
    boolean signed,
    long length,
    boolean lasting,
    boolean awaitsContinue) {
  static final long CHUNKED = -1;

  private static final int LINE_MAX = 16 << 10;
  private static final int LINES_MAX = 200;

  /// Reads it.
  ///
  /// @return null when the client closed the connection before it began
  /// @throws IOException when it is no such thing
  static @Nullable RequestHead read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP/1.1: " + first);
    }
    String target = "";
    String contentType = "";
    boolean signed = words[1].contains("X-Amz-Signature=");
    long length = 0;
    boolean lasting = words[2].equals("HTTP/1.1");
    boolean awaits = false;
    for (int i = 0; i < LINES_MAX; i++) {
      String line = line(in);
      if (line == null) {
        throw new IOException("the head ends early");
      }
      if (line.isEmpty()) {
        return new RequestHead(words[0], target, contentType, signed, length, lasting, awaits);
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "x-amz-target" -> target = value;
        case "content-type" -> contentType = value;
        case "authorization" -> signed = !value.isEmpty();
        case "content-length" -> length = length(value);
        case "transfer-encoding" -> length = CHUNKED;
        case "connection" -> lasting = !value.equalsIgnoreCase("close");
        case "expect" -> awaits = true;
        default -> {}
      }
    }
    throw new IOException("more than " + LINES_MAX + " headers");
  }

  private static long length(String value) throws IOException {
    try {
      return Long.parseUnsignedLong(value);
    } catch (NumberFormatException e) {
      throw new IOException("no Content-Length: " + value, e);
    }
  }

  /// One line without its end; null at the end of the stream.
  static @Nullable String line(InputStream in) throws IOException {
    byte[] line = new byte[128];
    int size = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (next == '\n') {
        int end = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
      }
      if (size == LINE_MAX) {
        throw new IOException("a line longer than " + LINE_MAX + " bytes");
      }
      if (size == line.length) {
        line = java.util.Arrays.copyOf(line, size * 2);
      }
      line[size++] = (byte) next;
    }
  }
}
