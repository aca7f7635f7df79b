package io.wherry.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.GivenDefinitions;
import io.wherry.source.Memory;
import io.wherry.source.SourceException;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows keep their columns' names through changes of their table, live, after a restart, and where
/// the user says what the server no longer knows.
@Tag("server")
class TrackedDefinitionsTest {
  // Each of these two fits the log as well as the other: only the statement tells.
  @ParameterizedTest
  @EnumSource
  void anAlterDoesNotStopTheStream(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (a int, b int)");
    try (var reading = latest(database, schema)) {
      reading.awaitDefinitions();
      database.sql(
          "use " + schema,
          "insert into t values (1,2)",
          "alter table t change a c int after b",
          "insert into t values (3,4)",
          "rename table t to u",
          "create table t like u",
          "insert into t values (5,6)",
          "insert into u values (7,8)");
      reading.readTo(database.position());
      assertThat(names(reading)).containsExactly("t[a, b]", "t[b, c]", "t[b, c]", "u[b, c]");
    }
  }

  // What came while nobody read is in the log: nothing has to be asked of the server, which shows
  // the table as it is since.
  @ParameterizedTest
  @EnumSource
  void aRestartGoesOnWithTheDefinitionsOfItsCheckpoint(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (a int, b int)");
    StartPosition checkpoint;
    StartPosition.Checkpoint bare;
    try (var reading = latest(database, schema)) {
      reading.awaitDefinitions();
      database.sql("use " + schema, "alter table t add c int first", insert("t", "1,2,3"));
      reading.readTo(database.position());
      assertThat(names(reading)).containsExactly("t[c, a, b]");
      checkpoint = reading.checkpoint();
      bare =
          new StartPosition.Checkpoint(
              ((StartPosition.Checkpoint) checkpoint).position(), Memory.NONE);
    }
    database.sql(
        "use " + schema,
        insert("t", "4,5,6"),
        "alter table t change a d int",
        insert("t", "7,8,9"),
        "alter table t change c a int, drop b",
        insert("t", "7,8"));
    try (var reading = new Reading(database, checkpoint, new Until.Latest(), schema::equals)) {
      reading.readToTheEnd();
      assertThat(names(reading)).containsExactly("t[c, a, b]", "t[c, d, b]", "t[a, d]");
    }
    // A checkpoint that an older version saved knows no definitions.
    try (var reading = new Reading(database, bare, new Until.Latest(), schema::equals)) {
      reading.readToTheEnd();
      assertThat(reading.stopped())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(
              schema + ".t: its columns are not known in front of ALTER TABLE at");
      assertThat(names(reading)).isEmpty();
    }
  }

