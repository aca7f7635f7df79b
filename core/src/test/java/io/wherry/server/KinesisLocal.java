package io.wherry.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// `kinesis-local`, an emulator of Kinesis that is not ours, as a process of the test's own on
/// 127.0.0.1. It never throttles and slows down with every record it holds: for small tests.
public final class KinesisLocal implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);

  private final Child process;
  private final Path folder;
  private final PlainKinesis client;

  private KinesisLocal(Child process, Path folder, PlainKinesis client) {
    this.process = process;
    this.folder = folder;
    this.client = client;
  }

  /// Starts it with these streams, each `NAME:SHARDS`, and waits until all of them are active.
  public static KinesisLocal start(String... streams) {
    Path module = Cache.item("kinesis-local").resolve("node_modules/kinesis-local");
    Path folder = LeftBehind.folder("kinesis-local");
    int port = Ports.free();
    var environment = new HashMap<String, String>();
    environment.put("KINESIS_MOCK_CERT_PATH", module.resolve("server.json").toString());
    environment.put("KINESIS_MOCK_PLAIN_PORT", String.valueOf(port));
    environment.put("KINESIS_MOCK_TLS_PORT", String.valueOf(Ports.free()));
    environment.put("SHARD_LIMIT", "200");
    for (String call : List.of("CREATE_STREAM", "DELETE_STREAM", "SPLIT_SHARD", "MERGE_SHARDS")) {
      environment.put(call + "_DURATION", "50ms");
    }
    environment.put("UPDATE_SHARD_COUNT_DURATION", "50ms");
    environment.put("LOG_LEVEL", "ERROR");
    if (streams.length > 0) {
      environment.put("INITIALIZE_STREAMS", String.join(",", streams));
    }
    Child process =
        Child.start(
            "kinesis-local",
            folder,
            environment,
            List.of("node", module.resolve("main.js").toString()));
    var client = new PlainKinesis(URI.create("http://127.0.0.1:" + port));
    var kinesis = new KinesisLocal(process, folder, client);
    kinesis.awaitStreams(streams);
    return kinesis;
  }

  private void awaitStreams(String... streams) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!client.answers()) {
      if (!process.alive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("kinesis-local does not answer\n" + process.tail());
      }
      pause();
    }
    for (String stream : streams) {
      client.awaitActive(stream.substring(0, stream.indexOf(':')));
    }
  }

  /// `http://127.0.0.1:port`, for `--sink.endpoint`.
  public String endpoint() {
    return client.endpoint().toString();
  }

  /// A client of it that shares no code with the product.
  public PlainKinesis client() {
    return client;
  }

  /// SIGKILL. What it held is gone.
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    if (process.alive()) {
      process.kill();
    }
    LeftBehind.remove(folder);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for kinesis-local", e);
    }
  }
}
