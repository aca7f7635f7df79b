package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where following starts and ends, on real servers.
@Tag("server")
class FollowerStartTest {
  @ParameterizedTest
  @EnumSource
  void itStartsWhereItIsTold(Kind kind) throws InterruptedException {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database s", "create table s.t (id int primary key)", insert(1));
      String gtids = database.gtids();
      Thread.sleep(1_100);
      Instant time = Instant.now();
      Thread.sleep(1_100);
      database.sql(insert(2), "flush logs", insert(3));
      String middle = database.position();
      database.sql(insert(4), "flush logs", "flush logs", insert(5), "flush logs");

      assertThat(rows(database, "earliest")).isEqualTo(inserts(1, 2, 3, 4, 5));
      assertThat(rows(database, "binlog.000002:4")).isEqualTo(inserts(3, 4, 5));
      assertThat(rows(database, middle)).isEqualTo(inserts(4, 5));
      assertThat(rows(database, gtids)).isEqualTo(inserts(2, 3, 4, 5));
      assertThat(rows(database, time.toString())).isEqualTo(inserts(2, 3, 4, 5));
      assertThat(rows(database, database.position())).isEmpty();
      assertThat(rows(database, "latest")).isEmpty();
      assertThat(rows(database, database.gtids())).isEmpty();
    }
  }

  // Each file's stamp is a second; the search must not be off by one in either direction.
  @ParameterizedTest
  @EnumSource
  void aTimeIsFoundInEveryFile(Kind kind) throws InterruptedException {
    try (Database database = Database.start(kind)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      var times = new Instant[4];
      for (int i = 0; i < times.length; i++) {
        Thread.sleep(1_100);
        times[i] = Instant.now();
        database.sql(insert(2 * i), "flush logs");
        Thread.sleep(1_100);
        database.sql(insert(2 * i + 1));
      }
      for (int i = 0; i < times.length; i++) {
        assertThat(rows(database, times[i].toString()))
            .hasSize(2 * (times.length - i))
            .first()
            .isEqualTo("insert t{" + 2 * i + "}");
      }
      assertThat(rows(database, times[0].minusSeconds(3600).toString())).hasSize(8);
      assertThatThrownBy(() -> rows(database, "2999-01-01T00:00:00Z"))
          .hasMessageMatching(
              "127.0.0.1:[0-9]+: 2999-01-01T00:00:00Z lies in the future \\(the server's clock says"
                  + " .*Z\\): use latest, or a time that is past");
      database.sql("purge binary logs to 'binlog.000003'");
      assertThatThrownBy(() -> rows(database, times[0].minusSeconds(3600).toString()))
          .hasMessageMatching(
              ".* lies before the oldest log the server still has, binlog.000003 of .*Z: use a"
                  + " later time, or earliest");
    }
  }

  @ParameterizedTest
  @EnumSource
  void itEndsWhereItIsTold(Kind kind) throws InterruptedException {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database s", "create table s.t (id int primary key)", insert(1));
      String place = database.position();
      String gtids = database.gtids();
      Thread.sleep(1_100);
      Instant time = Instant.now();
      Thread.sleep(1_100);
      database.sql(insert(2), "flush logs", insert(3));

      for (String until : List.of(place, gtids, time.toString())) {
        assertThat(rows(database, "earliest", until)).as(until).isEqualTo(inserts(1));
      }
      assertThat(rows(database, "earliest", "binlog.000002:4")).isEqualTo(inserts(1, 2));
      assertThat(rows(database, "earliest", database.gtids())).isEqualTo(inserts(1, 2, 3));
      assertThat(rows(database, "earliest", Instant.now().plusSeconds(1).toString()))
          .isEqualTo(inserts(1, 2, 3));
      assertThat(rows(database, place, "binlog.000001:4")).isEmpty();
      // The server then sends nothing but heartbeats.
      assertThat(rows(database, database.gtids(), "latest")).isEmpty();
    }
  }

  // A GTID set is what was processed, in whatever order: holes in it are to be filled.
  @Test
  void aGtidSetWithHolesGetsWhatIsMissingOnceAcrossARestart() {
    Kind kind = Kind.MYSQL_9_7;
    try (Database database = Database.start(kind)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      for (int i = 3; i <= 8; i++) {
        database.sql(insert(i));
      }
      String uuid = database.value("select @@server_uuid");
      var holes = StartPosition.parse(uuid + ":1-2:4:6-7");
      try (var following = Following.of(database, "s", holes, new Until.Never())) {
        assertThat(following.words(3)).containsExactly("begin", "insert t{3}", "commit");
        Position position = following.position();
        assertThat(position.gtids()).isEqualTo(uuid + ":1-4:6-7");
        assertThat(
                Following.toTheEnd(
                    database, "s", new StartPosition.Checkpoint(position, Memory.NONE)))
            .filteredOn(word -> word.contains("{"))
            .isEqualTo(inserts(5, 8));
      }
    }
  }

  // Domains stand mixed in a file: the place of the first new transaction says too little.
  @Test
  void aGtidPositionOfSeveralDomainsGetsEachOnceAcrossARestart() {
    try (Database database = Database.start(Kind.MARIADB_11_8)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      for (int i = 1; i <= 8; i++) {
        database.sql("set gtid_domain_id=" + i % 2, insert(i));
      }
      // Domain 0 has 2 DDL and 2, 4, 6, 8; domain 1 has 1, 3, 5, 7.
      var start = StartPosition.parse("0-1-5,1-1-1");
      try (var following = Following.of(database, "s", start, new Until.Never())) {
        assertThat(following.words(3)).containsExactly("begin", "insert t{3}", "commit");
        Position position = following.position();
        assertThat(position.gtids()).isEqualTo("0-1-5,1-1-2");
        assertThat(
                Following.toTheEnd(
                    database, "s", new StartPosition.Checkpoint(position, Memory.NONE)))
            .filteredOn(word -> word.contains("{"))
            .isEqualTo(inserts(5, 7, 8));
      }
    }
  }

  // What is done of a domain may lie in a later file than what is not done of another: there the
  // place says too little still. From the first file on that has nothing of it, the place says it
  // all, and a restart does not read the file from its start.
  @Test
  void aDomainThatWasDoneIntoTheNextFileIsNotSentAgainFromThere() {
    try (Database database = Database.start(Kind.MARIADB_11_8)) {
      database.sql("create database s", "create table s.t (id int primary key)");
      database.sql("set gtid_domain_id=1", insert(1), insert(2), "flush logs", insert(3));
      for (int i = 4; i <= 9; i++) {
        database.sql("set gtid_domain_id=" + i % 2, insert(i));
      }
      database.sql("flush logs", "set gtid_domain_id=1", insert(10));
      // The second file has 4, 6, 8 of domain 0 as 3, 4, 5 and 3, 5, 7, 9 of domain 1.
      var start = StartPosition.parse("0-1-4,1-1-1");
      try (var following = Following.of(database, "s", start, new Until.Latest())) {
        for (List<String> left = inserts(2, 3, 5, 7, 8, 9, 10); !left.isEmpty(); ) {
          assertThat(following.words(3)).containsExactly("begin", left.getFirst(), "commit");
          Position position = following.position();
          left = left.subList(1, left.size());
          assertThat(
                  Following.toTheEnd(
                      database, "s", new StartPosition.Checkpoint(position, Memory.NONE)))
              .filteredOn(word -> word.contains("{"))
              .as("behind %s", position)
              .isEqualTo(left);
          assertThat(position.offset() > Position.FIRST)
              .as("%s says it all", position)
              .isEqualTo(position.file().equals("binlog.000003"));
        }
      }
    }
  }

  // A checkpoint's GTID set is what a fail-over starts from.
  @ParameterizedTest
  @EnumSource
  void aPositionCarriesTheGtidsInFrontOfIt(Kind kind) {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database s", "create table s.t (id int primary key)", insert(1));
      if (kind == Kind.MYSQL_9_7) {
        database.sql("set gtid_next='AUTOMATIC:tag'", insert(2));
      }
      String first = database.gtids();
      database.sql("flush logs", insert(3));
      String second = database.gtids();
      for (String start : List.of("earliest", "binlog.000002:4", "latest", first)) {
        try (var following =
            Following.of(database, "s", StartPosition.parse(start), new Until.Latest())) {
          following.words();
          GtidSet found = GtidSet.parse(following.position().gtids(), kind.isMariaDb());
          assertThat(found)
              .as(start)
              .hasToString(GtidSet.parse(second, kind.isMariaDb()).toString());
        }
      }
      try (var following =
          Following.of(database, "s", StartPosition.parse("binlog.000002:4"), new Until.Never())) {
        following.words(2);
        assertThat(following.position().gtids())
            .isEqualTo(GtidSet.parse(first, kind.isMariaDb()).toString());
      }
    }
  }

  // The least an account can have: with names in the log nothing more is needed.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void withNamesInTheLogReplicationSlaveIsEnough(Kind kind) {
    try (Database database = Database.start(kind, "--binlog-row-metadata=FULL")) {
      database.sql(
          "create user least identified by 'x'",
          "grant replication slave on *.* to least",
          "create database s",
          "create table s.t (id int primary key)",
          insert(1));
      for (String start : List.of("earliest", "binlog.000001:4")) {
        try (var following =
            Following.of(
                database, "least", "x", "s", StartPosition.parse(start), new Until.Never())) {
          assertThat(following.words(3)).containsExactly("begin", "insert t{1}", "commit");
        }
      }
      assertThatThrownBy(() ->
              Following.of(
                  database, "least", "x", "s", new StartPosition.Latest(), new Until.Never()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(
              "run on the server: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'least'");
    }
  }

  @Test
  void whatIsNoPlaceOfThisServerIsRefusedInOneLine() {
    Database mysql = Database.shared(Kind.MYSQL_9_7);
    Database old = Database.shared(Kind.MYSQL_5_6);
    Database mariadb = Database.shared(Kind.MARIADB_10_11);
    String uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    assertThatThrownBy(() -> rows(mysql, "0-1-100"))
        .hasMessageMatching(
            "127.0.0.1:[0-9]+ is MySQL, and \"0-1-100\" is a GTID set of MariaDB: give one like"
                + " [-0-9a-f]+:1-100");
    assertThatThrownBy(() -> rows(mariadb, uuid + ":1"))
        .hasMessageMatching(
            "127.0.0.1:[0-9]+ is MariaDB, and \"[-0-9a-f]+:1\" is a GTID set of MySQL: give one"
                + " like 0-1-100");
    assertThatThrownBy(() -> rows(old, uuid + ":1"))
        .hasMessageMatching(
            "127.0.0.1:[0-9]+: gtid_mode is OFF, so a GTID set says nothing here: use FILE:OFFSET"
                + " or a time, or switch GTIDs on \\(gtid_mode=ON\\)");
    assertThatThrownBy(() -> rows(mysql, "binlog.009999:4"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("binlog.009999:4 is no longer there");
    assertThatThrownBy(() -> rows(mysql, "binlog.000001:99999999"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("binlog.000001:99999999 is not where an event starts");
    assertThatThrownBy(() -> rows(mysql, mysql.position(), uuid + ":1"))
        .hasMessageMatching(
            "until [-0-9a-f]+:\\S+: which transactions come before binlog.[0-9]{6}:[0-9]+ is not"
                + " known: start from earliest, latest, a time, a GTID set or the start of a file"
                + " \\(:4\\)");
  }

  private static String insert(int id) {
    return "insert into s.t values (" + id + ")";
  }

  private static List<String> inserts(int... ids) {
    return java.util.Arrays.stream(ids).mapToObj(id -> "insert t{" + id + "}").toList();
  }

  private static List<String> rows(Database database, String start) {
    return rows(database, start, "latest");
  }

  private static List<String> rows(Database database, String start, String until) {
    try (var following =
        Following.of(database, "s", StartPosition.parse(start), Until.parse(until))) {
      return following.rows();
    }
  }

  // The event that a dump from inside a file begins with then has a checksum that fits nothing.
  @ParameterizedTest
  @EnumSource
  void aLogWithoutChecksumsIsReadFromInsideAFile(Kind kind) {
    try (Database database = Database.start(kind, "--binlog-checksum=NONE")) {
      String schema = database.freshSchema();
      database.sql("create table " + schema + ".t (a int)");
      String start = database.position();
      database.sql("insert into " + schema + ".t values (1)");
      assertThat(Following.toTheEnd(database, schema, start))
          .containsExactly("begin", "insert t{1}", "commit");
    }
  }
}
