package io.wherry.kinesis;

import static io.wherry.kinesis.RawService.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.kinesis.KinesisOptions.Transport;
import io.wherry.server.Certificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Puts by our own bytes, and what only they can get wrong.
class LeanPutTest extends PutsContract {
  private static final String PASSWORD = "not-a-secret";
  private static final Map<String, String> STORED =
      Map.of("ShardId", "shardId-000000000001", "SequenceNumber", "49590338271490256608559692538");
  private static final byte[] BODY = Cbor.bytes(Map.of("Records", List.of(STORED, STORED, STORED)));
  private static final List<String> ALL_STORED =
      List.of(
          "0 stored shardId-000000000001 49590338271490256608559692538",
          "1 stored shardId-000000000001 49590338271490256608559692538",
          "2 stored shardId-000000000001 49590338271490256608559692538");

  @Override
  Transport transport() {
    return Transport.LEAN;
  }

  private static LeanPut lean(RawService service, SSLSocketFactory tls, Duration life) {
    var wire =
        new LeanPut.Wire(
            "rows",
            service::endpoint,
            "us-east-1",
            () -> AwsBasicCredentials.create("test", "test"),
            () -> tls,
            life,
            InstantSource.system());
    return new LeanPut(wire, new KinesisErrors("rows", "here"));
  }

  private static LeanPut lean(RawService service) {
    return lean(service, (SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(5));
  }

  private static List<String> put(LeanPut puts) {
    var heard = new Heard();
    puts.put(new Three(), heard);
    return heard.outcomes;
  }

  private static byte[] answer(byte[] body, String... headers) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("HTTP/1.1 200 OK\r\n"));
    for (String header : headers) {
      bytes.writeBytes(ascii(header + "\r\n"));
    }
    bytes.writeBytes(ascii("Content-Length: " + body.length + "\r\n\r\n"));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void answering(Socket socket, InputStream in, byte[] answer) throws IOException {
    while (RawService.request(in)) {
      socket.getOutputStream().write(answer);
    }
  }

  @Test
  void aConnectionServesManyCalls() throws IOException {
    try (var service = new RawService((socket, in) -> answering(socket, in, answer(BODY)));
        LeanPut puts = lean(service)) {
      for (int i = 0; i < 20; i++) {
        assertThat(put(puts)).isEqualTo(ALL_STORED);
      }
      assertThat(service.connections()).isEqualTo(1);
    }
  }

  @Test
  void aServiceThatClosesAfterEachAnswerIsGivenNewConnections() throws IOException {
    byte[] closing = answer(BODY, "Connection: close");
    try (var service =
            new RawService((socket, in) -> {
              RawService.request(in);
              socket.getOutputStream().write(closing);
            });
        LeanPut puts = lean(service)) {
      assertThat(put(puts)).isEqualTo(ALL_STORED);
      assertThat(put(puts)).isEqualTo(ALL_STORED);
      assertThat(service.connections()).isEqualTo(2);
    }
  }

  // A request on a connection that the service has closed would be lost, and read back for seconds.
  @Test
  void aConnectionThatWasClosedWhileItWaitedIsNotUsed() throws Exception {
    try (var service =
            new RawService((socket, in) -> {
              RawService.request(in);
              socket.getOutputStream().write(answer(BODY));
            });
        LeanPut puts = lean(service)) {
      assertThat(put(puts)).isEqualTo(ALL_STORED);
      Thread.sleep(HttpConnections.TRUSTED.plusMillis(50));
      assertThat(put(puts)).isEqualTo(ALL_STORED);
    }
  }

