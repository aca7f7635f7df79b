package io.wherry.kinesis;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection: a request goes out, its answer comes in, and again; by one thread at a
/// time.
///
/// ```text
///   HTTP/1.1 200 OK␍␊  Name: value␍␊ …  ␍␊  body of Content-Length bytes, or in chunks:
///   size in hexadecimal␍␊  that many bytes␍␊ …  0␍␊  ␍␊
/// ```
///
/// Source: RFC 9112, sections 4 to 7.
final class HttpConnection {
  /// Bytes of an answer, its head included, at most.
  static final int ANSWER_MAX = 8 << 20;

  /// Bytes of a buffer that are kept from call to call: a call of 1 MiB with what frames it.
  static final int KEPT = 1_088 << 10;

  /// Bytes that leave after the guard was asked once.
  private static final int PIECE = 128 << 10;

  private static final int BUFFER_FIRST = 64 << 10;
  private static final int LAST_INTERIM_STATUS = 199;

  private final Socket socket;
  private final Socket raw;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[BUFFER_FIRST];
  private int at;
  private int end;
  private int status;
  private boolean closes;
  private @Nullable String errorType;
  private @Nullable String date;
  private final ByteSlice body = new ByteSlice();
  private final ByteWriter joined = new ByteWriter(16);

  /// What reads the answers.
  final PutAnswer answer = new PutAnswer();

  /// What the caller makes the next request in.
  final PutRequest request;

  /// When it was last used.
  long usedAt;

  /// @param socket what is spoken through
  /// @param raw what lies under it when that is TLS; else the same
  HttpConnection(Socket socket, Socket raw, PutRequest request) throws IOException {
    this.socket = socket;
    this.raw = raw;
    this.request = request;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /// Sends a whole request and reads the whole answer.
  ///
  /// @param guard asked before each piece leaves; when it throws, the rest does not
  void exchange(byte[] array, int offset, int length, Runnable guard) throws IOException {
    for (int sent = 0; sent < length; sent += PIECE) {
      ask(guard);
      out.write(array, offset + sent, Math.min(PIECE, length - sent));
    }
    out.flush();
    at = 0;
    end = 0;
    do {
      head();
    } while (status <= LAST_INTERIM_STATUS);
  }

  private static void ask(Runnable guard) throws IOException {
    try {
      guard.run();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Status of the last answer.
  int status() {
    return status;
  }

  /// The last answer's body; valid until the next exchange.
  ByteSlice body() {
    return body;
  }

  /// The error's name in the last answer's head, or null.
  @Nullable String errorType() {
    return errorType;
  }

  /// The service's time in the last answer's head, as RFC 9110, "Date", writes it; or null.
  @Nullable String date() {
    return date;
  }

  /// Whether another request may follow the last answer.
  boolean persists() {
    return !closes;
  }

  private void head() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("no HTTP answer: " + line);
    }
    status = number(line.substring(9, 12), 10);
    closes = line.startsWith("HTTP/1.0");
    errorType = null;
    date = null;
    int length = -1;
    boolean chunked = false;
    for (line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("no header: " + line);
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(java.util.Locale.ROOT)) {
        case "content-length" -> length = number(value, 10);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> closes |= value.equalsIgnoreCase("close");
        case "x-amzn-errortype" -> errorType = value;
        case "date" -> date = value;
        default -> {}
      }
    }
    if (status <= LAST_INTERIM_STATUS) {
      return;
    }
    if (chunked) {
      chunks();
    } else if (length < 0) {
      throw new IOException("an answer of unknown length");
    } else {
      need(length);
      body.wrap(buffer, at, length);
      at += length;
    }
  }

  private void chunks() throws IOException {
    joined.clear();
    while (true) {
      String size = line();
      int semicolon = size.indexOf(';');
      int length = number(semicolon < 0 ? size : size.substring(0, semicolon).strip(), 16);
      if (length == 0) {
        break;
      }
      if (joined.length() + length > ANSWER_MAX) {
        throw new IOException("an answer of more than " + ANSWER_MAX + " bytes");
      }
      need(length + 2);
      joined.write(buffer, at, length);
      at += length + 2;
    }
    while (!line().isEmpty()) {
      // Trailers say nothing to us.
    }
    joined.slice(body);
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(digits, radix) & Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("a number in an answer's head: " + digits, e);
    }
  }

  private String line() throws IOException {
    int from = at;
    while (true) {
      for (; from < end; from++) {
        if (buffer[from] == '\n') {
          int length = from - at - (from > at && buffer[from - 1] == '\r' ? 1 : 0);
          var line = new String(buffer, at, length, StandardCharsets.ISO_8859_1);
          at = from + 1;
          return line;
        }
      }
      fill(1);
    }
  }

  /// Makes sure that so many bytes lie behind `at`.
  private void need(int count) throws IOException {
    while (end - at < count) {
      fill(count - (end - at));
    }
  }

  /// Reads some bytes behind the last one; there is room for at least so many.
  private void fill(int wanted) throws IOException {
    long needed = (long) end + wanted;
    if (needed > ANSWER_MAX) {
      throw new IOException("an answer of more than " + ANSWER_MAX + " bytes");
    }
    if (needed > buffer.length || end == buffer.length) {
      int size = (int) Math.min(ANSWER_MAX, Math.max(needed, 2L * buffer.length));
      buffer = Arrays.copyOf(buffer, size);
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("the connection was closed before the answer was whole");
    }
    end += count;
  }

  /// What is to be closed when a call's life ends.
  Socket raw() {
    return raw;
  }

  /// Whether the other side has closed, or sent what nobody asked for. Takes a millisecond.
  boolean isStale() {
    try {
      socket.setSoTimeout(1);
      try {
        in.read();
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Lets go of buffers that a large call has made.
  void shrink() {
    if (buffer.length > KEPT) {
      buffer = new byte[BUFFER_FIRST];
    }
    request.shrink(KEPT);
  }

  /// Closes it; an error then says nothing new.
  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more, whatever it says.
    }
  }
}
