package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rows that were rolled back are not published, where the server logs them all the same: in
/// transactions that created or dropped temporary tables. Unseen, a consumer would have rows that
/// never were.
@Tag("server")
class UndoneRowsTest {
  @ParameterizedTest
  @EnumSource
  void aRolledBackTransactionWithTemporaryTablesHasNoRows(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    database.sql(
        "use " + schema,
        "create table t (a int primary key) engine=innodb",
        "begin",
        "insert into t values (1)",
        "create temporary table scratch (b int)",
        "insert into t values (2)",
        "rollback",
        "begin",
        "insert into t values (3)",
        "drop temporary table scratch",
        "rollback",
        "begin",
        "insert into t values (4)",
        "create temporary table scratch (b int)",
        "insert into t values (5)",
        "commit",
        "insert into t values (6)");
    assertThat(rows(database, schema, start))
        .containsExactly("insert t{4}", "insert t{5}", "insert t{6}");
  }

  @ParameterizedTest
  @EnumSource
  void rowsBehindASavepointThatIsRolledBackToAreNotPublished(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    database.sql(
        "use " + schema,
        "create table t (a int primary key) engine=innodb",
        "begin",
        "insert into t values (1)",
        "savepoint `S one`",
        "insert into t values (2),(3)",
        "create temporary table scratch (b int)",
        "savepoint other",
        "delete from t where a = 2",
        "rollback to `s ONE`",
        "insert into t values (4)",
        "commit");
    assertThat(rows(database, schema, start)).containsExactly("insert t{1}", "insert t{4}");
    assertThat(database.query("select a from " + schema + ".t")).hasSize(2);
  }

  // More than is held in memory: the end is looked up before the first row is delivered.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_5_6", "MARIADB_10_11", "MARIADB_11_8"})
  void aLargeTransactionIsNoException(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    String insert = "insert into t (b) values (repeat('x', 900000))";
    database.sql(
        "use " + schema,
        "create table t (a int primary key auto_increment, b longtext) engine=innodb",
        "create temporary table scratch (b int)",
        "begin",
        insert,
        insert,
        insert,
        insert,
        insert,
        insert,
        "drop temporary table scratch",
        "rollback",
        "begin",
        insert,
        insert,
        insert,
        insert,
        insert,
        insert,
        "commit",
        "insert into t values (99, 'z')");
    assertThat(rows(database, schema, start)).hasSize(7).last().isEqualTo("insert t{99,z}");
  }

  private static java.util.List<String> rows(Database database, String schema, String start) {
    try (var following =
        Following.of(database, schema, StartPosition.parse(start), new Until.Latest())) {
      return following.rows();
    }
  }
}
