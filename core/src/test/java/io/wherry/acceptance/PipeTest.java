package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.WherryProcess;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What `run` and `tail` print, with real processes at both ends of a real pipe.
@Tag("server")
class PipeTest {
  private static final long WAIT_SECONDS = 60;

  @SuppressWarnings("NullAway.Init")
  private static KinesisLocal kinesis;

  @BeforeAll
  static void start() {
    kinesis = KinesisLocal.start("rows:2", "quiet:1");
    for (int i = 0; i < 20; i++) {
      kinesis.client().put("rows", "k" + i, "{\"n\":" + i + "}\n");
    }
  }

  @AfterAll
  static void stop() {
    kinesis.close();
  }

  private static String[] tail(String stream, String... more) {
    String[] line = new String[more.length + 3];
    line[0] = "tail";
    line[1] = "--stream=" + stream;
    line[2] = "--sink.endpoint=" + kinesis.endpoint();
    System.arraycopy(more, 0, line, 3, more.length);
    return line;
  }

  @Test
  void theWholeStreamIsPrintedAndTheEndIsFound() {
    try (var wherry = WherryProcess.start(tail("rows", "--from=oldest", "--until=latest"))) {
      assertThat(wherry.awaitExit()).as(wherry.stderr()).isZero();
      assertThat(wherry.stdout().lines()).hasSize(20).contains("{\"n\":0}", "{\"n\":19}");
      assertThat(wherry.stderr()).isEmpty();
    }
  }

  @Test
  void aSignalEndsItInGoodOrder() {
    try (var wherry = WherryProcess.start(tail("rows", "--from=oldest"))) {
      wherry.awaitOutput("\"n\":19");
      assertThat(wherry.terminate()).as(wherry.stderr()).isZero();
      assertThat(wherry.stderr()).isEmpty();
    }
  }

  @Test
  void aMissingStreamIsOneLineAndStatusOne() {
    try (var wherry = WherryProcess.start(tail("nowhere"))) {
      assertThat(wherry.awaitExit()).isEqualTo(1);
      assertThat(wherry.stderr())
          .isEqualTo(
              "wherry: stream nowhere does not exist at "
                  + kinesis.endpoint()
                  + ": check its name, --sink.endpoint and --sink.region\n");
    }
  }

  // `wherry tail | head -1`: an error line, or a process that stays until the next record, would
  // make it useless in scripts.
  @Test
  void tailEndsQuietlyWhenItsReaderGoesAway() throws Exception {
    Process process = WherryProcess.piped(tail("rows", "--from=oldest"));
    assertThat(firstLine(process)).startsWith("{\"n\":");
    assertEndsQuietly(process);
  }

  @Test
  void tailNoticesThatAlsoWhileNothingArrives() throws Exception {
    kinesis.client().put("quiet", "k", "{\"n\":1}\n");
    Process process = WherryProcess.piped(tail("quiet", "--from=oldest"));
    assertThat(firstLine(process)).isEqualTo("{\"n\":1}");
    TimeUnit.SECONDS.sleep(1);
    assertEndsQuietly(process);
  }

  @Test
  void runEndsQuietlyWhenItsReaderGoesAway() throws Exception {
    try (var database = Database.start(Kind.MARIADB_11_4)) {
      database.sql("create database shop", "create table shop.t (id int primary key, w text)");
      String position = database.position();
      for (int i = 0; i < 20; i++) {
        database.sql("insert into shop.t values (" + i + ", repeat('x', 60000))");
      }
      Process process =
          WherryProcess.piped(
              "run", "--source.url=" + database.url(), "--start=" + position, "--format=seed");
      assertThat(firstLine(process)).startsWith("{\"table\":\"t\"");
      assertEndsWithoutError(process);
    }
  }

  /// Reads a line, and closes the pipe.
  private static String firstLine(Process process) throws Exception {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return String.valueOf(out.readLine());
    }
  }

  private static void assertEndsQuietly(Process process) throws Exception {
    assertThat(assertEndsWithoutError(process)).isEmpty();
  }

  private static List<String> assertEndsWithoutError(Process process) throws Exception {
    long closed = System.nanoTime();
    assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    List<String> err = process.errorReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.exitValue()).as("%s", err).isZero();
    assertThat(err).noneMatch(line -> line.contains("stdout"));
    assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(10));
    return err;
  }
}
