package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Wherever a run starts, it publishes everything from there on and nothing from before. Each test
/// changes a table, says "from here on", changes it again, and rebuilds it.
@Tag("server")
class StartTest {
  private static final String CREATE =
      "create table shop.orders (id int primary key auto_increment, note varchar(40), n int)";

  @TempDir Path folder;

  private static Database serverOf(Kind kind, String... options) {
    Database database = Database.start(kind, options);
    database.sql("create database shop", CREATE);
    return database;
  }

  private static void change(Database database) {
    database.sql(
        "use shop",
        "insert into orders (note, n) values ('a', 1), ('b', 2), ('c', 3)",
        "update orders set n = n + 10 where note <> 'b'",
        "start transaction",
        "delete from orders where note = 'c' and n < 20",
        "insert into orders (note, n) values (null, 4)",
        "commit",
        "flush binary logs",
        "insert into orders (note, n) values ('c', 5)");
  }

  private void expect(Rebuild rebuild, long events) {
    rebuild.apply(Wherry.records(folder)).assertEqualsTables();
    assertThat(rebuild.events()).isEqualTo(events);
    assertThat(rebuild.repeated()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void earliestIsTheWholeLog(Kind kind) {
    try (Database database = serverOf(kind)) {
      change(database);
      Wherry.intoFile(database, "shop", folder).toTheEnd("--start=earliest");
      expect(new Rebuild(database, "shop"), 8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCheckpointIsWhereTheLastRunEnded(Kind kind) {
    try (Database database = serverOf(kind)) {
      change(database);
      var wherry = Wherry.intoFile(database, "shop", folder).with("--start=earliest");
      wherry.toTheEnd();
      change(database);
      assertThat(wherry.toTheEnd()).contains("--start");
      long both = new Rebuild(database, "shop").apply(Wherry.records(folder)).events();
      expect(new Rebuild(database, "shop"), both);
      assertThat(wherry.toTheEnd()).isNotEmpty();
      expect(new Rebuild(database, "shop"), both);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGtidSetIsWhatWasProcessedAlready(Kind kind) {
    try (Database database = serverOf(kind, kind.gtids(true))) {
      change(database);
      var rebuild = new Rebuild(database, "shop").startFromTables();
      String gtids = database.gtids();
      change(database);
      Wherry.intoFile(database, "shop", folder).toTheEnd("--start=" + gtids);
      rebuild.apply(Wherry.records(folder)).assertEqualsTables();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTimeIsTheFirstTransactionFromThenOn(Kind kind) {
    try (Database database = serverOf(kind)) {
      change(database);
      var rebuild = new Rebuild(database, "shop").startFromTables();
      // The servers log whole seconds.
      Wherry.pause(1_100);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      Wherry.pause(1_100);
      change(database);
      Wherry.intoFile(database, "shop", folder).toTheEnd("--start=" + now);
      rebuild.apply(Wherry.records(folder)).assertEqualsTables();
    }
  }

  /// The default: what was there before is not sent, and the program says so.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_4"})
  void withoutAnythingItStartsAtTheEnd(Kind kind) throws Exception {
    try (Database database = serverOf(kind)) {
      change(database);
      var rebuild = new Rebuild(database, "shop").startFromTables();
      try (var process = Wherry.intoFile(database, "shop", folder).start()) {
        process.awaitOutput("no checkpoint at .*: starting at .*; earlier rows are not sent");
        change(database);
        Wherry.awaitGrowth(Wherry.records(folder), 1);
        assertThat(process.terminate()).as(process.stderr()).isZero();
      }
      Wherry.intoFile(database, "shop", folder).toTheEnd();
      rebuild.apply(Wherry.records(folder)).assertEqualsTables();
      assertThat(Files.readString(Wherry.records(folder))).endsWith("\n");
    }
  }
}
