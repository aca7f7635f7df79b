package io.wherry.mysql;

import static io.wherry.mysql.Reader.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("server")
class ServerQueriesTest {
  private static void ask(ServerOptions options, Consumer<ServerQueries> question) {
    try (ServerQueries queries = ServerQueries.open(options)) {
      question.accept(queries);
    }
  }

  private static ServerOptions user(Database database, String user, String grant) {
    database.sql("create user " + user + "@'%' identified by 'secret'");
    if (!grant.isEmpty()) {
      database.sql("grant " + grant + " to " + user + "@'%'");
    }
    return options(database, user, "secret");
  }

  /// Facts decide what can be followed at all, so every account may read them.
  @ParameterizedTest
  @EnumSource
  void everyAccountMayReadTheFacts(Kind kind) {
    Database database = Database.shared(kind);
    ask(
        user(database, "facts_only", ""),
        queries -> {
          ServerFacts facts = queries.facts();
          assertThat(facts.family()).isEqualTo(kind.isMariaDb() ? Family.MARIADB : Family.MYSQL);
          assertThat(facts.version()).startsWith(facts.major() + "." + facts.minor() + ".");
          assertThat(kind.label()).endsWith("-" + facts.major() + "." + facts.minor());
          assertThat(facts.serverId()).isEqualTo(1);
          assertThat(facts.logBin()).isTrue();
          assertThat(facts.binlogFormat()).isEqualTo("ROW");
          assertThat(facts.rowImage()).isEqualTo("FULL");
          assertThat(facts.rowMetadata()).isEqualTo(kind == Kind.MYSQL_9_7 ? "MINIMAL" : "NO_LOG");
          assertThat(facts.checksum()).isEqualTo("CRC32");
          assertThat(facts.compressed()).isFalse();
          assertThat(facts.logsCascades()).isEqualTo(kind == Kind.MYSQL_9_7);
          assertThat(facts.amazon()).isFalse();
          assertThat(Duration.between(facts.now(), Instant.now()).abs())
              .isLessThan(Duration.ofMinutes(1));
          String identity =
              kind.isMariaDb()
                  ? database.query("show global variables like 'server_uid'").stream()
                      .map(row -> String.valueOf(row.get(1)))
                      .findFirst()
                      .orElse("1")
                  : database.value("select @@server_uuid");
          assertThat(facts.identity()).isEqualTo(identity);
        });
  }

