package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.local.fault.Fault;
import io.wherry.local.fault.Refusal;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.WherryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `wherry check`: a list on stdout with what to do, and status 1 when `run` would not work.
@Tag("server")
class CheckTest {
  private static final String GOOD_POINTS =
      """
      ok    log_bin              is ON
      ok    binlog_format        is ROW
      ok    binlog_row_image     is FULL
      """;

  private record Checked(int status, String out) {}

  private static Checked check(String url, String... more) {
    var arguments = new ArrayList<>(List.of("check", "--source.url=" + url));
    arguments.addAll(List.of(more));
    try (var wherry = WherryProcess.start(arguments.toArray(String[]::new))) {
      int status = wherry.awaitExit();
      assertThat(wherry.stderr()).isEmpty();
      return new Checked(status, wherry.stdout());
    }
  }

  @Test
  void aServerWithDefaultSettingsWorksAndIsToldAboutNames() {
    Checked checked = check(Database.shared(Kind.MYSQL_9_7).url());
    assertThat(checked.out)
        .contains("ok    server               MySQL 9.7.")
        .contains(GOOD_POINTS)
        .contains(
            "warn  binlog_row_metadata  is MINIMAL: names come from information_schema and the DDL"
                + " in the log, and where neither tells, the stream stops:"
                + " SET PERSIST binlog_row_metadata = FULL;\n")
        .contains("ok    grants               REPLICATION SLAVE: may receive the log\n")
        .endsWith("ok    sink                 stdout\n");
    assertThat(checked.status).isZero();
  }

  // Whoever looks must not take the checkpoint, nor make what is not there.
  @Test
  void whereItRemembersIsShownAndNotTouched(@TempDir Path folder) throws Exception {
    String url = Database.shared(Kind.MYSQL_9_7).url();
    Path file = folder.resolve("checkpoint");
    String checkpoint = "--checkpoint=" + file;
    String line = "ok    checkpoint           " + file + ": ";
    assertThat(check(url, checkpoint).out).contains(line + "nothing is saved there yet\n");
    assertThat(folder).isEmptyDirectory();
    try (WherryProcess active = run(url, checkpoint)) {
      assertThat(check(url, checkpoint).out)
          .containsPattern(
              line + "at .*; a run \\(process %d\\) uses it\n".formatted(active.pid()));
      active.kill();
    }
    assertThat(check(url, checkpoint).out)
        .contains(", not left in good order: rows behind it may have been sent\n");
    Files.writeString(file, "torn");
    Checked torn = check(url, checkpoint);
    assertThat(torn.out).containsPattern("fail  checkpoint  .* is not a checkpoint of Wherry");
    assertThat(torn.status).isOne();
  }

  private static WherryProcess run(String url, String checkpoint) {
    var wherry = WherryProcess.start("run", "--source.url=" + url, checkpoint);
    wherry.awaitOutput("starting at ");
    return wherry;
  }

  @Test
  void anOldServerIsChecked() {
    Checked checked = check(Database.shared(Kind.MYSQL_5_6).url());
    assertThat(checked.out)
        .contains(GOOD_POINTS)
        .contains("warn  binlog_row_metadata  is unknown to this server: names come from");
    assertThat(checked.status).isZero();
  }

  @Test
  void whatWouldStopARunIsAFailureWithItsStatement() {
    try (var database =
        Database.start(
            Kind.MARIADB_11_4,
            "--binlog-format=MIXED",
            "--binlog-row-image=MINIMAL",
            "--binlog-ignore-db=secret",
            "--binlog-ignore-db=scratch",
            "--log-bin-compress=ON")) {
      Checked checked = check(database.url());
      assertThat(checked.out)
          .contains("fail  binlog_format        is MIXED, not ROW: SET GLOBAL binlog_format = ROW;")
          .contains(
              "warn  binlog_row_image     is MINIMAL: records lack the columns that did not change;"
                  + " for all of them SET GLOBAL binlog_row_image = FULL;")
          .contains(
              "warn  binlog_ignore_db     is secret,scratch: what changes in these databases is not"
                  + " in the log and does not reach the stream")
          .contains("ok    log_bin_compress     is ON: read as it is");
      assertThat(checked.status).isEqualTo(1);
    }
  }

  // Nothing in the log tells of what is not in it: who is not told misses rows unseen.
  @Test
  void aServerThatLogsSomeDatabasesOnlySaysSoAtEachStart(@TempDir Path folder) {
    try (var database = Database.start(Kind.MYSQL_5_6, "--binlog-do-db=shop")) {
      String line =
          "is shop: what changes in other databases is not in the log and does not reach the"
              + " stream";
      Checked checked = check(database.url());
      assertThat(checked.out).contains("warn  binlog_do_db         " + line + "\n");
      assertThat(checked.status).isZero();
      try (var wherry = run(database.url(), "--checkpoint=" + folder.resolve("checkpoint"))) {
        wherry.awaitOutput("binlog_do_db " + line);
      }
    }
  }

