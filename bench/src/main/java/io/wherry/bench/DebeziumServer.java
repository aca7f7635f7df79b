package io.wherry.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Debezium Server, fetched from Maven Central when it is to be measured, and never shipped.
///
/// It cannot be told to start at a place in the log: it is started once to note the log's end, and
/// ended; then rows are written, and it is started again and reads them.
final class DebeziumServer {
  /// The version that is measured.
  static final String VERSION = "3.6.0.Final";

  /// Settings beside the defaults that make it fastest.
  static final Map<String, String> BEST =
      Map.of(
          "debezium.source.poll.interval.ms", "10",
          "debezium.source.max.batch.size", "8192",
          "debezium.source.max.queue.size", "32768");

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 200;

  private final BenchServer server;
  private final Path home;
  private final Path folder;

  private DebeziumServer(BenchServer server, Path home, Path folder) {
    this.server = server;
    this.home = home;
    this.folder = folder;
  }

  /// Fetches it, where it is not there yet.
  static DebeziumServer of(BenchServer server) throws IOException, InterruptedException {
    Path home = BenchFolder.own().resolve("debezium-server-" + VERSION);
    if (!Files.isDirectory(home)) {
      Path archive = BenchFolder.own().resolve("fetched");
      Files.createDirectories(archive);
      Maven.copy("io.debezium:debezium-server-dist:" + VERSION + ":tar.gz", archive);
      Path half = Files.createTempDirectory(BenchFolder.own(), "half");
      Path file = archive.resolve("debezium-server-dist-" + VERSION + ".tar.gz");
      Children.run(
          List.of("tar", "-xzf", file.toString(), "-C", half.toString(), "--strip-components=1"),
          archive.resolve("tar.log"));
      Files.move(half, home);
      Files.delete(file);
    }
    return new DebeziumServer(server, home, BenchFolder.own().resolve("debezium"));
  }

  /// Measures it once on rows that are written now.
  ///
  /// @param write writes the rows of the table `bench.orders_copy`
  /// @param rows how many
  /// @return records a second, from the first that arrives to the last
  double rate(Map<String, String> settings, ServiceProcess to, Runnable write, long rows)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    for (String old : List.of("offsets.dat", "history.dat")) {
      Files.deleteIfExists(data.resolve(old));
    }
    configure(settings, to.endpoint());
    Process first = start();
    awaitOffsets(first, data.resolve("offsets.dat"));
    Children.end(first);
    write.run();
    to.reset();
    Process second = start();
    try {
      return awaitRows(second, to, rows);
    } finally {
      Children.end(second);
    }
  }

  private void configure(Map<String, String> settings, URI endpoint) throws IOException {
    var lines = new StringBuilder();
    lines.append(
        """
        debezium.sink.type=kinesis
        debezium.sink.kinesis.region=us-east-1
        debezium.sink.kinesis.endpoint=%s
        debezium.source.connector.class=io.debezium.connector.mysql.MySqlConnector
        debezium.source.offset.storage.file.filename=data/offsets.dat
        debezium.source.offset.flush.interval.ms=0
        debezium.source.database.hostname=127.0.0.1
        debezium.source.database.port=%d
        debezium.source.database.user=root
        debezium.source.database.password=
        debezium.source.database.server.id=5400
        debezium.source.topic.prefix=bench
        debezium.source.database.include.list=bench
        debezium.source.snapshot.mode=no_data
        debezium.source.schema.history.internal=io.debezium.storage.file.history.FileSchemaHistory
        debezium.source.schema.history.internal.file.filename=data/history.dat
        debezium.format.value=json
        debezium.format.value.schemas.enable=false
        debezium.format.key.schemas.enable=false
        quarkus.log.console.json=false
        quarkus.http.port=0
        """
            .formatted(endpoint, server.port()));
    settings.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    Path config = folder.resolve("config");
    Files.createDirectories(config);
    Files.writeString(config.resolve("application.properties"), lines);
  }

  private Process start() throws IOException {
    String jars =
        home.resolve("debezium-server-dist-" + VERSION + "-runner.jar")
            + ":"
            + folder.resolve("config")
            + ":"
            + home.resolve("lib/*");
    return Children.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-cp",
            jars,
            "io.debezium.server.Main"),
        folder.resolve("debezium.log"),
        Map.of(
            "AWS_ACCESS_KEY_ID",
            "bench",
            "AWS_SECRET_ACCESS_KEY",
            "bench",
            "AWS_REGION",
            "us-east-1"),
        folder);
  }

  private void awaitOffsets(Process process, Path offsets)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!isBehindSnapshot(offsets)) {
      // The position is written with the first event behind the start.
      server.run("insert into bench.hot values (-1, 0, null) on duplicate key update n = n + 1");
      pause(process, start);
    }
  }

  /// Whether a position is noted from which it goes on. One within its look at the schema means
  /// that it looks anew, and then goes on at what is the log's end by then.
  private static boolean isBehindSnapshot(Path offsets) throws IOException {
    if (!Files.exists(offsets)) {
      return false;
    }
    String text = Files.readString(offsets, StandardCharsets.ISO_8859_1);
    return text.contains("\"pos\"") && !text.contains("\"snapshot");
  }

  private double awaitRows(Process process, ServiceProcess to, long rows)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    ServiceProcess.Counts counts = to.counts();
    while (counts.records() < rows) {
      pause(process, start);
      counts = to.counts();
    }
    return counts.rate();
  }

  private void pause(Process process, long start) throws InterruptedException {
    if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
      throw new BenchException(
          "Debezium Server does not go on: see " + folder.resolve("debezium.log"), null);
    }
    Thread.sleep(POLL_MILLIS);
  }
}
