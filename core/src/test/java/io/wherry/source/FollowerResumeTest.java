package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.ChangeSource.Step;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Going on: after a restart of the program, a lost connection, a restart of the server.
@Tag("server")
class FollowerResumeTest {
  // Rows of two tables, some of them in a table that nobody wants: the count must fit all the same.
  @ParameterizedTest
  @EnumSource
  void aRestartInsideATransactionSkipsTheRowsThatWereDone(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String other = database.freshSchema();
    String start = database.position();
    database.sql(
        "create table " + schema + ".a (id int primary key)",
        "create table " + schema + ".b (id int primary key)",
        "create table " + other + ".c (id int primary key)",
        "begin",
        "insert into " + schema + ".a values (1),(2)",
        "insert into " + other + ".c values (1),(2),(3)",
        "insert into " + schema + ".b values (1),(2)",
        "insert into " + schema + ".a values (3)",
        "commit",
        "insert into " + schema + ".b values (3)");
    List<String> all = Following.toTheEnd(database, schema, start);
    assertThat(all)
        .containsExactly(
            "begin",
            "insert a{1}",
            "insert a{2}",
            "insert b{1}",
            "insert b{2}",
            "insert a{3}",
            "commit",
            "begin",
            "insert b{3}",
            "commit");
    for (int done = 0; done <= 5; done++) {
      Position position;
      var numbers = new ArrayList<Long>();
      try (var following =
          Following.of(database, schema, StartPosition.parse(start), new Until.Latest())) {
        following.words(1 + done);
        position = following.position();
        assertThat(position.rows()).isEqualTo(done);
      }
      try (var following =
          Following.of(
              database,
              schema,
              new StartPosition.Checkpoint(position, Memory.NONE),
              new Until.Latest())) {
        assertThat(following.position()).isEqualTo(position);
        assertThat(following.word()).isEqualTo("begin");
        for (int row = done; row < 5; row++) {
          assertThat(following.word()).isEqualTo(all.get(1 + row));
          numbers.add(following.follower().change().number());
          // In the whole transaction they count over the published tables, done ones included.
          assertThat(following.follower().transaction().rows()).isEqualTo(row + 1);
        }
        assertThat(following.words()).isEqualTo(all.subList(6, all.size()));
      }
      // Rows count in their own table from the start of the transaction, delivered or not.
      assertThat(numbers).isEqualTo(List.of(1L, 2L, 1L, 2L, 3L).subList(done, 5));
    }
  }

  // An id that differs after a restart makes two events of one.
  @ParameterizedTest
  @EnumSource
  void idsStayTheSameAcrossRestarts(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    database.sql(
        "create table " + schema + ".t (id int primary key)",
        "insert into " + schema + ".t values (1)",
        "insert into " + schema + ".t values (2)");
    List<String> once = ids(database, schema, StartPosition.parse(start));
    assertThat(once).hasSize(2).doesNotHaveDuplicates();
    try (var following =
        Following.of(database, schema, StartPosition.parse(start), new Until.Latest())) {
      following.words(3);
      assertThat(
              ids(
                  database,
                  schema,
                  new StartPosition.Checkpoint(following.position(), Memory.NONE)))
          .isEqualTo(once.subList(1, 2));
    }
    String form =
        switch (kind) {
          case MYSQL_9_7 -> "[-0-9a-f]{36}:[0-9]+";
          case MYSQL_5_6 -> "[-0-9a-f]{36}:[0-9]{10}:binlog.[0-9]{6}:[0-9]+";
          case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> "0-1-[0-9]+";
        };
    assertThat(once).allMatch(id -> id.matches(form));
  }

  private static List<String> ids(Database database, String schema, StartPosition start) {
    try (var following = Following.of(database, schema, start, new Until.Latest())) {
      following.words();
      return following.ids();
    }
  }

