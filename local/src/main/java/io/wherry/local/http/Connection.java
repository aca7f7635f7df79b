package io.wherry.local.http;

import io.wherry.local.protocol.Api;
import io.wherry.local.protocol.Reply;
import io.wherry.local.protocol.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Requests and answers over one connection, one after the other.
final class Connection {
  /// The largest request: 10 MiB of data in base64, and what stands around it.
  static final int BODY_MAX = 16 << 20;

  /// A buffer larger than this is not kept for the next request.
  private static final int BODY_KEPT = 1 << 20;

  private static final int BODY_FIRST = 8 << 10;
  private static final int BUFFER = 32 << 10;
  private static final int HEAD_CHARS = 256;
  private static final String END = "\r\n";
  private static final int TOO_LARGE = 413;
  private static final AtomicLong REQUESTS = new AtomicLong();

  private final Socket socket;
  private final Api api;
  private final InstantSource clock;
  private final Semaphore requestBytes;
  private final Api.Session session = new Api.Session();
  private byte[] body = new byte[BODY_FIRST];

  Connection(Socket socket, Api api, InstantSource clock, Semaphore requestBytes) {
    this.socket = socket;
    this.api = api;
    this.clock = clock;
    this.requestBytes = requestBytes;
  }

  void run() throws IOException {
    var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    var out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    while (true) {
      RequestHead head = RequestHead.read(in);
      if (head == null || !serve(head, in, out) || !head.lasting()) {
        return;
      }
    }
  }

  /// @return whether the connection goes on
  private boolean serve(RequestHead head, InputStream in, OutputStream out) throws IOException {
    if (head.length() > BODY_MAX) {
      write(out, TOO_LARGE, "text/plain", 0, false);
      out.flush();
      return false;
    }
    if (head.awaitsContinue()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    int share = head.length() == RequestHead.CHUNKED ? BODY_MAX : (int) head.length();
    requestBytes.acquireUninterruptibly(share);
    Reply reply;
    try {
      int length = head.length() == RequestHead.CHUNKED ? readChunks(in) : read(in, 0, share);
      var request = new Request(head.target(), head.contentType(), head.signed(), body, length);
      reply = api.answer(request, session);
    } finally {
      requestBytes.release(share);
    }
    if (body.length > BODY_KEPT) {
      body = new byte[BODY_FIRST];
    }
    try {
      return send(reply, head.lasting(), out);
    } finally {
      api.sent(reply);
    }
  }

  private boolean send(Reply reply, boolean lasting, OutputStream out) throws IOException {
    if (reply.lost()) {
      // At once, without a word: what the client sees is a connection that breaks.
      socket.setSoLinger(true, 0);
      return false;
    }
    write(out, reply.status(), reply.wire().contentType(), reply.body().size(), lasting);
    reply.body().writeTo(out);
    out.flush();
    return true;
  }

  private int read(InputStream in, int at, int length) throws IOException {
    if (body.length < at + length) {
      body = Arrays.copyOf(body, Math.max(at + length, Math.min(body.length * 2, BODY_MAX)));
    }
    if (in.readNBytes(body, at, length) < length) {
      throw new EOFException();
    }
    return at + length;
  }

  /// Source: RFC 9112, section 7.1.
  private int readChunks(InputStream in) throws IOException {
    int length = 0;
    while (true) {
      String line = RequestHead.line(in);
      if (line == null) {
        throw new EOFException();
      }
      int size;
      try {
        size = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
      } catch (NumberFormatException e) {
        throw new IOException("no chunk: " + line, e);
      }
      if (size < 0 || length + size > BODY_MAX) {
        throw new IOException("a body of more than " + BODY_MAX + " bytes");
      }
      length = read(in, length, size);
      String end = RequestHead.line(in);
      if (size == 0 || end == null) {
        return length;
      }
    }
  }

  private void write(OutputStream out, int status, String type, int length, boolean lasting)
      throws IOException {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    var head = new StringBuilder(HEAD_CHARS);
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append(END);
    head.append("x-amzn-RequestId: ")
        .append(new UUID(clock.millis(), REQUESTS.incrementAndGet()))
        .append(END);
    head.append("Date: ").append(date).append(END);
    head.append("Content-Type: ").append(type).append(END);
    head.append("Content-Length: ").append(length).append(END);
    if (!lasting) {
      head.append("Connection: close").append(END);
    }
    out.write(head.append(END).toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case TOO_LARGE -> "Content Too Large";
      default -> "Internal Server Error";
    };
  }
}
