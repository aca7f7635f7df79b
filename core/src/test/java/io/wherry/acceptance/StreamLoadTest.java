package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.Sysbench;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Load, kills and a stream of several shards at once: the tables, rebuilt from the records, equal
/// the server's.
@Tag("server")
@Tag("slow")
class StreamLoadTest {
  /// kinesis-local gets slower with every record it holds (100 a second at 10,000), so this is few;
  /// more by hand with `-Dstream.transactions=5000`.
  private static final int TRANSACTIONS = Integer.getInteger("stream.transactions", 1_000);

  private static final Duration CATCH_UP = Duration.ofMinutes(9);

  @TempDir private Path folder;

  private String[] line(Database database, String schema, String... more) {
    var line =
        new ArrayList<>(
            List.of(
                "run",
                "--source.url=" + database.url(),
                "--tables.include=" + schema + ".*",
                "--checkpoint=" + folder.resolve("checkpoint")));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  /// Publishes what is left up to the end of the log.
  private void finish(String[] line) {
    var more = new ArrayList<>(List.of(line));
    more.add("--until=latest");
    try (var wherry = WherryProcess.start(more.toArray(String[]::new))) {
      assertThat(wherry.awaitExit(CATCH_UP)).as(wherry.stderr()).isZero();
    }
  }

  @Test
  void aLoadIntoAStreamOfFourShardsSurvivesTwoKills() {
    try (var database = Database.start(Kind.MYSQL_9_7);
        var kinesis = KinesisLocal.start("load:4")) {
      String schema = database.freshSchema();
      try (var sysbench = new Sysbench(database, schema, 4, 1_000)) {
        sysbench.prepare();
        var rebuild = new Rebuild(database, schema).startFromTables();
        String[] line =
            line(database, schema, "--sink=kinesis:load", "--sink.endpoint=" + kinesis.endpoint());
        WherryProcess wherry = WherryProcess.start(line);
        try {
          wherry.awaitOutput("starting at");
          var load = sysbench.transactions(4, TRANSACTIONS);
          for (int kill = 0; kill < 2; kill++) {
            Await.sleep(Duration.ofSeconds(2));
            wherry.kill();
            wherry.close();
            wherry = WherryProcess.start(line);
            wherry.awaitOutput("continuing at");
          }
          load.await();
          wherry.terminate();
        } finally {
          wherry.close();
        }
        finish(line);
        rebuild.apply(kinesis.client().data("load")).assertEqualsTables();
        assertThat(rebuild.events()).isGreaterThan(2L * TRANSACTIONS);
      }
    }
  }
}