  // One transaction of 60 MB, the connection killed inside it: a second `begin`, a row too
  // many or too few would show.
  @ParameterizedTest
  @EnumSource
  void aKilledConnectionIsMadeAnewWithoutAGapOrARepeat(Kind kind) {
    try (Database database = Database.start(kind)) {
      database.sql("create database s", "create table s.t (id int primary key, pad longtext)");
      var statements = new ArrayList<String>();
      var expected = new ArrayList<String>();
      statements.add("begin");
      expected.add("begin");
      for (int i = 0; i < 600; i++) {
        statements.add("insert into s.t values (" + i + ", repeat('x', 100000))");
        expected.add("insert t{" + i + "," + "x".repeat(100_000) + "}");
      }
      statements.add("commit");
      expected.add("commit");
      database.sql(statements.toArray(String[]::new));
      database.sql("insert into s.t values (600, '')");
      expected.addAll(List.of("begin", "insert t{600,}", "commit"));
      try (var following =
          Following.of(database, "s", new StartPosition.Earliest(), new Until.Latest())) {
        var words = new ArrayList<>(following.words(50));
        killDumps(database);
        words.addAll(following.words(300));
        killDumps(database);
        words.addAll(following.words());
        assertThat(words).isEqualTo(expected);
        assertThat(following.ids()).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatRestartsIsFollowedOn(Kind kind) {
    try (Database database = Database.start(kind)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      try (var following =
          Following.of(database, "s", new StartPosition.Latest(), new Until.Never())) {
        database.sql("insert into s.t values (1)");
        assertThat(following.words(3)).containsExactly("begin", "insert t{1}", "commit");
        database.restart();
        database.sql("insert into s.t values (2)");
        assertThat(following.words(3)).containsExactly("begin", "insert t{2}", "commit");
        database.kill();
        database.restart();
        database.sql("insert into s.t values (3)");
        assertThat(following.words(3)).containsExactly("begin", "insert t{3}", "commit");
        assertThat(following.position().file()).isEqualTo("binlog.000003");
      }
    }
  }

  // A server that hangs, or a network that swallows packets, closes no connection: only the missing
  // heartbeats tell.
  @Test
  void aServerThatFallsSilentIsTakenForLost() throws Exception {
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      String pid = Files.readString(database.dataDir().resolveSibling("pid")).strip();
      try (var following =
          Following.of(database, "s", new StartPosition.Latest(), new Until.Never())) {
        database.sql("insert into s.t values (1)");
        following.words(3);
        List<String> before = dumps(database);
        signal("STOP", pid);
        try {
          long end = System.nanoTime() + 7_000_000_000L;
          while (System.nanoTime() < end) {
            assertThat(following.follower().next()).isIn(Step.IDLE, Step.PASSED);
            LockSupport.parkNanos(10_000_000);
          }
        } finally {
          signal("CONT", pid);
        }
        database.sql("insert into s.t values (2)");
        assertThat(following.words(3)).containsExactly("begin", "insert t{2}", "commit");
        assertThat(dumps(database)).isNotEmpty().doesNotContainAnyElementsOf(before);
      }
    }
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  // After a reset the same file and offset hold other rows: going on would skip or invent some.
  @ParameterizedTest
  @EnumSource
  void aLogThatWasResetIsNotGoneOnWith(Kind kind) throws InterruptedException {
    try (Database database = Database.start(kind)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      Position position;
      try (var following =
          Following.of(database, "s", new StartPosition.Earliest(), new Until.Latest())) {
        following.words();
        position = following.position();
      }
      Thread.sleep(1_100);
      database.sql(kind == Kind.MYSQL_9_7 ? "reset binary logs and gtids" : "reset master");
      database.sql(
          IntStream.range(0, 20)
              .mapToObj(i -> "insert into s.t values (" + i + ")")
              .toArray(String[]::new));
      var place =
          new Position(
              position.server(), position.file(), position.fileCreated(), Position.FIRST, "", 0);
      assertThatThrownBy(() -> resume(database, place))
          .isInstanceOf(SourceException.class)
          .hasMessageMatching(
              "binlog.000001: expected the file begun at .*Z, to which the position belongs, found"
                  + " one begun at .*Z: the log was reset \\(RESET BINARY LOGS, RESET MASTER\\) or"
                  + " the server replaced; start anew with another --checkpoint and"
                  + " --start=earliest");
    }
  }

  @Test
  void aPositionOfAnotherServerIsRefused() {
    Database one = Database.shared(Kind.MYSQL_9_7);
    Database other = Database.shared(Kind.MYSQL_5_6);
    String uuid = one.value("select @@server_uuid");
    var position = new Position(uuid, "binlog.000001", 0, 4, "", 0);
    assertThatThrownBy(() -> resume(other, position))
        .hasMessageMatching(
            "127.0.0.1:[0-9]+: expected server "
                + uuid
                + ", to which the position belongs, found "
                + other.value("select @@server_uuid")
                + ": name the right server in source.url, or start anew with another --checkpoint"
                + " and --start");
  }

  @Test
  void aPositionInsideATransactionIsRefused() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (id int primary key)");
    database.sql("insert into " + schema + ".t values (1)");
    String file = database.position().split(":", -1)[0];
    List<String> map =
        database.query("show binlog events in '" + file + "'").stream()
            .filter(row -> String.valueOf(row.get(5)).contains(schema + ".t"))
            .filter(row -> "Table_map".equals(row.get(2)))
            .map(row -> String.valueOf(row.get(1)))
            .toList();
    String inside = file + ":" + map.getFirst();
    assertThatThrownBy(() -> Following.toTheEnd(database, schema, inside))
        .hasMessage(
            inside
                + " TABLE_MAP: a row event outside of a transaction: "
                + inside
                + " is not where a transaction starts; start from the start of one, or of the file"
                + " (:4)");
  }

  private static void resume(Database database, Position position) {
    try (var following =
        Following.of(
            database,
            "s",
            new StartPosition.Checkpoint(position, Memory.NONE),
            new Until.Latest())) {
      following.words();
    }
  }

  private static List<String> dumps(Database database) {
    return database.query("show processlist").stream()
        .filter(row -> String.valueOf(row.get(4)).startsWith("Binlog Dump"))
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  private static void killDumps(Database database) {
    List<String> dumps = dumps(database);
    // A server under load may list the thread a little after it sends.
    for (int i = 0; i < 100 && dumps.isEmpty(); i++) {
      LockSupport.parkNanos(100_000_000L);
      dumps = dumps(database);
    }
    assertThat(dumps).isNotEmpty();
    dumps.forEach(id -> database.sql("kill " + id));
  }
}
