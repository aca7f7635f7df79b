package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.WherryProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a user sees when a run cannot start: status 1 and one line, which says what to do. No stack
/// trace, no row.
@Tag("server")
class RefusedTest {
  private static void assertRefused(String url, String line, String... more) {
    var arguments = new ArrayList<>(List.of("run", "--source.url=" + url));
    arguments.addAll(List.of(more));
    try (var wherry = WherryProcess.start(arguments.toArray(String[]::new))) {
      assertThat(wherry.awaitExit()).isEqualTo(1);
      assertThat(wherry.stdout()).isEmpty();
      assertThat(wherry.stderr().lines()).singleElement().asString().matches("wherry: " + line);
    }
  }

  @Test
  void aWrongPassword() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    database.sql("create user if not exists 'known'@'%' identified by 'right'");
    assertRefused(
        database.url("known", "wrong"),
        "127.0.0.1:\\d+ says: Access denied for user 'known'@'\\S+' \\(using password: YES\\)"
            + " \\(error 1045\\): .*");
  }

  @Test
  void aMissingGrant() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    database.sql("create user if not exists 'poor'@'%' identified by 'x'");
    assertRefused(
        database.url("poor", "x"),
        ".*GRANT REPLICATION SLAVE, REPLICATION CLIENT ON \\*\\.\\* TO 'poor'@'%'",
        "--start=earliest");
  }

  @Test
  void aServerThatIsNotThere() {
    assertRefused("mysql://u:p@127.0.0.1:1", "127.0.0.1:1: .*");
  }

  @Test
  void aServerThatWritesNoLog() {
    try (var database = Database.start(Kind.MYSQL_9_7, "--skip-log-bin")) {
      assertRefused(database.url(), ".*log_bin.*", "--start=earliest");
    }
  }

  @Test
  void aServerThatLogsStatements() {
    try (var database = Database.start(Kind.MARIADB_11_4, "--binlog-format=MIXED")) {
      assertRefused(
          database.url(),
          ".*binlog_format is MIXED.*SET GLOBAL binlog_format *= *'?ROW.*",
          "--start=earliest");
    }
  }

  @Test
  void aLogThatWasPurged() {
    try (var database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("flush binary logs", "purge binary logs to 'binlog.000002'");
      assertRefused(
          database.url(), ".*binlog.000001:4 is no longer there.*", "--start=binlog.000001:4");
    }
  }

  @Test
  void aStreamThatIsNotThere() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var kinesis = KinesisLocal.start()) {
      assertRefused(
          database.url(),
          ".*missing.*--sink.create=SHARDS\\|on-demand.*",
          "--sink=kinesis:missing",
          "--sink.endpoint=" + kinesis.endpoint());
    }
  }

  @Test
  void aSecondRunWithTheSameCheckpoint() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var first =
        WherryProcess.start("run", "--source.url=" + database.url(), "--checkpoint=c")) {
      first.awaitOutput("starting at");
      assertRefused(
          database.url(), ".*checkpoint.*", "--checkpoint=" + first.folder().resolve("c"));
    }
  }
}
