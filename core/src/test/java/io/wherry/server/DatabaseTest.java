package io.wherry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database.Kind;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The servers that other tests trust.
@Tag("server")
class DatabaseTest {
  /// If a server were another version than its name says, every test on it would show the wrong
  /// thing.
  @ParameterizedTest
  @EnumSource
  void everyKindIsTheServerItsNameSays(Kind kind) {
    Database database = Database.shared(kind);
    String version = kind.label().substring(kind.label().indexOf('-') + 1);
    assertThat(database.value("select version()")).startsWith(version);
    assertThat(database.value("select version()").contains("MariaDB")).isEqualTo(kind.isMariaDb());
    assertThat(database.value("select @@binlog_format")).isEqualTo("ROW");
    assertThat(database.value("select @@log_bin")).isEqualTo("1");
    assertThat(database.value("select @@time_zone")).isEqualTo("+00:00");
  }

  /// The oracle of all types is what SELECT shows; a driver that prettifies a value would hide an
  /// error.
  @ParameterizedTest
  @EnumSource
  void aQueryGivesWhatTheServerShows(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql(
        "set sql_mode=''",
        "create table "
            + schema
            + ".t (d date, dt datetime(3), ts timestamp null, ti time(2),"
            + " y year, de decimal(10,2), f float, do double, t text, n int)",
        "insert into "
            + schema
            + ".t values ('0000-00-00', '2026-02-30', '1970-01-01 00:00:01',"
            + " '-838:59:59', 2026, 12.3, 16777216, 0.1, 'é\uD83D\uDEA3', null)");
    assertThat(database.query("select * from " + schema + ".t"))
        .containsExactly(
            Arrays.asList(
                "0000-00-00",
                "0000-00-00 00:00:00.000",
                "1970-01-01 00:00:01",
                "-838:59:59.00",
                "2026",
                "12.30",
                "16777200",
                "0.1",
                "é\uD83D\uDEA3",
                null));
  }

  /// A restart test that came back on another port or without its data would test nothing.
  @ParameterizedTest
  @EnumSource
  void aKilledServerComesBackWithWhatItHad(Kind kind) {
    try (Database database = Database.start(kind)) {
      int port = database.port();
      database.sql("create database s", "create table s.t (i int)", "insert into s.t values (7)");
      database.kill();
      database.restart();
      assertThat(database.port()).isEqualTo(port);
      assertThat(database.value("select i from s.t")).isEqualTo("7");
      assertThat(database.position()).startsWith("binlog.000002:");
      database.stop();
      database.restart("--server-id=42");
      assertThat(database.value("select @@server_id")).isEqualTo("42");
      assertThat(Files.exists(database.dataDir().resolve("binlog.000003"))).isTrue();
    }
  }

  /// Two copies of one template with one identity would look like one server to a replica.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MYSQL_5_6"})
  void everyServerHasAnIdentityOfItsOwn(Kind kind) {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      String uuid = database.value("select @@server_uuid");
      assertThat(uuid).isNotEqualTo(Database.shared(kind).value("select @@server_uuid"));
      assertThat(database.gtids()).isEmpty();
      database.sql("create database s");
      assertThat(database.gtids()).isEqualTo(uuid + ":1");
    }
  }

  @Test
  void mysqlbinlogReadsFromTheServer() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    assertThat(database.client("mysqlbinlog", "--read-from-remote-server", "binlog.000001"))
        .contains("server id 1");
  }

  /// A test of verify-identity needs a server whose certificate names it, signed by a CA it can
  /// trust.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_4", "MARIADB_11_8"})
  void aServerShowsACertificateForLocalhost(Kind kind) throws SQLException {
    Certificates certificates = Certificates.localhost();
    String[] options = certificates.serverOptions().toArray(String[]::new);
    try (Database database = Database.start(kind, options);
        Connection connection =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%d/?user=root&sslMode=verify-full&serverSslCert=%s"
                    .formatted(database.port(), certificates.ca()))) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  /// A folder or process that stays behind fills the machine run by run.
  @Test
  void aClosedServerLeavesNothingBehind() {
    Database database = Database.start(Kind.MARIADB_10_11);
    database.close();
    assertThat(database.dataDir().getParent()).doesNotExist();
  }
}
