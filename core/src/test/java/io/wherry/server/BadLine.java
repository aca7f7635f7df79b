package io.wherry.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A line between a client and a server on this machine that a test makes bad: a TCP proxy on a
/// port of its own. What holds is told at any time and goes for connections that are there and for
/// those that come.
///
/// ```java
/// try (var line = BadLine.to(database.port())) {
///   connectTo("127.0.0.1", line.port());
///   line.lose(BadLine.Way.TO_CLIENT);
///   line.heal();
/// }
/// ```
public final class BadLine implements AutoCloseable {
  private static final int CHUNK = 16 << 10;
  private static final Duration LOOK = Duration.ofMillis(5);

  /// Which way bytes go.
  public enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  /// What becomes of bytes.
  private sealed interface State {
    record Fine() implements State {}

    record Delayed(Duration time) implements State {}

    /// Bytes go nowhere, and nobody is told.
    record Lossy(Set<Way> ways) implements State {}

    /// Every byte travels alone.
    record Trickling() implements State {}
  }

  private final ServerSocket door;
  private final int serverPort;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger resets = new AtomicInteger();
  private volatile State state = new State.Fine();

  /// Bytes to the client until a reset, over all connections; negative: no reset is due.
  private final AtomicInteger untilReset = new AtomicInteger(-1);

  private BadLine(ServerSocket door, int serverPort) {
    this.door = door;
    this.serverPort = serverPort;
  }

  /// A line to a port of 127.0.0.1, good so far.
  public static BadLine to(int serverPort) {
    try {
      var door = new ServerSocket();
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()));
      var line = new BadLine(door, serverPort);
      Thread.ofVirtual().name("line").start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a client connects to.
  public int port() {
    return door.getLocalPort();
  }

  /// Everything takes longer, each way.
  public void delay(Duration time) {
    state = new State.Delayed(time);
  }

  /// From now on no byte arrives that goes one of these ways; both ends believe to be connected.
  public void lose(Way... ways) {
    state = new State.Lossy(Set.of(ways));
  }

  /// The servers' ends of all connections are gone, and the clients are not told: half-open. New
  /// connections are made and stay silent.
  public void halfOpen() {
    lose(Way.values());
    connections.forEach(connection -> close(connection.server));
  }

  /// Bytes travel one by one.
  public void trickle() {
    state = new State.Trickling();
  }

  /// Lets so many more bytes through to the client, and then resets the connection that brings the
  /// next one, in the middle of whatever it was.
  public void resetNext(int bytes) {
    untilReset.set(bytes);
  }

  /// Connections that were reset so.
  public int resets() {
    return resets.get();
  }

  /// The line is good again. Connections that lost bytes are reset: what was lost never comes.
  public void heal() {
    state = new State.Fine();
    connections.stream()
        .filter(connection -> !connection.holed.isEmpty())
        .forEach(Connection::reset);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        var connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
        connections.add(connection);
        connection.start(Way.TO_SERVER);
        connection.start(Way.TO_CLIENT);
      } catch (IOException e) {
        // The server is down, or the door was closed: the client sees its connection end.
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(Connection::reset);
  }

  /// One connection through the line.
  private final class Connection {
    private final Socket client;
    private final Socket server;
    private final Set<Way> holed = ConcurrentHashMap.newKeySet();

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void start(Way way) {
      Thread.ofVirtual()
          .name("line " + way)
          .start(() -> {
            try {
              pump(way);
              end();
            } catch (IOException e) {
              end();
            }
          });
    }

    private void pump(Way way) throws IOException {
      InputStream in = (way == Way.TO_SERVER ? client : server).getInputStream();
      OutputStream out = (way == Way.TO_SERVER ? server : client).getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        switch (state) {
          case State.Fine _ -> write(way, out, chunk, length);
          case State.Delayed late -> {
            sleep(late.time());
            write(way, out, chunk, length);
          }
          case State.Lossy lossy -> {
            if (lossy.ways().contains(way)) {
              holed.add(way);
            }
            write(way, out, chunk, length);
          }
          case State.Trickling _ -> {
            for (int i = 0; i < length; i++) {
              out.write(chunk, i, 1);
            }
          }
        }
      }
    }

    /// A hole cannot be mended: what comes behind it never arrives either.
    private void write(Way way, OutputStream out, byte[] chunk, int length) throws IOException {
      if (holed.contains(way)) {
        return;
      }
      int left = way == Way.TO_CLIENT ? untilReset.getAndUpdate(n -> after(n, length)) : -1;
      if (left < 0 || left >= length) {
        out.write(chunk, 0, length);
        return;
      }
      out.write(chunk, 0, left);
      sleep(LOOK); // so that the bytes are read before the reset takes them back
      resets.incrementAndGet();
      reset();
    }

    private static int after(int left, int length) {
      return left < length ? -1 : left - length;
    }

    /// One end has closed: so does the other, but nobody hears of it on a line that loses bytes.
    private void end() {
      while (state instanceof State.Lossy && !door.isClosed()) {
        sleep(LOOK);
      }
      connections.remove(this);
      BadLine.close(client);
      BadLine.close(server);
    }

    /// Both ends get RST.
    private void reset() {
      connections.remove(this);
      for (Socket socket : new Socket[] {client, server}) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // It was closed already.
        }
      }
    }

    private static void sleep(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("nobody interrupts a line", e);
      }
    }
  }
}
