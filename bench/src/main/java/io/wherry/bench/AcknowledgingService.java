package io.wherry.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A Kinesis endpoint that acknowledges PutRecords calls and stores nothing: what is measured in
/// front of it is the client. Everything else is answered by a `local-stream` behind it.
///
/// `GET /counts` says how many records came, their bytes, and when the first and the last did, in
/// nanoseconds of this machine's clock; `GET /reset` begins anew.
public final class AcknowledgingService implements AutoCloseable {
  /// The stream that is there.
  public static final String STREAM = "bench";

  private static final int HEAD_MAX = 64 << 10;
  private static final int HASH_KEY_BITS = 32;

  private final LocalStream behind;
  private final ServerSocket server;
  private final int shards;
  private final Duration delay;
  private final Arrivals arrivals;
  private final AtomicLong sequence = new AtomicLong();

  /// Counts what comes; and, where somebody wants to know, when each record did.
  interface Arrivals {
    /// One call has come; its records follow.
    void call(long nanoTime);

    /// One record of it.
    void record(byte[] array, int dataFrom, int dataLength);

    /// What `GET /counts` answers.
    String counts();

    /// Begins anew.
    void reset();
  }

  /// @param delay how long each acknowledgement takes
  AcknowledgingService(int shards, Duration delay, Arrivals arrivals) {
    this.shards = shards;
    this.delay = delay;
    this.arrivals = arrivals;
    behind =
        LocalStream.start(LocalStreamOptions.defaults().withPort(0).withStream(STREAM, shards));
    try {
      server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("acknowledging").start(this::listen);
  }

  /// Runs it until the process is ended; the endpoint is the first line of stdout.
  ///
  /// @param arguments number of shards, milliseconds that an acknowledgement takes
  public static void main(String[] arguments) throws InterruptedException {
    var service =
        new AcknowledgingService(
            Integer.parseInt(arguments[0]),
            Duration.ofMillis(Long.parseLong(arguments[1])),
            new ArrivalCounts());
    System.out.println(service.endpoint());
    Thread.currentThread().join();
  }

  /// Where clients find it.
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedInputStream(socket.getInputStream(), 256 << 10)) {
      OutputStream out = socket.getOutputStream();
      byte[] body = new byte[1 << 20];
      var answer = new PutAnswers();
      while (true) {
        String head = head(in);
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.startsWith("get /counts") || lower.startsWith("get /reset")) {
          tell(out, lower.startsWith("get /counts"));
          continue;
        }
        int length = length(lower);
        body = length > body.length ? new byte[length] : body;
        if (in.readNBytes(body, 0, length) < length) {
          throw new EOFException();
        }
        if (lower.contains(".putrecords\r\n") && lower.contains("cbor")) {
          acknowledge(body, answer, out);
        } else {
          relay(head, body, length, out);
        }
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private void acknowledge(byte[] body, PutAnswers answer, OutputStream out) throws IOException {
    arrivals.call(System.nanoTime());
    MessageDigest md5 = shards > 1 ? md5() : null;
    answer.begin();
    new PutScan(body, 0)
        .records((array, dataFrom, dataLength, keyFrom, keyLength) -> {
          int shard = 0;
          if (md5 != null) {
            md5.update(array, keyFrom, keyLength);
            shard = shardOf(md5.digest());
          }
          arrivals.record(array, dataFrom, dataLength);
          answer.add(shard, sequence.incrementAndGet());
        });
    if (!delay.isZero()) {
      pause(delay);
    }
    answer.send(out);
  }

  private int shardOf(byte[] hashKey) {
    long first = 0;
    for (int i = 0; i < HASH_KEY_BITS / 8; i++) {
      first = first << 8 | (hashKey[i] & 0xFF);
    }
    return (int) ((first * shards) >>> HASH_KEY_BITS);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(OutputStream out, boolean counts) throws IOException {
    if (!counts) {
      arrivals.reset();
    }
    byte[] text = (counts ? arrivals.counts() : "").getBytes(ISO_8859_1);
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Length: " + text.length + "\r\n\r\n").getBytes(ISO_8859_1));
    out.write(text);
  }

  /// Asks the stream behind, on a connection for this one call.
  private void relay(String head, byte[] body, int length, OutputStream out) throws IOException {
    URI other = behind.endpoint();
    try (var socket = new Socket(other.getHost(), other.getPort());
        var in = new BufferedInputStream(socket.getInputStream())) {
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(body, 0, length);
      String answer = head(in);
      out.write(answer.getBytes(ISO_8859_1));
      out.write(in.readNBytes(length(answer.toLowerCase(Locale.ROOT))));
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder(1_024);
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int b = in.read();
      if (b < 0 || head.length() > HEAD_MAX) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static int length(String lowerHead) {
    int at = lowerHead.indexOf("content-length:");
    if (at < 0) {
      return 0;
    }
    int from = at + "content-length:".length();
    return Integer.parseInt(lowerHead.substring(from, lowerHead.indexOf('\r', from)).strip());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      behind.close();
    }
  }
}
