package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Sysbench;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Under load, what was published rebuilds the tables: nothing lost, nothing overtaken.
@Tag("server")
@Tag("slow")
@Timeout(600)
class SysbenchTest {
  private static final int THREADS = 4;
  private static final int TABLES = 4;
  private static final int ROWS = 20_000;

  /// What a run must have published before it is killed: else the kill hits nothing.
  private static final long SOME_BYTES = 1_000_000;

  @TempDir Path folder;

  @Test
  void aLoadOfThirtySecondsRebuildsFromAFile() {
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("create database sb");
      try (var sysbench = new Sysbench(database, "sb", TABLES, ROWS)) {
        String position = database.position();
        sysbench.prepare();
        var wherry = Wherry.intoFile(database, "sb", folder);
        try (var process = wherry.start("--start=" + position)) {
          sysbench.run(THREADS, 30).await();
          assertThat(process.terminate()).as(process.stderr()).isZero();
        }
        wherry.toTheEnd();
        var rebuild = new Rebuild(database, "sb").apply(Wherry.records(folder));
        rebuild.assertEqualsTables();
        assertThat(rebuild.repeated()).as("after a clean stop").isZero();
        assertThat(rebuild.events()).isGreaterThan(TABLES * ROWS);
      }
    }
  }

  /// A killed process has no chance to tidy up, and a restarted server comes back with a new log
  /// file.
  @Test
  void twoKillsAndARestartOfTheServerLoseNothing() {
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("create database sb");
      try (var sysbench = new Sysbench(database, "sb", TABLES, ROWS)) {
        sysbench.prepare();
        String position = database.position();
        var rebuild = new Rebuild(database, "sb").startFromTables();
        Path records = Wherry.records(folder);
        var wherry = Wherry.intoFile(database, "sb", folder).with("--start=" + position);
        var load = sysbench.run(THREADS, 60);
        try (var first = wherry.start()) {
          Wherry.awaitGrowth(records, SOME_BYTES);
          Wherry.pause(2_000);
          first.kill();
        }
        try (var second = wherry.start()) {
          Wherry.awaitGrowth(records, SOME_BYTES);
          database.restart();
          load.awaitLoss();
          load = sysbench.run(THREADS, 15);
          // It has found the server again by itself.
          Wherry.awaitGrowth(records, SOME_BYTES);
          assertThat(second.alive()).as(second.stderr()).isTrue();
          second.kill();
        }
        load.await();
        wherry.toTheEnd();
        rebuild.apply(records).assertEqualsTables();
      }
    }
  }
}
