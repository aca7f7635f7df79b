package io.wherry.local.http;

import io.wherry.local.protocol.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Takes connections, each served by a virtual thread of its own.
///
/// Design note: sockets in place of `jdk.httpserver`, which cannot leave an answer out, sends head
/// and body in two packets, and copies every body once more.
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  /// Most connections at a time; further ones wait.
  private static final int CONNECTIONS_MAX = 1_024;

  /// Most bytes of requests being served; further ones wait before their bodies are read.
  static final int REQUEST_BYTES_MAX = 32 << 20;

  private final ServerSocket listener;
  private final Api api;
  private final InstantSource clock;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);
  private final Semaphore requestBytes = new Semaphore(REQUEST_BYTES_MAX);

  private HttpServer(ServerSocket listener, Api api, InstantSource clock) {
    this.listener = listener;
    this.api = api;
    this.clock = clock;
  }

  /// Listens and serves from now on.
  ///
  /// @param address port 0 takes any free one
  /// @param clock says what goes into the header `Date`
  /// @throws IOException when the address cannot be had
  public static HttpServer start(InetSocketAddress address, Api api, InstantSource clock)
      throws IOException {
    var listener = new ServerSocket();
    boolean bound = false;
    try {
      listener.bind(address, BACKLOG);
      bound = true;
    } finally {
      if (!bound) {
        listener.close();
      }
    }
    var server = new HttpServer(listener, api, clock);
    Thread.ofVirtual().name("local-stream-accept").start(server::accept);
    return server;
  }

  /// Where it listens.
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      connections.acquireUninterruptibly();
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("local-stream-connection").start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that was gone before it was taken.
        connections.release();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new Connection(socket, api, clock, requestBytes).run();
    } catch (IOException | UncheckedIOException e) {
      // The client went away; nobody is left to hear of it.
      return;
    } finally {
      open.remove(socket);
      connections.release();
    }
  }

  /// Stops listening and closes all connections.
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
