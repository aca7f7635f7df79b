package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableName;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Events that MariaDB compresses one by one (`log_bin_compress=ON`).
@Tag("server")
class CompressedEventsTest {
  // Taken as they are, compressed rows are columns of noise; ten bytes is the least the server
  // compresses from.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MARIADB_10_11", "MARIADB_11_4", "MARIADB_11_8"})
  void rowsAndStatementsAreReadAsIfTheyWereNot(Kind kind) {
    try (Database database =
        Database.start(kind, "--log-bin-compress=ON", "--log-bin-compress-min-len=10")) {
      String schema = database.freshSchema();
      String start = database.position();
      String y = "y".repeat(100_000);
      database.sql(
          "use " + schema,
          "create table t (id int primary key, b longtext)",
          "insert into t values (1, repeat('x', 300)), (2, repeat('ü', 40)), (3, null)",
          "update t set b = repeat('y', 100000) where id = 1",
          "delete from t where id = 2",
          // What was rolled back inside a transaction is logged there as a statement.
          "begin",
          "create temporary table x (a int)",
          "insert into t values (4, 'kept')",
          "savepoint a_long_name_for_a_savepoint",
          "insert into t values (5, 'undone')",
          "rollback to a_long_name_for_a_savepoint",
          "commit");
      assertThat(database.query("show binlog events in 'binlog.000001'"))
          .extracting(row -> row.get(2))
          .contains("Query_compressed", "Write_rows_compressed_v1", "Update_rows_compressed_v1")
          .contains("Delete_rows_compressed_v1");
      assertThat(Following.toTheEnd(database, schema, start).stream().filter(w -> w.contains("{")))
          .containsExactly(
              "insert t{1," + "x".repeat(300) + "}",
              "insert t{2," + "ü".repeat(40) + "}",
              "insert t{3,null}",
              "update t{1," + "x".repeat(300) + "}{1," + y + "}",
              "delete t{2," + "ü".repeat(40) + "}",
              "insert t{4,kept}");
    }
  }

  // A statement that changes tables must be seen by who only looks for such.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MARIADB_10_11"})
  void aStatementThatChangesATableIsSeenFromAfar(Kind kind) {
    try (Database database = Database.start(kind, "--log-bin-compress=ON")) {
      String schema = database.freshSchema();
      database.sql(
          "create table " + schema + ".a (id int comment '" + "x".repeat(500) + "')",
          "create table " + schema + ".b (id int)");
      var from = new LogPlace("binlog.000001", 4);
      String end = database.position();
      var to = new LogPlace("binlog.000001", Long.parseLong(end.substring(end.indexOf(':') + 1)));
      var server = ServerOptions.of("127.0.0.1", database.port(), "root", "");
      var dumpFrom = new DumpFrom.At(from.file(), from.offset());
      try (var dump = SideDump.open(server, 77, dumpFrom, System::nanoTime)) {
        var history = LogScan.run(dump, from, to);
        assertThat(history.lastBehind(from, new TableName(schema, "a"))).isNotNull();
        assertThat(history.lastBehind(from, new TableName(schema, "c"))).isNull();
      }
    }
  }
}