  @Test
  void documentsToldInPartsNeedTheRowAsItWas() {
    try (var database =
        Database.start(
            Kind.MYSQL_9_7,
            "--binlog-row-value-options=PARTIAL_JSON",
            "--binlog-transaction-compression=ON")) {
      assertThat(check(database.url()).out)
          .contains("binlog_row_value_options is PARTIAL_JSON: documents are put together again")
          .contains("binlog_transaction_compression is ON: read as it is");
      database.sql("set persist binlog_row_image = MINIMAL");
      Checked checked = check(database.url());
      assertThat(checked.out)
          .contains(
              "binlog_row_value_options is PARTIAL_JSON while binlog_row_image is MINIMAL: the log"
                  + " lacks what a changed document is put together from: SET PERSIST"
                  + " binlog_row_value_options = '';");
      assertThat(checked.status).isEqualTo(1);
    }
  }

  @Test
  void anAccountWithoutGrantsIsToldWhichOnes() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    database.sql("create user if not exists 'bare'@'%' identified by 'x'");
    Checked checked = check(database.url("bare", "x"));
    assertThat(checked.out)
        .contains(
            "fail  grants               REPLICATION SLAVE is missing: GRANT REPLICATION SLAVE,"
                + " REPLICATION CLIENT ON *.* TO 'bare'@'%';\n")
        .contains("GRANT SELECT ON shop.* TO 'bare'@'%';\n");
    assertThat(checked.status).isEqualTo(1);
  }

  @Test
  void aForeignKeyWhoseCascadesAreNotLoggedIsNamed() {
    Database database = Database.shared(Kind.MARIADB_10_11);
    String schema = database.freshSchema();
    database.sql(
        "use " + schema,
        "create table parent (id int primary key)",
        "create table child (id int primary key, p int, constraint belongs foreign key (p)"
            + " references parent (id) on delete cascade)");
    Checked checked = check(database.url(), "--tables.include=" + schema + ".*");
    assertThat(checked.out)
        .contains(
            "warn  foreign key          "
                + schema
                + ".child: belongs (ON DELETE CASCADE, ON UPDATE ");
  }

  @Test
  void theStreamIsLookedAt() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var kinesis = KinesisLocal.start("there:2")) {
      String endpoint = "--sink.endpoint=" + kinesis.endpoint();
      Checked there = check(database.url(), "--sink=kinesis:there", endpoint);
      assertThat(there.out).contains("ok    stream               there is ACTIVE\n");
      assertThat(there.out).contains("ok    stream               2 shards; a record may have ");
      assertThat(there.out)
          .contains(
              "ok    stream               can be read: what a crash leaves open is read back\n");
      assertThat(kinesis.client().data("there")).as("nothing is put unless asked for").isEmpty();
      assertThat(there.status).isZero();
      Checked missing = check(database.url(), "--sink=kinesis:missing", endpoint);
      assertThat(missing.out)
          .endsWith(
              "fail  stream               missing is not there: create it, or give"
                  + " --sink.create=SHARDS|on-demand\n");
      assertThat(missing.status).isEqualTo(1);
    }
  }

  @Test
  void whatDeliveryAssumesIsMeasuredWhenAskedFor() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    try (var kinesis = KinesisLocal.start("probed:2")) {
      Checked checked =
          check(
              database.url(),
              "--sink=kinesis:probed",
              "--sink.endpoint=" + kinesis.endpoint(),
              "--probe");
      assertThat(checked.out)
          .containsPattern(
              "warn  probe                10 records "
                  + "\\{\"wherry\":\"probe\",\"id\":\"[0-9a-f-]+\",…\\}"
                  + " were put into 2 shards: consumers see them\n"
                  + "ok    REQUEST_LIFE         the slowest put was answered after "
                  + "\\d+ ms; a put is"
                  + " given up after 5000 ms\n"
                  + "ok    READ_LAG             the slowest record was seen \\d+ ms after its"
                  + " acknowledgement; assumed are at most 1000 ms\n");
      assertThat(kinesis.client().data("probed"))
          .hasSize(10)
          .allMatch(data -> data.startsWith("{\"wherry\":\"probe\",\"id\":\""));
    }
  }

  // Without that right a crash is followed by rows that come twice: better to know before.
  @Test
  void aMissingRightToReadIsTold() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    for (String call : List.of("GetShardIterator", "GetRecords")) {
      var options =
          LocalStreamOptions.defaults()
              .withStream("blind", 1)
              .withFaults(asked ->
                  asked.operation().equals(call)
                      ? Fault.NONE.refusing(Refusal.ACCESS_DENIED)
                      : Fault.NONE);
      try (var service = LocalStream.start(options)) {
        Checked checked =
            check(database.url(), "--sink=kinesis:blind", "--sink.endpoint=" + service.endpoint());
        assertThat(checked.out)
            .containsPattern(
                "warn  stream               stream blind at http://\\S+: not allowed to call "
                    + "kinesis:"
                    + call
                    + ": grant that action on the stream \\(User: .*\\); without it rows may come"
                    + " twice after a crash or a timeout\n");
        assertThat(checked.status).isZero();
      }
    }
  }

  @Test
  void aServerThatCannotBeReachedIsOneLine() {
    Checked checked = check("mysql://u:p@127.0.0.1:1");
    assertThat(checked.out).startsWith("fail  server               127.0.0.1:1: ");
    assertThat(checked.status).isEqualTo(1);
  }
}