  // A statement that was applied must not be applied twice: b would be a again.
  @ParameterizedTest
  @EnumSource
  void aRestartAtEveryRowGivesTheSame(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (a int, b int)");
    StartPosition checkpoint;
    try (var reading = latest(database, schema)) {
      reading.awaitDefinitions();
      checkpoint = reading.checkpoint();
    }
    for (int i = 0; i < 4; i++) {
      database.sql(
          "use " + schema,
          "insert into t values (1,2),(3,4)",
          "alter table t change a x int, change b a int",
          "alter table t change x b int",
          "create table c" + i + " as select * from t");
    }
    var all = new java.util.ArrayList<String>();
    boolean more = true;
    while (more) {
      try (var reading = new Reading(database, checkpoint, new Until.Latest(), schema::equals)) {
        more = reading.read(1);
        assertThat(reading.stopped()).isNull();
        all.addAll(names(reading));
        checkpoint = reading.checkpoint();
      }
    }
    try (var reading =
        new Reading(database, new StartPosition.Earliest(), new Until.Latest(), schema::equals)) {
      reading.readToTheEnd();
      assertThat(all).isEqualTo(names(reading)).hasSize(4 * 2 + 2 + 4 + 6 + 8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theUserSaysWhatTheServerNoLongerKnows(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (a int, b int)");
    String start = database.position();
    database.sql(
        "use " + schema,
        insert("t", "1,2"),
        "alter table t change a c int",
        insert("t", "3,4"),
        "drop table t");
    try (var reading = from(database, schema, start, Optional.empty())) {
      reading.readToTheEnd();
      assertThat(reading.stopped())
          .hasMessageContaining(schema + ".t: its columns are not known in front of DROP TABLE at")
          .hasMessageContaining("; give them as they were here with --schema=FILE, or ");
    }
    var given =
        new GivenDefinitions(
            "schema.sql",
            "-- MySQL dump\nUSE `"
                + schema
                + "`;\nDROP TABLE IF EXISTS `t`;\n/*!50503 SET character_set_client = utf8mb4 */;\n"
                + "CREATE TABLE `t` (\n  `a` int DEFAULT NULL COMMENT 'x;',\n  `b` int\n)"
                + " ENGINE=InnoDB DEFAULT CHARSET=latin1;\n");
    try (var reading = from(database, schema, start, Optional.of(given))) {
      reading.readToTheEnd();
      assertThat(reading.stopped()).isNull();
      assertThat(names(reading)).containsExactly("t[a, b]", "t[c, b]");
    }
  }

  // The user's file is from another time: the log says so.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
  void aDefinitionThatDoesNotFitTheLogStopsTheStream(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (a int, b int)");
    String start = database.position();
    database.sql("use " + schema, insert("t", "1,2"), "drop table t");
    var given =
        new GivenDefinitions("schema.sql", "create table " + schema + ".t (a bigint, b int)");
    try (var reading = from(database, schema, start, Optional.of(given))) {
      reading.readToTheEnd();
      assertThat(reading.stopped())
          .hasMessageContaining(
              schema + ".t: its columns are not known since TABLE_MAP event at binlog.")
          .hasMessageContaining(
              "(column a: expected BIGINT, found INT) and in front of DROP TABLE");
      assertThat(names(reading)).isEmpty();
    }
  }

  // A table that is not published is given a published one's name: its definition counts.
  @ParameterizedTest
  @EnumSource
  void aShadowTableTakesThePlaceOfAPublishedOne(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("use " + schema, "create table t (id int primary key, a int, b int)");
    try (var reading =
        new Reading(
            database,
            new StartPosition.Latest(),
            new Until.Never(),
            (s, table) -> s.equals(schema) && table.equals("t"),
            Optional.empty())) {
      reading.awaitDefinitions();
      database.sql(
          "use " + schema,
          "insert into t values (1,2,3)",
          "create /* gh-ost */ table `" + schema + "`.`_t_gho` like `" + schema + "`.`t`",
          "alter /* gh-ost */ table `" + schema + "`.`_t_gho` modify a int after b",
          "insert ignore into _t_gho (id, a, b) (select id, a, b from t lock in share mode)",
          "rename table t to _t_del, _t_gho to t",
          "insert into t values (4,5,6)",
          "drop table _t_del",
          "alter table t change a c int");
      // Nobody can ask the server how it was in between.
      reading.readTo(database.position());
      assertThat(reading.stopped()).isNull();
      assertThat(names(reading)).containsExactly("t[id, a, b]", "t[id, b, a]");
    }
  }

  // What somebody writes as T is the table that the log calls t.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_5_6", "MARIADB_10_11"})
  void aServerThatKeepsNamesInLowerCaseIsUnderstood(Kind kind) {
    try (Database database = Database.start(kind, "--lower-case-table-names=1")) {
      database.sql("create database shop", "create table shop.t (a int, b int)");
      try (var reading = latest(database, "shop")) {
        reading.awaitDefinitions();
        database.sql(
            "use SHOP",
            "alter table Shop.T change a c int",
            "insert into T values (1,2)",
            "rename table T to U",
            "alter table u change b D int",
            "insert into u values (1,2)");
        reading.readTo(database.position());
        assertThat(names(reading)).containsExactly("t[c, b]", "u[c, D]");
      }
    }
  }

  private static Reading latest(Database database, String schema) {
    return new Reading(database, new StartPosition.Latest(), new Until.Never(), schema::equals);
  }

  private static Reading from(
      Database database, String schema, String start, Optional<GivenDefinitions> given) {
    int colon = start.lastIndexOf(':');
    var at =
        new StartPosition.At(start.substring(0, colon), Long.parseLong(start.substring(colon + 1)));
    return new Reading(database, at, new Until.Latest(), (s, table) -> s.equals(schema), given);
  }

  private static String insert(String table, String values) {
    return "insert into " + table + " values (" + values + ")";
  }

  private static List<String> names(Reading reading) {
    return reading.changes().stream().map(change -> change.table() + change.columns()).toList();
  }
}