  @Test
  void anAnswerMayComeInChunksAndByteByByte() throws IOException {
    var chunked = new ByteArrayOutputStream();
    chunked.writeBytes(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    chunked.writeBytes(ascii("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"));
    for (int at = 0; at < BODY.length; at += 10) {
      int length = Math.min(10, BODY.length - at);
      chunked.writeBytes(ascii(Integer.toHexString(length) + ";x=y\r\n"));
      chunked.write(BODY, at, length);
      chunked.writeBytes(ascii("\r\n"));
    }
    chunked.writeBytes(ascii("0\r\nx-trailer: 1\r\n\r\n"));
    try (var service =
            new RawService((socket, in) -> {
              socket.setTcpNoDelay(true);
              while (RawService.request(in)) {
                for (byte b : chunked.toByteArray()) {
                  socket.getOutputStream().write(b);
                }
              }
            });
        LeanPut puts = lean(service)) {
      assertThat(put(puts)).isEqualTo(ALL_STORED);
      assertThat(put(puts)).isEqualTo(ALL_STORED);
    }
  }

  @Test
  void anAnswerThatMakesNoSenseTellsNothing() throws IOException {
    byte[] html = ascii("HTTP/1.1 503 Busy\r\ncontent-length: 6\r\n\r\n<html>");
    byte[] half = answer(java.util.Arrays.copyOf(BODY, BODY.length - 5));
    for (byte[] bytes :
        List.of(html, half, ascii("nonsense\n"), ascii("HTTP/1.1 200 OK\r\n\r\n"))) {
      try (var service = new RawService((socket, in) -> answering(socket, in, bytes));
          LeanPut puts = lean(service)) {
        assertThat(put(puts)).hasSize(3).allMatch(outcome -> outcome.contains(" unknown "));
      }
    }
    try (var service = new RawService((socket, in) -> answering(socket, in, html));
        LeanPut puts = lean(service)) {
      assertThat(put(puts)).first().isEqualTo("0 unknown HTTP status 503");
    }
  }

  // A close in good order lets what is in the buffers arrive, seconds after it was given up.
  @Test
  void atTheEndOfItsLifeACallsConnectionIsReset() throws Exception {
    var ended = new CompletableFuture<String>();
    try (var service =
            new RawService((socket, in) -> {
              RawService.request(in);
              try {
                ended.complete("closed: " + in.read());
              } catch (SocketException e) {
                ended.complete(String.valueOf(e.getMessage()));
              }
            });
        LeanPut puts =
            lean(
                service,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                Duration.ofMillis(300))) {
      long start = System.nanoTime();
      assertThat(put(puts))
          .hasSize(3)
          .allMatch(outcome -> outcome.contains(" unknown ") && outcome.contains("within 300 ms"));
      assertThat(System.nanoTime() - start).isGreaterThan(299_000_000L);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("Connection reset");
    }
  }

  private static KeyStore store() throws Exception {
    var file = Certificates.localhost().ca().resolveSibling("store.p12").toFile();
    return KeyStore.getInstance(file, PASSWORD.toCharArray());
  }

  private static SSLContext serverTls() throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext clientTls() throws Exception {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(Certificates.localhost().ca())) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  // To send rows to whoever answers would give them away.
  @Test
  void overTlsOnlyACertificateThatIsTrustedIsSpokenTo() throws Exception {
    var server =
        serverTls()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (var service =
        new RawService(server, "https", (socket, in) -> answering(socket, in, answer(BODY)))) {
      try (LeanPut puts = lean(service, clientTls().getSocketFactory(), Duration.ofSeconds(5))) {
        assertThat(put(puts)).isEqualTo(ALL_STORED);
        assertThat(put(puts)).isEqualTo(ALL_STORED);
        assertThat(service.connections()).isEqualTo(1);
      }
      try (LeanPut puts = lean(service)) {
        assertThat(put(puts))
            .hasSize(3)
            .allMatch(outcome ->
                outcome.contains("not stored cannot reach here: ")
                    && outcome.contains("CertPathBuilderException"));
      }
    }
  }

  private static long allocated(LeanPut puts, PutEntries entries, PutOutcomes outcomes, int calls) {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      puts.put(entries, outcomes);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static final class Full implements PutEntries {
    private final byte[] key = ascii("shop.orders/123456");
    private final byte[] row = new byte[300];

    @Override
    public int count() {
      return 500;
    }

    @Override
    public String partitionKey(int entry) {
      return "shop.orders/1";
    }

    @Override
    public @org.jspecify.annotations.Nullable String explicitHashKey(int entry) {
      return null;
    }

    @Override
    public byte[] data(int entry) {
      return row;
    }

    @Override
    public int partitionKeyBytes(int entry) {
      return key.length;
    }

    @Override
    public void partitionKey(int entry, io.wherry.bytes.ByteWriter out) {
      out.write(key);
    }
  }

  // The budget of the whole delivery is 256 bytes a record, its sequence number of 56 digits
  // included; garbage would be the first thing that slows a small heap down.
  @Test
  void aRecordCostsItsSequenceNumberAndHardlyMore() throws IOException {
    var stored = Map.of("ShardId", "shardId-000000000001", "SequenceNumber", "4".repeat(56));
    byte[] body = Cbor.bytes(Map.of("Records", java.util.Collections.nCopies(500, stored)));
    var told = new int[1];
    var outcomes =
        new PutOutcomes() {
          @Override
          public void stored(int entry, String shard, String sequenceNumber) {
            told[0]++;
          }

          @Override
          public void throttled(int entry) {}

          @Override
          public void notStored(int entry, String why) {}

          @Override
          public void unknown(int entry, String why) {}
        };
    try (var service = new RawService((socket, in) -> answering(socket, in, answer(body)));
        LeanPut puts = lean(service)) {
      var entries = new Full();
      allocated(puts, entries, outcomes, 20);
      assertThat(allocated(puts, entries, outcomes, 20) / (20 * 500)).isLessThan(140);
      assertThat(told[0]).isEqualTo(40 * 500);
    }
  }
}
