package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The example the project exists for: four changes of one table arrive in a stream as four
/// messages.
@Tag("server")
class UsersTest {
  private static final List<String> MESSAGES =
      List.of(
          """
          {"table":"Users","row":{"values":{"idUsers":123,"Name":"Foo User"}},\
          "type":"WriteRowsEvent","schema":"kinesistest"}
          """,
          """
          {"table":"Users","row":{"values":{"idUsers":124,"Name":"Bar user"}},\
          "type":"WriteRowsEvent","schema":"kinesistest"}
          """,
          """
          {"table":"Users","row":{"before_values":{"idUsers":123,"Name":"Foo User"},\
          "after_values":{"idUsers":123,"Name":"Bar User"}},\
          "type":"UpdateRowsEvent","schema":"kinesistest"}
          """,
          """
          {"table":"Users","row":{"values":{"idUsers":124,"Name":"Bar user"}},\
          "type":"DeleteRowsEvent","schema":"kinesistest"}
          """);

  @TempDir Path folder;

  private static void change(Database database) {
    database.sql(
        "use kinesistest",
        "insert into Users values (123, 'Foo User')",
        "insert into Users values (124, 'Bar user')",
        "update Users set Name = 'Bar User' where idUsers = 123",
        "delete from Users where idUsers = 124");
  }

  private static Database server(Kind kind) {
    Database database = Database.start(kind);
    database.sql(
        "create database kinesistest",
        "create table kinesistest.Users (idUsers int primary key, Name varchar(100))");
    return database;
  }

  /// Each message, with those of one user in the order of their changes.
  private static void assertArrived(List<String> data) {
    assertThat(data).containsExactlyInAnyOrderElementsOf(MESSAGES);
    assertThat(data.indexOf(MESSAGES.get(0))).isLessThan(data.indexOf(MESSAGES.get(2)));
    assertThat(data.indexOf(MESSAGES.get(1))).isLessThan(data.indexOf(MESSAGES.get(3)));
  }

  @ParameterizedTest
  @EnumSource
  void theFourChangesArriveAsTheFourMessages(Kind kind) {
    try (var kinesis = KinesisLocal.start("users:1");
        var database = server(kind)) {
      String position = database.position();
      change(database);
      var wherry =
          Wherry.intoStream(database, "kinesistest", kinesis.endpoint(), "users", folder)
              .with("--format=seed");
      wherry.toTheEnd("--start=" + position);
      assertArrived(kinesis.client().data("users"));
      // Nothing twice: the checkpoint says that all of it is there.
      wherry.toTheEnd("--start=" + position);
      assertThat(kinesis.client().data("users")).hasSize(4);
    }
  }

  /// Changes that happen while it runs arrive by themselves, and a SIGTERM ends it cleanly.
  @Test
  void changesArriveWhileItRuns() {
    try (var kinesis = KinesisLocal.start();
        var database = server(Kind.MYSQL_9_7)) {
      var wherry =
          Wherry.intoStream(database, "kinesistest", kinesis.endpoint(), "users", folder)
              .with("--format=seed", "--sink.create=1");
      try (var process = wherry.start("--start=" + database.position())) {
        // Said once the stream takes records: before that it cannot be read either.
        process.awaitOutput("starting at");
        change(database);
        kinesis.client().awaitRecords("users", 4);
        assertArrived(kinesis.client().data("users"));
        assertThat(process.alive()).isTrue();
        assertThat(process.terminate()).as(process.stderr()).isZero();
        assertThat(process.stdout()).isEmpty();
      }
    }
  }

  @Test
  void withoutASinkTheMessagesAreOnStandardOutput() {
    try (var database = server(Kind.MARIADB_11_4)) {
      String position = database.position();
      change(database);
      try (var process =
          WherryProcess.start(
              "run",
              "--source.url=" + database.url(),
              "--format=seed",
              "--start=" + position,
              "--until=latest")) {
        assertThat(process.awaitExit()).as(process.stderr()).isZero();
        assertThat(process.stdout()).isEqualTo(String.join("", MESSAGES));
      }
    }
  }
}
