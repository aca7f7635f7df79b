package io.wherry.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Row images that do not carry every column: what is not there is absent, not null, and `meta`
/// says so.
@Tag("server")
class ImagesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  /// A null for a column the log does not carry would wipe a value in every copy of the table.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aColumnThatTheLogDoesNotCarryIsAbsent(Kind kind) throws IOException {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table t (a int, b int default 7, c text, d int, primary key (a, b))",
        "set session binlog_row_image=MINIMAL",
        "insert into t (a, b, d) values (1, 2, null)",
        "update t set d = 5",
        "update t set b = 3, c = 'x'",
        "delete from t",
        "set session binlog_row_image=NOBLOB",
        "insert into t values (1, 2, 'x', null)",
        "update t set d = 5",
        "update t set c = null",
        "delete from t",
        "set session binlog_row_image=FULL",
        "insert into t values (1, 2, 'x', null)");
    assertThat(published(server, schema, "--key-change=split"))
        .containsExactly(
            "{a=1, b=2, d=null} noblob",
            "{a=1, b=2} {d=5} minimal",
            "{a=1, b=2} {b=3, c=\"x\"} minimal",
            "{a=1, b=3} minimal",
            "{a=1, b=2, c=\"x\", d=null}",
            "{a=1, b=2, d=null} {a=1, b=2, d=5} noblob",
            "{a=1, b=2, d=5} {a=1, b=2, c=null, d=5} noblob",
            "{a=1, b=2, d=5} noblob",
            "{a=1, b=2, c=\"x\", d=null}");
  }

  /// The event holds not a byte of the row, and is a row all the same.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRowOfWhichTheLogCarriesNoColumnIsToldAllTheSame(Kind kind) throws IOException {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table t (a int default 5)",
        "set session binlog_row_image=MINIMAL",
        "insert into t () values ()",
        "update t set a = 5",
        "insert into t values (6)",
        "update t set a = default where a = 6",
        "delete from t limit 1");
    assertThat(published(server, schema, "--key-change=update"))
        .containsExactly(
            // MariaDB logs the default.
            kind.isMariaDb() ? "{a=5}" : "{} minimal", "{a=6}", "{a=6} {a=5}", "{a=5}");
  }

  /// MariaDB's own: the row as it is now lacks what did not change.
  @Test
  void anImageWithoutDuplicatesIsTakenAsItIs() throws IOException {
    Database server = Database.shared(Kind.MARIADB_11_8);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table t (a int primary key, b int, c text)",
        "set session binlog_row_image=FULL_NODUP",
        "insert into t values (1, 2, 'x')",
        "update t set b = null",
        "update t set a = 9",
        "delete from t");
    assertThat(published(server, schema, "--key-change=update"))
        .containsExactly(
            "{a=1, b=2, c=\"x\"}",
            "{a=1, b=2, c=\"x\"} {b=null} full_nodup",
            "{a=1, b=null, c=\"x\"} {a=9} full_nodup",
            "{a=9, b=null, c=\"x\"}");
    // Both images together are the whole row, so that a change of key can be told in halves.
    assertThat(published(server, schema, "--key-change=split"))
        .containsSubsequence("{a=1, b=null, c=\"x\"}", "{a=9, b=null, c=\"x\"}")
        .noneMatch(row -> row.contains("{a=9} full_nodup"));
  }

  /// Their rows travel to one shard, and before an update whose images lack columns all that went
  /// before must have arrived: nothing in the log says which of it was this row.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void rowsOfATableWithoutAPrimaryKeyAreTold(Kind kind) throws IOException {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table k (a int, b int default 7)",
        "create table u (a int not null unique, b int default 7)",
        "create table p (a text, b int, primary key (a(3)))",
        "set session binlog_row_image=MINIMAL",
        "insert into k (a, b) values (1, 1)",
        "update k set b = 2",
        "delete from k",
        "insert into u (a, b) values (1, 1)",
        "update u set b = 2",
        "delete from u",
        "insert into p values ('abcdef', 1)",
        "update p set a = 'abcxyz'",
        "update p set b = 2",
        "delete from p");
    List<String> rows = published(server, schema, "--key-change=update");
    assertThat(rows).hasSize(10);
    // MariaDB carries all of a row that has no key.
    assertThat(rows.get(1)).startsWith("{a=1, b=1} {").contains("b=2}");
    assertThat(rows.get(2)).isEqualTo("{a=1, b=2}");
    assertThat(rows.subList(3, 10))
        .containsExactly(
            "{a=1, b=1}",
            "{a=1} {b=2} minimal",
            "{a=1} minimal",
            "{a=\"abcdef\", b=1}",
            "{a=\"abcdef\"} {a=\"abcxyz\"} minimal",
            "{a=\"abcxyz\"} {b=2} minimal",
            "{a=\"abcxyz\"} minimal");
  }

  /// The log of such an INSERT does not say the key, so nobody could say which row it is.
  @Test
  void anInsertWhoseKeyTookItsDefaultStopsTheStream() {
    Database server = Database.shared(Kind.MYSQL_9_7);
    String schema = server.freshSchema();
    String position = server.position();
    server.sql(
        "use " + schema,
        "create table t (tenant int default 0, id int, v int, primary key (tenant, id))",
        "set session binlog_row_image=MINIMAL",
        "insert into t (id) values (1)");
    try (WherryProcess process = run(server, schema, position, "--sink=stdout")) {
      assertThat(process.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(process.stderr())
          .containsPattern(
              "binlog.[0-9]{6}:[0-9]+ "
                  + schema
                  + ".t: column tenant, which the record's key needs, is not in the row image:"
                  + " the log of an INSERT under binlog_row_image=MINIMAL lacks what took its"
                  + " default; set binlog_row_image=NOBLOB or FULL, or choose --sink.key=table\n");
    }
  }

  /// Generated, invisible and hidden columns are in the log as others are; MariaDB 11 leaves
  /// generated ones out of updates and deletes, whatever the setting.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_4", "MARIADB_11_8"})
  void generatedAndInvisibleColumnsAreToldWhereTheLogCarriesThem(Kind kind) throws IOException {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table t (a int primary key, v int as (a + 1) virtual, s int as (a + 2) stored,"
            + " i int invisible default 5)",
        "insert into t (a) values (1)",
        "update t set i = 6",
        "delete from t");
    List<String> rows = published(server, schema, "--key-change=split");
    assertThat(rows).hasSize(3).first().isEqualTo("{a=1, v=2, s=3, i=5}");
    if (kind == Kind.MARIADB_11_8) {
      assertThat(rows.subList(1, 3))
          .containsExactly("{a=1, i=5} {a=1, i=6} minimal", "{a=1, i=6} minimal");
    } else {
      assertThat(rows.subList(1, 3))
          .containsExactly("{a=1, v=2, s=3, i=5} {a=1, v=2, s=3, i=6}", "{a=1, v=2, s=3, i=6}");
    }
  }

  /// A key that the server adds by itself is a column of the log, and a good key.
  @Test
  void aGeneratedPrimaryKeyIsAColumn() throws IOException {
    Database server = Database.shared(Kind.MYSQL_9_7);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "set session sql_generate_invisible_primary_key = ON",
        "create table t (v int)",
        "insert into t values (5)",
        "set session binlog_row_image=MINIMAL",
        "update t set v = 6");
    assertThat(published(server, schema, "--key-change=split"))
        .containsExactly("{my_row_id=1, v=5}", "{my_row_id=1} {v=6} minimal");
  }

  /// The log holds the history as rows; the columns that say when a row lived are hidden from
  /// `information_schema`.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MARIADB_10_11", "MARIADB_11_4", "MARIADB_11_8"})
  void theHistoryOfAVersionedTableIsTold(Kind kind) throws IOException {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    server.sql(
        "use " + schema,
        "create table t (id int primary key, v int) with system versioning",
        "set timestamp = 1760000000.5",
        "insert into t values (1, 5)",
        "set timestamp = 1760000001.25",
        "update t set v = 6",
        "set timestamp = 1760000002",
        "delete from t",
        "create table x (id int primary key, v int,"
            + " s timestamp(6) generated always as row start,"
            + " e timestamp(6) generated always as row end,"
            + " period for system_time (s, e)) with system versioning",
        "insert into x values (1, 5, default, default)");
    String end =
        kind == Kind.MARIADB_11_8 ? "2106-02-07 06:28:15.999999" : "2038-01-19 03:14:07.999999";
    String first = "row_start=\"2025-10-09 08:53:20.500000\", row_end=\"";
    String second = "row_start=\"2025-10-09 08:53:21.250000\", row_end=\"";
    List<String> rows = published(server, schema, "--key-change=update");
    assertThat(rows.subList(0, 4))
        .containsExactly(
            "{id=1, v=5, " + first + end + "\"}",
            "{id=1, v=5, " + first + end + "\"} {id=1, v=6, " + second + end + "\"}",
            "{id=1, v=5, " + first + "2025-10-09 08:53:21.250000\"}",
            "{id=1, v=6, "
                + second
                + end
                + "\"} {id=1, v=6, "
                + second
                + "2025-10-09 08:53:22.000000\"}");
    assertThat(rows.get(4)).startsWith("{id=1, v=5, s=").endsWith(", e=\"" + end + "\"}");
  }

  private List<String> published(Database server, String schema, String keyChange)
      throws IOException {
    Path records = folder.resolve("records" + keyChange);
    String checkpoint = "--checkpoint=" + folder.resolve("checkpoint" + keyChange);
    try (WherryProcess process =
        run(server, schema, "earliest", "--sink=file:" + records, checkpoint, keyChange)) {
      int status = process.awaitExit(PATIENCE);
      assertThat(status).as(process.stderr()).isZero();
    }
    try (var lines = Files.lines(records)) {
      return lines.map(PublishedRow::of).map(ImagesTest::shown).toList();
    }
  }

  private WherryProcess run(Database server, String schema, String start, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("run");
    arguments.add("--source.url=" + server.url());
    arguments.add("--tables.include=" + schema + ".*");
    arguments.add("--start=" + start);
    arguments.add("--until=latest");
    arguments.addAll(List.of(more));
    return WherryProcess.start(arguments.toArray(String[]::new));
  }

  private static String shown(PublishedRow row) {
    var shown = new StringBuilder();
    row.image().values().forEach(image -> shown.append(shown.isEmpty() ? "" : " ").append(image));
    String image = row.meta().get("image");
    return shown + (image == null ? "" : " " + image.replace("\"", ""));
  }
}
