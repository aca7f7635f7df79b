package io.wherry.kinesis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on 127.0.0.1 whose answers are given byte by byte: what an HTTP server would not send.
final class RawService implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final String scheme;

  /// What happens on one connection.
  interface Dialogue {
    void with(Socket socket, InputStream in) throws IOException;
  }

  RawService(Dialogue dialogue) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", dialogue);
  }

  /// @param server made elsewhere, for TLS
  RawService(ServerSocket server, String scheme, Dialogue dialogue) {
    this.server = server;
    this.scheme = scheme;
    Thread.startVirtualThread(() -> {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          connections.incrementAndGet();
          Thread.startVirtualThread(() -> talk(socket, dialogue));
        } catch (IOException _) {
          return; // closed
        }
      }
    });
  }

  private static void talk(Socket socket, Dialogue dialogue) {
    try (socket) {
      dialogue.with(socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException _) {
      // The client has gone.
    }
  }

  /// Reads one request; false at the end.
  static boolean request(InputStream in) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring("content-length: ".length()));
      }
    }
    return length >= 0 && in.readNBytes(length).length == length;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  URI endpoint() {
    return URI.create(scheme + "://localhost:" + server.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
