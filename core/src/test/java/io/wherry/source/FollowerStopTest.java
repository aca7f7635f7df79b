package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What cannot be published stops the stream with one line, before the position moves.
@Tag("server")
class FollowerStopTest {
  @Test
  void aServerThatDoesNotLogRowsIsRefusedAtStart() {
    refused(
        Kind.MYSQL_9_7,
        "--skip-log-bin",
        "the server writes no log (log_bin is OFF): start it with log_bin=binlog and"
            + " binlog_format=ROW in my.cnf (RDS: switch automatic backups on)");
    refused(
        Kind.MYSQL_9_7,
        "--binlog-format=MIXED",
        "binlog_format is MIXED, which leaves out what a row change needs: run SET PERSIST"
            + " binlog_format=ROW; and let clients connect anew");
    refused(
        Kind.MARIADB_10_11,
        "--binlog-format=STATEMENT",
        "binlog_format is STATEMENT, which leaves out what a row change needs: run SET GLOBAL"
            + " binlog_format=ROW; (and binlog_format=ROW in my.cnf) and let clients connect anew");
  }

  private static void refused(Kind kind, String option, String line) {
    try (Database database = Database.start(kind, option)) {
      assertThatThrownBy(
              () -> Following.of(database, "s", new StartPosition.Earliest(), new Until.Never()))
          .isInstanceOf(SourceException.class)
          .hasMessage("127.0.0.1:" + database.port() + ": " + line);
    }
  }

  // A session may have its own format. Its changes are nowhere in the log as rows.
  @ParameterizedTest
  @EnumSource
  void aStatementThatChangedRowsStopsTheStream(Kind kind) {
    stops(
        kind,
        "binlog.[0-9]{6}:~?[0-9]+ QUERY: INSERT changed rows of test_[0-9]+.t and logged none,"
            + " since"
            + " its session did not have binlog_format=ROW: set it for the server and all sessions,"
            + " and start behind this statement, or go on without those rows"
            + " \\(--on-statement=warn\\)",
        "set session binlog_format=STATEMENT",
        "insert into t values (2, 'b')");
  }

  /// Runs statements in one session behind a row that can be published, twice: the second run
  /// starts at the position at which the first one stopped.
  private static void stops(Kind kind, String line, String... statements) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    String start = database.position();
    database.sql(
        "use " + schema,
        "create table t (id int primary key, name varchar(20))",
        "insert into t values (1, 'a')");
    String place = database.position();
    var all = new java.util.ArrayList<>(java.util.List.of("use " + schema));
    all.addAll(java.util.List.of(statements));
    database.sql(all.toArray(String[]::new));

    Position stopped;
    try (var following =
        Following.of(database, schema, StartPosition.parse(start), new Until.Latest())) {
      assertThat(following.words(3)).containsExactly("begin", "insert t{1,a}", "commit");
      assertThatThrownBy(following::words)
          .isInstanceOf(SourceException.class)
          .hasMessageMatching(line);
      assertThatThrownBy(following::word).hasMessageMatching(line);
      stopped = following.position();
    }
    assertThat(stopped.file() + ":" + stopped.offset()).isEqualTo(place);
    assertThat(stopped.rows()).isZero();
    var again = new StartPosition.Checkpoint(stopped, Memory.NONE);
    assertThatThrownBy(() -> Following.toTheEnd(database, schema, again)).hasMessageMatching(line);
  }
}