  @ParameterizedTest
  @EnumSource
  void factsSayHowTheServerLogs(Kind kind) {
    String compression =
        kind.isMariaDb() ? "--log-bin-compress=ON" : "--binlog-transaction-compression=ON";
    if (kind == Kind.MYSQL_5_6) {
      compression = "--log-slave-updates";
    }
    try (Database database =
        Database.start(kind, compression, "--binlog-format=MIXED", "--binlog-row-image=MINIMAL")) {
      ask(
          options(database),
          queries -> {
            ServerFacts facts = queries.facts();
            assertThat(facts.binlogFormat()).isEqualTo("MIXED");
            assertThat(facts.rowImage()).isEqualTo("MINIMAL");
            assertThat(facts.compressed()).isEqualTo(kind != Kind.MYSQL_5_6);
            assertThat(facts.logReplicaUpdates()).isEqualTo(!kind.isMariaDb());
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLogsEndIsFilePositionAndGtidsOfOneMoment(Kind kind) {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database s", "flush logs", "create database t");
      ask(
          user(database, "client", "replication client on *.*"),
          queries -> {
            LogEnd end = queries.logEnd();
            assertThat(end.file() + ":" + end.position()).isEqualTo(database.position());
            assertThat(end.gtids()).isEqualTo(database.gtids()).isNotEmpty();
            assertThat(queries.facts().gtidExecuted()).isEqualTo(end.gtids());
            List<BinlogFile> files = queries.binlogs();
            assertThat(files)
                .extracting(BinlogFile::name)
                .containsExactly("binlog.000001", "binlog.000002");
            assertThat(files.getLast())
                .isEqualTo(new BinlogFile(end.file(), end.position(), false));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnAccountMayNotAskNamesTheGrant(Kind kind) {
    Database database = Database.shared(kind);
    database.sql("create database hidden_one");
    database.sql("create table hidden_one.t (i int)");
    ask(
        user(database, "asks_too_much", "replication slave on *.*"),
        queries -> {
          String remedy =
              "(error 1227): run on the server: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.*"
                  + " TO 'asks_too_much'@'%'";
          assertThatThrownBy(queries::binlogs).hasMessageEndingWith(remedy);
          assertThatThrownBy(queries::logEnd).hasMessageEndingWith(remedy);
          // The rest works all the same.
          assertThat(queries.grants().replicationSlave()).isTrue();
          assertThat(queries.columns("hidden_one", "t")).isEmpty();
          assertThat(queries.chooseReplicaId(RandomGenerator.getDefault()))
              .isBetween(ServerQueries.REPLICA_ID_FIRST, ServerOptions.REPLICA_ID_MAX);
        });
  }

  @ParameterizedTest
  @EnumSource
  void grantsAreReadAsTheServerShowsThem(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (i int)");
    ServerOptions all = user(database, "grants_all", "all privileges on *.*");
    ask(all, queries -> assertThat(queries.grants().replicationClient()).isTrue());
    ServerOptions some =
        user(database, "grants_some", "replication slave, replication client on *.*");
    database.sql("grant select on " + schema + ".t to grants_some@'%'");
    ask(
        some,
        queries -> {
          Grants grants = queries.grants();
          assertThat(grants.account()).isEqualTo("grants_some@%");
          assertThat(grants.replicationSlave()).isTrue();
          assertThat(grants.replicationClient()).isTrue();
          assertThat(grants.selectEverywhere()).isFalse();
          assertThat(grants.selectOn()).containsExactly(schema + ".t");
          assertThat(grants.lines()).noneMatch(line -> line.contains("*14E65567"));
        });
  }

  /// MySQL 8 and MariaDB give privileges by roles too.
  @Test
  void aRolesPrivilegesCount() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    database.sql("create role follower", "grant replication slave on *.* to follower");
    ServerOptions options = user(database, "has_role", "follower");
    database.sql("set default role all to has_role@'%'");
    ask(options, queries -> assertThat(queries.grants().replicationSlave()).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void columnsComeInTableOrderWithTheirKey(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "create table "
            + schema
            + ".t (name varchar(20) character set latin1 not null, id int unsigned not null,"
            + " kind enum('a','b'), at datetime(3), primary key (id, name(3)))",
        "create table " + schema + ".T (other int)",
        "create view " + schema + ".v as select id from " + schema + ".t");
    ask(
        options(database),
        queries -> {
          List<ColumnRow> columns = queries.columns(schema, "t");
          assertThat(columns)
              .extracting(ColumnRow::name)
              .containsExactly("name", "id", "kind", "at");
          assertThat(columns).extracting(ColumnRow::keyPosition).containsExactly(2, 1, 0, 0);
          assertThat(columns).extracting(ColumnRow::position).containsExactly(1, 2, 3, 4);
          assertThat(columns.get(0).characterSet()).isEqualTo("latin1");
          assertThat(columns.get(0).nullable()).isFalse();
          assertThat(columns.get(1).columnType()).matches("int(\\(10\\))? unsigned");
          assertThat(columns.get(1).characterSet()).isNull();
          assertThat(columns.get(2).columnType()).isEqualTo("enum('a','b')");
          assertThat(columns.get(2).dataType()).isEqualTo("enum");
          assertThat(columns.get(3).columnType()).isEqualTo("datetime(3)");
          assertThat(columns.get(3).nullable()).isTrue();

          List<ColumnRow> all =
              queries.columns().stream().filter(c -> c.schema().equals(schema)).toList();
          assertThat(all.stream().filter(c -> c.table().equals("t"))).isEqualTo(columns);
          assertThat(all).extracting(ColumnRow::table).doesNotContain("v").contains("T");
          assertThat(queries.columns(schema, "nothing")).isEmpty();
        });
  }

  /// The log has the column, so a definition without it would shift all others.
  @Test
  void aGeneratedKeyIsShownThoughTheServerHidesIt() {
    try (Database database =
        Database.start(
            Kind.MYSQL_9_7,
            "--sql-generate-invisible-primary-key=ON",
            "--show-gipk-in-create-table-and-information-schema=OFF")) {
      database.sql("create database s", "create table s.t (i int)");
      ask(
          user(database, "reader", "select on *.*"),
          queries -> {
            assertThat(queries.columns("s", "t"))
                .extracting(ColumnRow::name)
                .containsExactly("my_row_id", "i");
            assertThat(queries.columns()).hasSize(2);
            assertThat(queries.columns("s", "t").getFirst().keyPosition()).isEqualTo(1);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void cascadesAreListedByTheTableThatChangesAlong(Kind kind) {
    Database database = Database.shared(kind);
    String s = database.freshSchema();
    database.sql(
        "create table " + s + ".parent (id int primary key) engine=innodb",
        "create table "
            + s
            + ".harmless (p int, constraint harmless_p foreign key (p) references "
            + s
            + ".parent (id)) engine=innodb",
        "create table "
            + s
            + ".child (p int, constraint child_p foreign key (p) references "
            + s
            + ".parent (id) on delete cascade on update set null) engine=innodb");
    ask(
        options(database),
        queries ->
            assertThat(queries.cascadingKeys().stream().filter(key -> key.schema().equals(s)))
                .containsExactly(
                    new CascadingKey(s, "child", "child_p", s, "parent", "CASCADE", "SET NULL")));
  }

  @ParameterizedTest
  @EnumSource
  void retentionIsReadFromWhateverSettingTheServerHas(Kind kind) {
    boolean old = kind == Kind.MYSQL_5_6;
    String option = old ? "--expire-logs-days=3" : "--binlog-expire-logs-seconds=259200";
    try (Database database = Database.start(kind, option)) {
      ask(
          options(database),
          queries -> {
            Retention retention = queries.retention();
            assertThat(retention.seconds()).isEqualTo(OptionalLong.of(259_200));
            assertThat(retention.setting())
                .isEqualTo(old ? "expire_logs_days" : "binlog_expire_logs_seconds");
          });
    }
  }

  @Test
  void logsThatAreNeverPurgedHaveNoAge() {
    try (Database database =
        Database.start(Kind.MYSQL_9_7, "--binlog-expire-logs-auto-purge=OFF")) {
      ask(
          options(database),
          queries -> assertThat(queries.retention().seconds()).isEqualTo(OptionalLong.empty()));
    }
  }

  /// A server that hangs must not hang us.
  @Test
  void aQueryThatTakesTooLongIsGivenUp() {
    Database database = Database.shared(Kind.MARIADB_10_11);
    ServerOptions options =
        options(database).withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(500));
    var lines = new ErrorLines(options);
    try (SqlConnection sql = SqlConnection.open(options, lines)) {
      assertThatThrownBy(() -> sql.value("select sleep(30)"))
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.LOST))
          .hasMessage(
              "127.0.0.1:"
                  + database.port()
                  + ": no answer to a query within 500 ms: connecting again may help");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatGoesAwayIsLost(Kind kind) {
    try (Database database = Database.start(kind);
        ServerQueries queries = ServerQueries.open(options(database))) {
      database.kill();
      assertThatThrownBy(queries::facts)
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.LOST))
          .hasMessageEndingWith(": connecting again may help");
    }
  }
}
