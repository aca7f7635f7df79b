package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PlainKinesis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A proxy between Wherry and the stream that answers some calls itself, with a bare status: nobody
/// looks for it in a message that names Kinesis.
@Tag("server")
@Tag("slow")
class ProxyTest {
  private static final String LINE =
      "wherry: stream s at http://\\S+: kinesis:%s was answered with HTTP status %d, not by Kinesis"
          + " but by something in between: check --sink.endpoint, the proxy and the firewall";

  private final Database database = Database.shared(Kind.MYSQL_9_7);
  private final String schema = database.freshSchema();
  private final LocalStream service =
      LocalStream.start(LocalStreamOptions.defaults().withStream("s", 1));
  private final PlainKinesis kinesis = new PlainKinesis(service.endpoint());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer proxy;
  private final Wherry wherry;

  /// What it answers itself.
  private volatile String action = "none";

  private volatile int status;
  private volatile boolean stores;

  ProxyTest(@TempDir Path folder) throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(threads);
    proxy.createContext("/", this::pass);
    proxy.start();
    database.sql("create table " + schema + ".t (id int primary key)");
    String endpoint = "http://127.0.0.1:" + proxy.getAddress().getPort();
    wherry =
        Wherry.intoStream(database, schema, endpoint, "s", folder)
            .with("--start=" + database.position());
  }

  @AfterEach
  void close() {
    proxy.stop(0);
    threads.shutdownNow();
    service.close();
    client.close();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      boolean refused = target.endsWith(action);
      if (!refused || stores) {
        HttpResponse<byte[]> answer = ask(exchange, body, target);
        if (!refused) {
          answer
              .headers()
              .firstValue("Content-Type")
              .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
          exchange.sendResponseHeaders(
              answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
          exchange.getResponseBody().write(answer.body());
          return;
        }
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body, String target)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(service.endpoint())
            .header("X-Amz-Target", target)
            .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .header("X-Amz-Date", exchange.getRequestHeaders().getFirst("X-Amz-Date"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private void write(int id) {
    database.sql("insert into " + schema + ".t values (" + id + ")");
  }

  // The row is there although the proxy says otherwise: to send it again would double it.
  @Test
  void aProxyThatAllowsNoMoreIsNamedAndNothingComesTwice() {
    try (var run = wherry.start()) {
      write(1);
      kinesis.awaitRecords("s", 1);
      stores = true;
      status = 429;
      action = "PutRecords";
      write(2);
      run.awaitOutput(
          "1 records of calls that failed are looked for or sent again: HTTP status 429, not by"
              + " Kinesis but by something in between");
      action = "none";
      write(3);
      kinesis.awaitRecords("s", 3);
      assertThat(run.terminate()).as(run.stderr()).isZero();
    }
    assertThat(kinesis.data("s")).hasSize(3);
  }

  @Test
  void aProxyThatRefusesEndsTheRun() {
    try (var run = wherry.start()) {
      write(1);
      kinesis.awaitRecords("s", 1);
      status = 400;
      action = "PutRecords";
      write(2);
      assertThat(run.awaitExit()).as(run.stderr()).isEqualTo(1);
      assertThat(run.stderr().lines().toList().getLast()).matches(LINE.formatted(action, 400));
    }
    action = "none";
    wherry.toTheEnd();
    assertThat(kinesis.data("s")).hasSize(2);
  }

  @Test
  void aProxyThatRefusesAtTheStart() {
    for (int refusal : new int[] {400, 429}) {
      status = refusal;
      action = "DescribeStreamSummary";
      try (var run = wherry.start()) {
        assertThat(run.awaitExit()).as(run.stderr()).isEqualTo(1);
        assertThat(run.stderr().lines().toList().getLast())
            .matches(LINE.formatted(action, refusal));
      }
    }
  }
}
