package io.wherry.kinesis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Connections to one endpoint that wait for their next call. The one used last is taken first, so
/// those that are not needed grow old and are closed. Any thread may call.
final class HttpConnections implements AutoCloseable {
  /// How long a connection may wait and still be used. Services close those that wait for longer,
  /// and a request that meets the close is lost without a word.
  static final Duration IDLE_MAX = Duration.ofSeconds(20);

  /// From which wait on a connection is looked at before it is used.
  static final Duration TRUSTED = Duration.ofSeconds(1);

  /// Waiting connections that may keep large buffers.
  private static final int LARGE_BUFFERS = 4;

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Supplier<SSLSocketFactory> tls;
  private final Supplier<PutRequest> requests;
  private final ArrayDeque<HttpConnection> idle = new ArrayDeque<>();
  private boolean closed;

  /// @param tls makes the sockets of https endpoints
  /// @param requests what a connection makes its requests in
  HttpConnections(Supplier<SSLSocketFactory> tls, Supplier<PutRequest> requests) {
    this.tls = tls;
    this.requests = requests;
  }

  /// A connection for one call.
  ///
  /// @param deadline is told of the socket before anything is waited for
  /// @throws ConnectException when there is none to be had: nothing was sent then
  HttpConnection take(URI endpoint, Deadline deadline) throws IOException {
    for (HttpConnection waiting = poll(); waiting != null; waiting = poll()) {
      long age = System.nanoTime() - waiting.usedAt;
      if (age < IDLE_MAX.toNanos() && (age < TRUSTED.toNanos() || !waiting.isStale())) {
        deadline.watch(waiting.raw());
        return waiting;
      }
      waiting.close();
    }
    return open(endpoint, deadline);
  }

  private synchronized @Nullable HttpConnection poll() {
    return idle.poll();
  }

  /// Gives a connection back whose call went well.
  void giveBack(HttpConnection connection) {
    connection.usedAt = System.nanoTime();
    synchronized (this) {
      if (idle.size() >= LARGE_BUFFERS) {
        connection.shrink();
      }
      if (!closed) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  private HttpConnection open(URI endpoint, Deadline deadline) throws IOException {
    boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
    int given = endpoint.getPort();
    int port = given >= 0 ? given : secure ? HTTPS_PORT : HTTP_PORT;
    var socket = new Socket();
    try {
      deadline.watch(socket);
      socket.setTcpNoDelay(true);
      socket.connect(address(endpoint, port), (int) KinesisLimits.CONNECT_TIME.toMillis());
      Socket speaking = secure ? secured(socket, endpoint.getHost(), port) : socket;
      return new HttpConnection(speaking, socket, requests.get());
    } catch (UnknownHostException | ConnectException e) {
      socket.close();
      throw e;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw neverSent("no connection within " + KinesisLimits.CONNECT_TIME.toSeconds() + " s", e);
    } catch (IOException e) {
      socket.close();
      throw neverSent(KinesisErrors.rootMessage(e), e);
    }
  }

  private static InetSocketAddress address(URI endpoint, int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(endpoint.getHost()), port);
  }

  /// An exception that tells the caller that no byte of the request has left.
  private static ConnectException neverSent(String why, IOException cause) {
    var thrown = new ConnectException(why);
    thrown.initCause(cause);
    return thrown;
  }

  private Socket secured(Socket plain, String host, int port) throws IOException {
    var socket = (SSLSocket) tls.get().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(HttpConnection::close);
    idle.clear();
  }
}
