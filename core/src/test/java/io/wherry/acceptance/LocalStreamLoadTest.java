package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PlainKinesis;
import io.wherry.server.Ports;
import io.wherry.server.Sysbench;
import io.wherry.server.WherryProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way under load, with everything on it dying once: what `tail` prints rebuilds the
/// tables.
@Tag("server")
@Tag("slow")
@Timeout(600)
class LocalStreamLoadTest {
  private static final int THREADS = 4;
  private static final int SECONDS = 24;

  /// Of four rows each: a little below what four shards take.
  private static final int TRANSACTIONS_A_SECOND = 800;

  @TempDir Path folder;

  private final int port = Ports.free();
  private final String endpoint = "http://127.0.0.1:" + port;

  private WherryProcess startStream() {
    WherryProcess stream =
        WherryProcess.start(
            "local-stream",
            "--port=" + port,
            "--stream=load:4",
            "--data=" + folder.resolve("stream"));
    stream.awaitOutput(endpoint);
    return stream;
  }

  private Path tail() {
    WherryProcess tail =
        WherryProcess.start(
            "tail",
            "--stream=load",
            "--sink.endpoint=" + endpoint,
            "--from=oldest",
            "--until=latest");
    assertThat(tail.awaitExit(Duration.ofMinutes(3))).as(tail.stderr()).isZero();
    return tail.stdoutFile();
  }

  @Test
  void kinesisOnThisMachineUnderLoadWithKillsAndReshardingLosesNothing() {
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("create database sb");
      try (var sysbench = new Sysbench(database, "sb", 4, 20_000)) {
        sysbench.prepare();
        String position = database.position();
        var rebuild = new Rebuild(database, "sb").startFromTables();
        var wherry = Wherry.intoStream(database, "sb", endpoint, "load", folder);
        wherry.with("--start=" + position);
        WherryProcess stream = startStream();
        try {
          var kinesis = new PlainKinesis(URI.create(endpoint));
          var load = sysbench.run(THREADS, SECONDS, TRANSACTIONS_A_SECOND);
          try (var first = wherry.start()) {
            kinesis.awaitRecords("load", 1);
            Wherry.pause(4_000);
            kinesis.split("load", "shardId-000000000001");
            Wherry.pause(2_000);
            first.kill();
          }
          try (var second = wherry.start()) {
            second.awaitOutput("continuing at");
            Wherry.pause(3_000);
            kinesis.merge("load", "shardId-000000000002", "shardId-000000000003");
            Wherry.pause(3_000);
            stream.kill();
            stream.close();
            stream = startStream();
            Wherry.pause(4_000);
            assertThat(second.alive()).as(second.stderr()).isTrue();
            second.kill();
          }
          try (var third = wherry.start()) {
            third.awaitOutput("continuing at");
            kinesis.reshard("load", 6);
            load.await();
            assertThat(third.terminate()).as(third.stderr()).isZero();
          }
          wherry.toTheEnd();
          rebuild.apply(tail()).assertEqualsTables();
          assertThat(rebuild.events()).isGreaterThan(SECONDS * TRANSACTIONS_A_SECOND);
        } finally {
          stream.close();
        }
      }
    }
  }
}
