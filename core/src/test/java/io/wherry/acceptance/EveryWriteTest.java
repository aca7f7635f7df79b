package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way to write a row, on every server, in one run: what a consumer rebuilds from the stream
/// is what the tables hold.
@Tag("server")
class EveryWriteTest {
  @TempDir Path folder;

  /// Some of the statements fail, as they should: what they did before that may stay.
  private static void write(Database database, List<String> statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement session = connection.createStatement()) {
      for (String sql : statements) {
        boolean fails = sql.startsWith("!");
        try {
          session.execute(fails ? sql.substring(1) : sql);
          assertThat(fails).as("should fail: " + sql).isFalse();
        } catch (SQLException e) {
          if (!fails) {
            throw new AssertionError(database.kind() + ": " + sql, e);
          }
        }
      }
    }
  }

  private static List<String> tables(Kind kind) {
    var sql = new ArrayList<String>();
    String columns = " (a int primary key auto_increment, b int, c varchar(20)) engine=";
    sql.add("create table i" + columns + "InnoDB");
    sql.add("create table m" + columns + "MyISAM");
    sql.add("create table o" + columns + (kind.isMariaDb() ? "Aria" : "MyISAM"));
    sql.add("create table audit (n int primary key auto_increment, what varchar(40))");
    sql.add("create table u (a int primary key, b int unique, c int, unique key (c))");
    // 5.6 has no generated columns; 11.8 leaves them out of updates, so that no copy can be
    // compared.
    sql.add(
        kind == Kind.MYSQL_5_6 || kind == Kind.MARIADB_11_8
            ? "create table g (a int primary key, b int)"
            : "create table g (a int primary key, b int, s int as (a + b) stored,"
                + " v int as (a * b))");
    sql.add(
        "create trigger after_i after insert on i for each row"
            + " insert into audit (what) values (concat('i ', new.a))");
    sql.add(
        "create trigger before_m before update on m for each row"
            + " begin insert into audit (what) values (concat('m ', old.a));"
            + " set new.c = 'seen'; end");
    sql.add(
        "create procedure p(n int) begin declare k int default 0; while k < n do"
            + " insert into o (b) values (k); set k = k + 1; end while;"
            + " update o set c = 'p' where b > 0; end");
    if (kind == Kind.MYSQL_9_7) {
      sql.add("create table parent (a int primary key)");
      sql.add(
          "create table child (a int primary key, p int, foreign key (p) references parent (a)"
              + " on delete cascade on update set null)");
    }
    return sql;
  }

  private static List<String> writes(Kind kind) {
    var sql = new ArrayList<String>();
    sql.addAll(SINGLE);
    sql.addAll(TRANSACTIONS);
    sql.addAll(FAILURES);
    if (kind == Kind.MYSQL_9_7) {
      sql.addAll(
          List.of(
              "insert into parent values (1), (2), (3)",
              "insert into child values (1, 1), (2, 2), (3, 2)",
              "delete from parent where a = 1",
              "update parent set a = 9 where a = 2"));
    }
    return sql;
  }

  private static final List<String> SINGLE =
      List.of(
          "insert into i (b, c) values (1, 'one'), (2, 'two'), (3, 'three'), (4, null)",
          "insert into m (b, c) select b, c from i",
          "insert into o (b, c) select a, c from m order by a desc",
          "update i set b = b + 10 where a < 3",
          "update i set a = a + 100 where a = 4",
          "replace into i values (1, 7, 'replaced'), (50, 8, 'new')",
          "insert into i values (2, 0, 'x'), (51, 0, 'y') on duplicate key update b = b + 1",
          "insert ignore into i values (2, 0, 'ignored'), (52, 0, 'z')",
          "insert into u values (1, 1, 1), (2, 2, 2), (3, 3, 3)",
          "replace into u values (4, 1, 2)",
          "insert into u values (9, 3, 9) on duplicate key update a = 5, c = 5",
          // Several tables at once.
          "update i join m on i.b = m.b set i.c = 'joined', m.c = 'joined'",
          "update i, o set i.b = 77, o.b = 78 where i.a = 3 and o.a = 2",
          "delete i, o from i join o on i.a = o.a where i.a = 2",
          "delete from m using m join i on m.a = i.a where i.a = 3",
          "call p(3)");

  /// Over tables that can be rolled back and tables that cannot.
  private static final List<String> TRANSACTIONS =
      List.of(
          "begin",
          "insert into i (b) values (200)",
          "insert into m (b) values (200)",
          "insert into o (b) values (200)",
          "rollback",
          "begin",
          "insert into m (b) values (201)",
          "insert into i (b) values (201)",
          "savepoint s",
          "insert into i (b) values (202)",
          "insert into o (b) values (202)",
          "update i set b = 203 where b = 201",
          "rollback to s",
          "insert into i (b) values (204)",
          "release savepoint s",
          "commit",
          "begin",
          "savepoint s",
          "delete from i",
          "rollback to savepoint s",
          "savepoint t",
          "update i set b = 300 where a = 50",
          "savepoint s",
          "delete from i where a = 51",
          "rollback to savepoint t",
          "commit");

  /// A statement that fails in the middle: InnoDB undoes it, the others keep its rows.
  private static final List<String> FAILURES =
      List.of(
          "!insert into i values (60, 1, 'a'), (50, 1, 'b')",
          "!insert into m values (60, 1, 'a'), (1, 1, 'b'), (61, 1, 'c')",
          "!insert into o values (60, 1, 'a'), (1, 1, 'b'), (61, 1, 'c')",
          "begin",
          "insert into i values (70, 1, 'kept')",
          "!insert into i values (71, 1, 'a'), (70, 1, 'b')",
          "!update i set a = 70 where a = 50",
          "commit",
          // Temporary tables beside.
          "begin",
          "create temporary table scratch (a int)",
          "insert into scratch values (80)",
          "insert into i select a, 1, 'from scratch' from scratch",
          "drop temporary table scratch",
          "commit",
          "insert into g (a, b) values (1, 2), (3, 4)",
          "update g set b = 9 where a = 3",
          "delete from g where a = 1",
          "insert into i (c) values (repeat('é', 20))",
          "insert delayed into m (b) values (500)",
          "flush tables m",
          "set autocommit = 0",
          "insert into i (b) values (600)",
          "set autocommit = 1",
          "insert into audit values (1000, 'last')");

  @ParameterizedTest
  @EnumSource
  void whatIsRebuiltIsWhatTheTablesHold(Kind kind) throws SQLException {
    if (kind == Kind.MYSQL_9_7) {
      // With GTIDs it refuses transactions over tables of both sorts.
      try (Database own = Database.start(kind, kind.gtids(false))) {
        rebuilt(own);
      }
    } else {
      rebuilt(Database.shared(kind));
    }
  }

  private void rebuilt(Database database) throws SQLException {
    Kind kind = database.kind();
    String schema = database.freshSchema();
    var setup = new ArrayList<>(List.of("use " + schema));
    setup.addAll(tables(kind));
    database.sql(setup.toArray(String[]::new));
    String start = database.position();
    var writes = new ArrayList<>(List.of("use " + schema));
    writes.addAll(writes(kind));
    write(database, writes);
    Wherry.intoFile(database, schema, folder).toTheEnd("--start=" + start);
    var rebuild = new Rebuild(database, schema).apply(Wherry.records(folder));
    rebuild.assertEqualsTables();
    assertThat(rebuild.events()).isGreaterThan(70);
  }
}
