package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.WherryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that is stopped, and what it leaves behind.
@Tag("server")
class StopTest {
  private static void changes(Database database) {
    database.sql(
        "drop database if exists kinesistest",
        "create database kinesistest",
        "use kinesistest",
        "create table Users (idUsers int primary key, Name varchar(45))",
        "insert into Users values (123, 'Foo User')",
        "insert into Users values (124, 'Bar user')",
        "update Users set Name = 'Bar User' where idUsers = 123",
        "delete from Users where idUsers = 124");
  }

  @Test
  void aRunningReplicaPublishesATableThatIsCreatedLaterAndStopsInGoodOrder() {
    // The names of a table that did not exist at the start must be looked up in time, and SIGTERM
    // must not leave a checkpoint that repeats or loses rows.
    Database database = Database.shared(Kind.MYSQL_9_7);
    database.sql("drop database if exists kinesistest");
    try (var kinesis = KinesisLocal.start()) {
      String[] line = {
        "run",
        "--source.url=" + database.url(),
        "--tables.include=kinesistest.*",
        "--format=seed",
        "--sink=kinesis:users",
        "--sink.create=2",
        "--sink.endpoint=" + kinesis.endpoint(),
        "--checkpoint=" + database.dataDir().resolveSibling("users.checkpoint")
      };
      try (var wherry = WherryProcess.start(line)) {
        wherry.awaitOutput("no checkpoint at .*users.checkpoint: starting at \\S+:\\d+; earlier");
        changes(database);
        Await.until(() -> kinesis.client().data("users").size() == 4);
        assertThat(wherry.terminate()).as(wherry.stderr()).isZero();
        assertThat(wherry.stderr()).contains(" 4 rows in ");
      }
      database.sql("insert into kinesistest.Users values (1, 'later')");
      try (var wherry = WherryProcess.start(line)) {
        wherry.awaitOutput("continuing at \\S+:\\d+ from the checkpoint at ");
        Await.until(() -> kinesis.client().data("users").size() == 5);
        assertThat(wherry.terminate()).as(wherry.stderr()).isZero();
        assertThat(wherry.stderr()).contains(" 1 rows in ");
      }
      assertThat(kinesis.client().data("users")).hasSize(5);
    }
  }

  @Test
  void aStopEndsWithinFiveSecondsAlsoWhenTheStreamDoesNotAnswer() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var kinesis = KinesisLocal.start("users:1");
        var wherry =
            WherryProcess.start(
                "run",
                "--source.url=" + database.url(),
                "--tables.include=kinesistest.*",
                "--sink=kinesis:users",
                "--sink.endpoint=" + kinesis.endpoint())) {
      wherry.awaitOutput("starting at");
      kinesis.kill();
      changes(database);
      wherry.awaitOutput("starting at");
      long begun = System.nanoTime();
      int status = wherry.terminate();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
      assertThat(status).as(wherry.stderr()).isZero();
    }
  }

  // A service manager that stops what it has just started must not see a failure.
  @Test
  void aStopBeforeTheFirstRecordIsNoFailure(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path checkpoint = folder.resolve("checkpoint");
    try (var wherry =
        WherryProcess.start(
            "run",
            "--source.url=mysql://root@127.0.0.1:1",
            "--sink=file:" + pipe,
            "--checkpoint=" + checkpoint)) {
      // It has begun, and now waits for the pipe's reader.
      Await.until(() -> Files.exists(checkpoint.resolveSibling("checkpoint.lock")));
      assertThat(wherry.terminate()).as(wherry.stderr()).isZero();
      assertThat(wherry.stderr()).contains("wherry: stopped before the first record");
    }
  }
}
