package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Position;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.StatementOptions.OnRowless;
import io.wherry.source.StatementOptions.OnStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Statements of real servers: those that changed rows without a row event, and those that define
/// tables. Unseen, consumers keep rows that are gone, or miss rows that are there.
@Tag("server")
class LoggedStatementsTest {
  private static StatementOptions options(
      OnStatement onStatement, OnRowless onRowless, boolean definitions) {
    return new StatementOptions(onStatement, onRowless, definitions, false, schema -> true);
  }

  private static final StatementOptions DDL = options(OnStatement.STOP, OnRowless.WARN, true);
  private static final StatementOptions PUBLISH =
      options(OnStatement.STOP, OnRowless.PUBLISH, false);
  private static final StatementOptions WARN = options(OnStatement.WARN, OnRowless.WARN, false);

  private static List<String> words(
      Database database, String schema, String start, StatementOptions options) {
    StartPosition from = StartPosition.parse(start);
    try (var following = Following.of(database, schema, from, options)) {
      return following.words().stream().map(word -> word.replace(schema, "S")).toList();
    }
  }

  private static void run(Database database, String schema, List<String> statements) {
    var all = new ArrayList<>(List.of("use " + schema));
    all.addAll(statements);
    database.sql(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void definitionsOfPublishedTablesAreTransactionsOfTheirOwn(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "create table kept (a int primary key)",
            "create table t (a int primary key)",
            "create table private_t (a int primary key)",
            "insert into kept values (1)",
            "truncate t",
            "alter table t add index (a)",
            "alter table t add b int",
            "alter table t add c int not null",
            "create index i on t (a)",
            "create table other (a int primary key)",
            "rename table t to private_old, other to t",
            "create view v as select * from t",
            "drop view v",
            "drop table t, private_t",
            "create database " + schema + "_x",
            "drop database " + schema + "_x"));
    List<String> expected = new ArrayList<>();
    List.of(
            "table-create S.kept kept 1",
            "table-create S.t kept 1",
            "insert kept{1}",
            "table-truncate S.t removed 1",
            "table-alter S.t kept 1",
            "table-alter S.t kept 1",
            "table-alter S.t rewritten 1",
            "table-alter S.t kept 1",
            "table-create S.other kept 1",
            "table-rename S.t renamed 1",
            "table-rename S.other renamed 1",
            "table-drop S.t removed 1",
            "database-create S_x kept 1",
            "database-drop S_x removed 1")
        .forEach(word -> {
          if (!word.startsWith("table-rename S.other")) {
            expected.add("begin");
          }
          expected.add(word);
          if (!word.startsWith("table-rename S.t ")) {
            expected.add("commit");
          }
        });
    assertThat(words(database, schema, start, DDL)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatChangedRowsIsPublishedWhereOnlyThatIsAskedFor(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table "
            + schema
            + ".t (a int primary key, b int) partition by range (a)"
            + " (partition p0 values less than (10), partition p1 values less than (20))",
        "create table " + schema + ".plain (a int primary key, b int)");
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "alter table t exchange partition p0 with table plain",
            "alter table t add c int",
            "alter table t drop c",
            "alter table t truncate partition p0",
            "alter table t drop partition p0",
            "alter table t modify b bigint",
            "alter table t convert to character set utf8mb4",
            "alter table plain rename to simple",
            "drop table simple"));
    List<String> statements =
        words(database, schema, start, PUBLISH).stream().filter(w -> w.contains("-")).toList();
    assertThat(statements)
        .containsExactly(
            "table-alter S.t exchanged 1",
            "table-alter S.plain exchanged 1",
            "table-alter S.t removed 1",
            "table-alter S.t removed 1",
            "table-alter S.t rewritten 1",
            "table-alter S.t rewritten 1",
            "table-alter S.plain renamed 1",
            "table-alter S.simple renamed 1",
            "table-drop S.simple removed 1");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MYSQL_5_6", "MARIADB_10_11"})
  void aStatementThatIsPartlyDeliveredGoesOnBehindIt(Kind kind) {
    // DROP TABLE a, b is two records; a restart between the two must send the second one only.
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".a (a int)", "create table " + schema + ".b (a int)");
    String start = database.position();
    run(database, schema, List.of("drop table a, b", "create table c (a int)"));
    Position between;
    StartPosition from = StartPosition.parse(start);
    try (var following = Following.of(database, schema, from, DDL)) {
      assertThat(following.words(2))
          .containsExactly("begin", "table-drop " + schema + ".a removed 1");
      between = following.position();
    }
    assertThat(between.rows()).isEqualTo(1);
    var again = new StartPosition.Checkpoint(between, Memory.NONE);
    try (var following = Following.of(database, schema, again, DDL)) {
      assertThat(following.words().stream().filter(w -> w.contains("-")))
          .containsExactly(
              "table-drop " + schema + ".b removed 1", "table-create " + schema + ".c kept 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void createSelectIsAStatementAndItsRows(Kind kind) {
    // MySQL 9.7 logs both in one transaction.
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table " + schema + ".private_t (a int primary key)",
        "insert into " + schema + ".private_t values (1), (2)");
    String start = database.position();
    run(database, schema, List.of("create table t (primary key (a)) select a from private_t"));
    assertThat(words(database, schema, start, DDL).stream().filter(w -> w.contains(" ")))
        .containsExactly("table-create S.t kept 1", "insert t{1}", "insert t{2}");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_4"})
  void whatChangedRowsWithoutRowEventsStopsWhereThatIsAskedFor(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table " + schema + ".t (a int)", "create table " + schema + ".private_t (a int)");
    String start = database.position();
    run(database, schema, List.of("truncate private_t", "alter table t add b int", "truncate t"));
    var stop = options(OnStatement.STOP, OnRowless.STOP, false);
    assertThatThrownBy(() -> words(database, schema, start, stop))
        .isInstanceOf(SourceException.class)
        .hasMessageMatching(
            "binlog.[0-9]{6}:~?[0-9]+ QUERY: TRUNCATE TABLE removed rows of "
                + schema
                + ".t, and no row in the log says so: bring the consumers' rows up to date, and"
                + " start behind this statement, or give --on-rowless=publish to tell consumers");
  }

  @ParameterizedTest
  @EnumSource
  void aStatementOnATableThatIsNotPublishedDoesNotStop(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table " + schema + ".t (a int primary key)",
        "create table " + schema + ".private_t (a int primary key, b int)");
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "set session binlog_format=STATEMENT",
            "insert into private_t values (1, 1), (2, 2)",
            "update private_t x join private_t y using (a) set x.b = y.b + 1",
            "delete x from private_t x where x.a = 1",
            "set session binlog_format=ROW",
            "insert into t values (1)"));
    assertThat(words(database, schema, start, StatementOptions.DEFAULT))
        .contains("insert t{1}")
        .doesNotContain("insert private_t{1}");
  }

  @ParameterizedTest
  @EnumSource
  void withAWarningTheStreamGoesOnBehindAStatement(Kind kind) {
    // INTVAR, RAND and USER_VAR events stand around such statements, as do a temporary table's.
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int primary key auto_increment, b varchar(99))");
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "insert into t values (1, 'row')",
            "set session binlog_format=STATEMENT, @x = 'x'",
            "insert into t (b) values (rand())",
            "insert into t (b) values (@x)",
            "update t set b = concat(b, uuid())",
            "set session binlog_format=ROW",
            "insert into t values (10, 'row')"));
    assertThat(words(database, schema, start, WARN).stream().filter(w -> w.contains("{")))
        .containsExactly("insert t{1,row}", "insert t{10,row}");
    assertThatThrownBy(() -> words(database, schema, start, StatementOptions.DEFAULT))
        .hasMessageMatching(
            "binlog.[0-9]{6}:~?[0-9]+ QUERY: INSERT changed rows of "
                + schema
                + ".t and logged none, since its session did not have binlog_format=ROW: set it for"
                + " the server and all sessions, and start behind this statement, or go on without"
                + " those rows \\(--on-statement=warn\\)");
  }

  @ParameterizedTest
  @EnumSource
  void loadDataThatWasLoggedAsAStatementIsAStatement(Kind kind) throws IOException {
    // MySQL 9.7 reads no file unless it is told from where.
    if (kind == Kind.MYSQL_9_7) {
      try (Database own = Database.start(kind, "--secure-file-priv=")) {
        loadData(own);
      }
    } else {
      loadData(Database.shared(kind));
    }
  }

  private static void loadData(Database database) throws IOException {
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int primary key)");
    Path file = Files.writeString(database.dataDir().resolve(schema + ".csv"), "1\n");
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "load data infile '" + file + "' into table t",
            "delete from t",
            "set session binlog_format=STATEMENT",
            "load data infile '" + file + "' into table t",
            "set session binlog_format=ROW",
            "insert into t values (2)"));
    assertThat(words(database, schema, start, WARN).stream().filter(w -> w.contains("{")))
        .containsExactly("insert t{1}", "delete t{1}", "insert t{2}");
    assertThatThrownBy(() -> words(database, schema, start, StatementOptions.DEFAULT))
        .hasMessageContaining("QUERY: LOAD changed rows of " + schema + ".t and logged none");
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_5_6", "MARIADB_10_11", "MARIADB_11_8"})
  void aTemporaryTableIsNobodysData(Kind kind) {
    // Under MIXED these servers log statements on temporary tables.
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int primary key)");
    String start = database.position();
    run(
        database,
        schema,
        List.of(
            "set session binlog_format=MIXED",
            "create temporary table scratch (a int)",
            "insert into scratch values (1)",
            "update scratch set a = 2",
            "truncate scratch",
            "alter table scratch modify a bigint",
            "drop temporary table scratch"));
    var strict = options(OnStatement.STOP, OnRowless.STOP, false);
    assertThat(words(database, schema, start, strict)).allMatch(w -> !w.contains("-"));
  }

  @Test
  void aFunctionThatChangesRowsCannotBeTold() {
    // `select f()` is logged where f changes rows and the session logs statements.
    Database database = Database.shared(Kind.MARIADB_10_11);
    String schema = database.freshSchema();
    run(
        database,
        schema,
        List.of(
            "create table t (a int primary key)",
            "set global log_bin_trust_function_creators = 1",
            "create function f() returns int begin insert into t values (1); return 1; end"));
    String start = database.position();
    run(database, schema, List.of("set session binlog_format=STATEMENT", "select f()"));
    assertThatThrownBy(() -> words(database, schema, start, StatementOptions.DEFAULT))
        .hasMessageContaining("QUERY: SELECT changed rows and logged none");
  }

  @ParameterizedTest
  @EnumSource
  void aRowKnowsTheStatementThatChangedIt(Kind kind) {
    // A statement that lasts too long would be shown with rows of the next one.
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int primary key)");
    String start = database.position();
    String log = kind.isMariaDb() ? "binlog_annotate_row_events" : "binlog_rows_query_log_events";
    run(
        database,
        schema,
        List.of(
            "set session " + log + " = 1",
            "begin",
            "insert into t values (1), (2) /* 'é' */",
            "update t set a = 3 where a = 1",
            "set session " + log + " = 0",
            "insert into t values (4)",
            "commit"));
    assertThat(queries(database, schema, start, true))
        .containsExactly(
            "insert into t values (1), (2) /* 'é' */",
            "insert into t values (1), (2) /* 'é' */",
            "update t set a = 3 where a = 1",
            "");
    assertThat(queries(database, schema, start, false)).containsOnly("");
  }

  private static List<String> queries(
      Database database, String schema, String start, boolean wanted) {
    var options =
        new StatementOptions(OnStatement.STOP, OnRowless.WARN, false, wanted, name -> true);
    var queries = new ArrayList<String>();
    try (var following = Following.of(database, schema, StartPosition.parse(start), options)) {
      for (String word = following.word(); word != null; word = following.word()) {
        if (word.contains("{")) {
          queries.add(following.follower().transaction().query(new ByteSlice()).utf8());
        }
      }
    }
    return queries;
  }
}
