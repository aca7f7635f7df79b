package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Row;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.ChangeSource.Step;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows are published under the names they had, or not at all.
@Tag("server")
class FollowerNamesTest {
  private static final String FULL_MYSQL = "SET PERSIST binlog_row_metadata=FULL;";
  private static final String FULL_MARIADB =
      "SET GLOBAL binlog_row_metadata=FULL; (and binlog_row_metadata=FULL in my.cnf)";

  private static String full(Kind kind) {
    return kind.isMariaDb() ? FULL_MARIADB : FULL_MYSQL;
  }

  // A renamed column fits the log as well as before: only the statement tells.
  @ParameterizedTest
  @EnumSource
  void aRowInFrontOfAnAlterStopsTheStream(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int, b int)");
    String start = database.position();
    database.sql(insert(schema, "t values (1,2)"));
    String alter = place(database, kind);
    database.sql("alter table " + schema + ".t change a c int", insert(schema, "t values (3,4)"));
    assertThatThrownBy(() -> Following.toTheEnd(database, schema, start))
        .isInstanceOf(SourceException.class)
        .hasMessageMatching(
            "binlog.[0-9]{6}:[0-9]+ "
                + schema
                + ".t: its columns are not known in front of ALTER TABLE at "
                + alter
                + "; give them as they were here with --schema=FILE, or "
                + (kind == Kind.MYSQL_5_6
                    ? ""
                    : java.util.regex.Pattern.quote(
                        "run " + full(kind) + " for the rows to come, and "))
                + "restart from behind that \\(rows in front of it are then not published\\)");
    // Behind it the definition holds.
    assertThat(Following.toTheEnd(database, schema, alter)).contains("insert t{3,4}");
  }

  @ParameterizedTest
  @EnumSource
  void whatLeavesColumnsAloneDoesNotStopIt(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    database.sql("use " + schema, "create table t (a int, b int)", "create table v (a int)");
    try (var following = latest(database, schema)) {
      for (String noise :
          List.of(
              "create index i on t (a)",
              "create or replace view w as select * from t",
              "alter table t add index j (b), comment 'x'",
              "drop index i on t",
              "create table if not exists t (a int, b int)",
              "create temporary table t like v",
              "analyze table t",
              "truncate table t",
              "create table fresh" + System.nanoTime() + " (x int)")) {
        database.sql("use " + schema, "insert into t values (1,2)", noise);
        assertThat(following.words(3)).containsExactly("begin", "insert t{1,2}", "commit");
      }
    }
    assertThat(Following.toTheEnd(database, schema, start)).hasSize(27);
  }

  // A table that is created while following is read when its first row comes.
  @ParameterizedTest
  @EnumSource
  void aTableThatIsCreatedWhileFollowingIsPublished(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int)");
    try (var following = latest(database, schema)) {
      database.sql(insert(schema, "t values (1)"));
      assertThat(following.words(3)).contains("insert t{1}");
      database.sql(
          "use " + schema,
          "create table made (x int, y varchar(9))",
          "insert into made values (1,'a')",
          "create table copied as select * from made",
          "create table other (z int)",
          "rename table other to renamed",
          "insert into renamed values (5)");
      assertThat(following.words(9))
          .contains("insert made{1,a}", "insert copied{1,a}", "insert renamed{5}");
    }
  }

  @Test
  void withFullMetadataTheLogNamesItsColumnsThroughEveryChange() {
    for (Kind kind : List.of(Kind.MYSQL_9_7, Kind.MARIADB_10_11)) {
      try (Database database = Database.start(kind, "--binlog-row-metadata=FULL")) {
        database.sql(
            "create database s",
            "use s",
            "create table t (a int primary key, b int)",
            "insert into t values (1,2)",
            "alter table t rename column b to c, add d int",
            "insert into t values (3,4,5)",
            "rename table t to u",
            "update u set d=6 where a=3",
            "drop table u");
        try (var following =
            Following.of(database, "s", new StartPosition.Earliest(), new Until.Latest())) {
          var rows = new java.util.ArrayList<String>();
          Step step = following.follower().next();
          while (step != Step.END) {
            if (step == Step.ROW) {
              var change = following.follower().change();
              rows.add(change.table() + " " + Row.of(change::after).values().keySet());
            }
            step = following.follower().next();
          }
          assertThat(rows).containsExactly("s.t [a, b]", "s.t [a, c, d]", "s.u [a, c, d]");
        }
      }
    }
  }

  // The user's own account sees no table it has no privilege on; a dropped table looks the same.
  @ParameterizedTest
  @EnumSource
  void aTableThatTheServerDoesNotShowStopsWithBothReasons(Kind kind) {
    Database database = Database.shared(kind);
    // MySQL 5.6 lets everybody into schemas called test_….
    String schema = "hidden_" + database.freshSchema();
    String user = "r" + Math.floorMod(schema.hashCode(), 1_000_000);
    database.sql(
        "create database " + schema,
        "create user " + user + " identified by 'x'",
        "grant replication slave, replication client on *.* to " + user,
        "create table " + schema + ".t (a int)");
    String start = database.position();
    database.sql(insert(schema, "t values (1)"));
    assertThatThrownBy(
            () -> {
              try (var following =
                  Following.of(
                      database,
                      user,
                      "x",
                      schema,
                      StartPosition.parse(start),
                      new Until.Latest())) {
                following.words();
              }
            })
        .isInstanceOf(SourceException.class)
        .hasMessageMatching("(?s)binlog\\.\\d{6}:\\d+ .*")
        .hasMessageContaining(
            schema
                + ".t: the server does not show this table: either it was dropped since (give it"
                + " with --schema=FILE, or leave it out: --tables.exclude="
                + schema
                + ".t), or the account may not see it (GRANT SELECT ON *.* TO …;)");
  }

  private static Following latest(Database database, String schema) {
    return Following.of(database, schema, new StartPosition.Latest(), new Until.Never());
  }

  private static String insert(String schema, String rest) {
    return "insert into " + schema + "." + rest;
  }

  /// Where the statement that is run next will stand: behind its GTID, where there is one.
  private static String place(Database database, Kind kind) {
    String position = database.position();
    int gtid =
        switch (kind) {
          case MYSQL_9_7 -> 77;
          case MYSQL_5_6 -> 0;
          case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> 42;
        };
    int colon = position.lastIndexOf(':');
    return position.substring(0, colon + 1)
        + (Long.parseLong(position.substring(colon + 1)) + gtid);
  }
}
