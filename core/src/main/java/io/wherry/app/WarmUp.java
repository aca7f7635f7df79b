package io.wherry.app;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import io.wherry.pipeline.Bell;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import io.wherry.sink.kinesis.Startup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.jar.JarFile;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// Does once what every start does, so that Java can keep the result: the launcher runs it when it
/// makes the AOT cache, and nobody else does. It needs no server: a stream of its own takes some
/// records, and the driver finds a port closed.
///
/// Source: JEP 483, "Ahead-of-Time Class Loading & Linking"; JEP 514.
final class WarmUp {
  private static final int RECORDS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private WarmUp() {}

  /// Where the training run starts.
  public static void main(String[] arguments) throws Exception {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var console = new Console(silent, silent, false, 0);
    for (List<String> line : List.of(List.of("--help"), List.of("run", "--help"), List.of("run"))) {
      new Main(new Wiring(), console, Map.of(), StopSignal::new).run(line);
    }
    load();
    stream();
    closedPort();
    hello();
  }

  /// Our own classes, for reading a log needs a server.
  private static void load() throws Exception {
    var source = WarmUp.class.getProtectionDomain().getCodeSource();
    // A path may have spaces, which the URL writes as %20.
    Path path = Path.of(source.getLocation().toURI());
    if (Files.isDirectory(path)) {
      return;
    }
    try (var jar = new JarFile(path.toFile())) {
      for (var entry : java.util.Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.contains("-info")) {
          String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          Class.forName(type, false, WarmUp.class.getClassLoader());
        }
      }
    }
  }

  private static void stream() throws InterruptedException {
    var bell = new Bell();
    bell.listen();
    try (LocalStream stream =
        LocalStream.start(LocalStreamOptions.defaults().withStream("rows", 1))) {
      var kinesis = new SdkKinesis(new KinesisOptions("rows", stream.endpoint(), "us-east-1"));
      Startup startup = Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now());
      var options =
          new KinesisSinkOptions(
              "rows",
              false,
              false,
              WindowOptions.DEFAULT,
              (record, out) -> out.write(record),
              null,
              () -> {},
              System.nanoTime(),
              System::nanoTime,
              new Random(1));
      try (Sink sink = KinesisSink.open(kinesis, startup, options, bell)) {
        offer(sink, bell);
      }
    }
  }

  private static void offer(Sink sink, Bell bell) {
    ByteSlice record = ByteSlice.utf8("{\"table\":\"rows\"}\n");
    for (int i = 0; i < RECORDS; i++) {
      ByteSlice key = ByteSlice.utf8("rows/" + i);
      sink.offer(key, key, i, i, record);
    }
    long start = System.nanoTime();
    while (sink.acknowledged() < RECORDS && System.nanoTime() - start < PATIENCE.toNanos()) {
      if (!sink.step()) {
        bell.await(Math.min(10_000_000L, sink.nextStepNanos()));
      }
    }
  }

  /// What a client does first for TLS; the answer would need a server with a key.
  private static void hello() throws GeneralSecurityException, IOException {
    SSLEngine client = SSLContext.getDefault().createSSLEngine("127.0.0.1", 3306);
    client.setUseClientMode(true);
    client.beginHandshake();
    client.wrap(
        ByteBuffer.allocate(0), ByteBuffer.allocate(client.getSession().getPacketBufferSize()));
  }

  private static void closedPort() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (var _ = ServerQueries.open(ServerOptions.of("127.0.0.1", port, "nobody", ""))) {
      throw new IllegalStateException("somebody answers at port " + port);
    } catch (ServerException _) {
      // As it must be.
    }
  }
}
