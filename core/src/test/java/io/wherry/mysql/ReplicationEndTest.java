package io.wherry.mysql;

import static io.wherry.mysql.Reader.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.mysql.ServerException.Kind;
import io.wherry.server.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way a stream does not start or ends: one line that says what to do, and whether trying
/// again may help.
@Tag("server")
class ReplicationEndTest {
  private static final long ID = 4_000_000_001L;

  private static Database user(Database.Kind kind, String user, String grant) {
    Database database = Database.shared(kind);
    database.sql("create user " + user + "@'%' identified by 'secret'");
    if (!grant.isEmpty()) {
      database.sql("grant " + grant + " on *.* to " + user + "@'%'");
    }
    return database;
  }

  private static ServerException refusal(ServerOptions options, DumpFrom from) {
    try (Reader reader = new Reader(options, ID, from)) {
      return reader.end();
    } catch (ServerException e) {
      return e;
    }
  }

  private static void says(ServerException e, Kind kind, String line) {
    assertThat(e).hasMessage(line);
    assertThat(e.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPassword(Database.Kind kind) {
    Database database = user(kind, "wrong_password", "replication slave");
    says(
        refusal(options(database, "wrong_password", "guess"), DumpFrom.EARLIEST),
        Kind.REFUSED,
        "127.0.0.1:"
            + database.port()
            + " says: Access denied for user 'wrong_password'@'localhost' (using password: YES)"
            + " (error 1045): check user and password of source.url, and that the account may log"
            + " in from this host");
  }

  @ParameterizedTest
  @EnumSource
  void anAccountWithoutTheGrant(Database.Kind kind) {
    Database database = user(kind, "no_grant", "");
    ServerException e = refusal(options(database, "no_grant", "secret"), DumpFrom.EARLIEST);
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(e)
        .hasMessageStartingWith("127.0.0.1:" + database.port() + " says: Access denied")
        .hasMessageEndingWith(
            ": run on the server: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO"
                + " 'no_grant'@'%'");
  }

  /// It is all that reading from the start needs.
  @ParameterizedTest
  @EnumSource
  void replicationSlaveAloneIsEnoughForTheEarliest(Database.Kind kind) {
    Database database = user(kind, "only_slave", "replication slave");
    try (Reader reader =
        new Reader(options(database, "only_slave", "secret"), ID, DumpFrom.EARLIEST)) {
      reader.next(e -> Reader.type(e) == Reader.QUERY);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void aServerWithoutALog(Database.Kind kind) {
    try (Database database = Database.start(kind, "--skip-log-bin")) {
      says(
          refusal(options(database), DumpFrom.EARLIEST),
          Kind.REFUSED,
          "127.0.0.1:"
              + database.port()
              + " says: Binary log is not open (error 1236): the server writes no log; start it"
              + " with log_bin=binlog and binlog_format=ROW (RDS: switch automatic backups on)");
      try (ServerQueries queries = ServerQueries.open(options(database))) {
        assertThat(queries.facts().logBin()).isFalse();
        assertThatThrownBy(queries::logEnd)
            .hasMessage(
                "the server writes no log; start it with log_bin=binlog and binlog_format=ROW"
                    + " (RDS: switch automatic backups on)");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPurgedFile(Database.Kind kind) {
    try (Database database = Database.start(kind, kind.gtids(true))) {
      database.sql("create database s", "flush logs", "create database t", "flush logs");
      purge(database, "binlog.000003");
      String keep =
          kind == Database.Kind.MYSQL_5_6
              ? "SET GLOBAL expire_logs_days = 7 (and in my.cnf)"
              : kind.isMariaDb()
                  ? "SET GLOBAL binlog_expire_logs_seconds = 604800 (and in my.cnf)"
                  : "SET PERSIST binlog_expire_logs_seconds = 604800";
      String remedy =
          " is no longer there; go on with --start=earliest (what lies between is lost), and keep"
              + " the log longer: "
              + keep
              + ", on RDS and Aurora: CALL mysql.rds_set_configuration('binlog retention hours',"
              + " 24)";
      says(
          refusal(options(database), new DumpFrom.At("binlog.000001", 4)),
          Kind.REFUSED,
          "127.0.0.1:"
              + database.port()
              + " says: Could not find first log file name in binary log index file (error 1236):"
              + " binlog.000001:4"
              + remedy);
      DumpFrom gtids =
          kind.isMariaDb() ? new DumpFrom.MariaGtids("0-1-1") : new DumpFrom.MysqlGtids("");
      assertThat(refusal(options(database), gtids))
          .hasMessageEndingWith(
              "(error 1236): "
                  + (kind.isMariaDb() ? "what follows GTID '0-1-1'" : "the first transaction")
                  + remedy);
    }
  }

  /// A file is kept, without an error, while the server still needs it to recover.
  private static void purge(Database database, String upTo) {
    for (int i = 0; i < 100; i++) {
      database.sql("purge binary logs to '" + upTo + "'", "do sleep(0.1)");
      if (upTo.equals(database.query("show binary logs").getFirst().getFirst())) {
        return;
      }
    }
    throw new AssertionError(database + " keeps its files");
  }

  @ParameterizedTest
  @EnumSource
  void aPositionBehindTheFilesEnd(Database.Kind kind) {
    Database database = Database.shared(kind);
    ServerException e =
        refusal(options(database), new DumpFrom.At("binlog.000001", 4_000_000_000L));
    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
    assertThat(e)
        .hasMessageEndingWith(
            "(error 1236): binlog.000001:4000000000 is not where an event starts; start from a"
                + " position that SHOW BINLOG EVENTS lists, from a GTID set, or from the file's"
                + " start (:4)");
  }

  @Test
  void aGtidSetOfAnotherServer() {
    Database database = Database.shared(Database.Kind.MARIADB_11_8);
    // A server that has nothing of a domain yet says nothing about it until it has.
    database.freshSchema();
    says(
        refusal(options(database), new DumpFrom.MariaGtids("0-1-123456789")),
        Kind.REFUSED,
        "127.0.0.1:"
            + database.port()
            + " says: Error: connecting slave requested to start from GTID 0-1-123456789, which is"
            + " not in the master's binlog (error 1236): what follows GTID '0-1-123456789' is of"
            + " another server's history; check the host of source.url, or start anew with"
            + " --start=earliest or latest");
  }

  @Test
  void gtidsOnAServerWithoutThem() {
    Database.Kind kind = Database.Kind.MYSQL_9_7;
    try (Database database = Database.start(kind, kind.gtids(false))) {
      database.sql("create database s");
      assertThat(refusal(options(database), new DumpFrom.MysqlGtids("")))
          .hasMessageEndingWith(
              ": start the server with gtid_mode=ON and enforce_gtid_consistency=ON, or start from"
                  + " FILE:POSITION");
    }
  }

  /// Two that share an id throw each other off for ever; whoever is thrown off must not come back.
  @ParameterizedTest
  @EnumSource
  void anotherReplicaWithOurId(Database.Kind kind) {
    Database database = Database.shared(kind);
    long id = 4_000_000_555L;
    try (Reader first = new Reader(options(database), id, DumpFrom.EARLIEST)) {
      first.next();
      try (Reader second = new Reader(options(database), id, DumpFrom.EARLIEST)) {
        second.next();
        ServerException e = first.end();
        if (kind == Database.Kind.MYSQL_5_6) {
          // It says nothing and hangs up.
          assertThat(e.kind()).isEqualTo(Kind.LOST);
        } else {
          assertThat(e.kind()).isEqualTo(Kind.REFUSED);
          assertThat(e)
              .hasMessageEndingWith(
                  ": another replica connected with our id 4000000555; give each its own with"
                      + " --source.server-id");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsKilled(Database.Kind kind) {
    try (Database database = Database.start(kind);
        Reader reader = new Reader(options(database), ID, DumpFrom.EARLIEST)) {
      reader.next();
      database.kill();
      ServerException e = reader.end();
      assertThat(e.kind()).isEqualTo(Kind.LOST);
      assertThat(e)
          .hasMessageStartingWith("127.0.0.1:" + database.port() + ": ")
          .hasMessageEndingWith(": connecting again may help");
      assertThatThrownBy(reader.stream::poll).isSameAs(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsShutDown(Database.Kind kind) {
    try (Database database = Database.start(kind);
        Reader reader = new Reader(options(database), ID, DumpFrom.EARLIEST)) {
      reader.next();
      database.stop();
      assertThat(reader.end().kind()).isEqualTo(Kind.LOST);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatIsKilled(Database.Kind kind) {
    Database database = Database.shared(kind);
    try (Reader reader = new Reader(options(database), ID, DumpFrom.EARLIEST)) {
      reader.next();
      database.sql("kill " + reader.stream.connectionId());
      assertThat(reader.end().kind()).isEqualTo(Kind.LOST);
    }
  }

  @Test
  void anUnknownHost() {
    ServerOptions options = ServerOptions.of("no-such.invalid", 3306, "u", "");
    String line =
        "no-such.invalid:3306: there is no host named no-such.invalid: check the host of"
            + " source.url and DNS";
    says(refusal(options, DumpFrom.EARLIEST), Kind.LOST, line);
    assertThatThrownBy(() -> ServerQueries.open(options)).hasMessage(line);
  }

  @Test
  void aPortWhereNobodyListens() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ServerOptions options = ServerOptions.of("127.0.0.1", port, "u", "");
    String line =
        "127.0.0.1:"
            + port
            + ": connection refused: check host and port of source.url, and that the server runs";
    says(refusal(options, DumpFrom.EARLIEST), Kind.LOST, line);
    assertThatThrownBy(() -> ServerQueries.open(options)).hasMessage(line);
  }

  /// Something listens, takes the connection and hangs up, or speaks another language.
  @ParameterizedTest
  @ValueSource(strings = {"", "\1\0\0\0x", "HTTP/1.1 400 Bad Request\r\n\r\n"})
  void aPortWhereNoDatabaseListens(String greeting) throws Exception {
    try (var server = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = server.accept()) {
              socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      ServerOptions options = ServerOptions.of("127.0.0.1", server.getLocalPort(), "u", "secret");
      ServerException e = refusal(options, DumpFrom.EARLIEST);
      assertThat(e.kind()).isEqualTo(Kind.LOST);
      assertThat(e)
          .hasMessageStartingWith("127.0.0.1:" + server.getLocalPort() + ": ")
          .hasMessageEndingWith(": is a MySQL or MariaDB server listening there?");
    }
  }

  @Test
  void aServerThatTakesTooLongToAnswer() throws Exception {
    try (var server = new ServerSocket(0)) {
      ServerOptions options =
          ServerOptions.of("127.0.0.1", server.getLocalPort(), "u", "")
              .withTimeouts(Duration.ofMillis(300), Duration.ofSeconds(1));
      says(
          refusal(options, DumpFrom.EARLIEST),
          Kind.LOST,
          "127.0.0.1:"
              + server.getLocalPort()
              + ": no answer within 300 ms: check host and port of source.url, and the firewalls on"
              + " the way");
    }
  }
}
