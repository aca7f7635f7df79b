package io.wherry.kinesis;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A real HTTP server on 127.0.0.1 that gives one answer to whatever it is asked: the answers of
/// the service that no emulator gives.
class AnsweringService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();

  /// How to answer one request.
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  AnsweringService(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          arrived(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
          answer.to(exchange);
        });
    server.start();
  }

  /// Hears what a request has brought.
  void arrived(Headers headers, byte[] body) {}

  static Answer answer(int status, Object body) {
    return exchange -> {
      byte[] bytes = Cbor.bytes(body);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-cbor-1.1");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Answer error(int status, String code, String message) {
    return answer(status, Map.of("__type", code, "message", message));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
