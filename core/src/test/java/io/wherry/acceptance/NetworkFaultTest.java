package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.BadLine;
import io.wherry.server.BadLine.Way;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PlainKinesis;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lines that are worse than broken: slow, deaf on one side, half-open, a byte at a time, cut in
/// the middle of an answer. One run lives through all of them on the way from its server, another
/// on the way to its stream, and rows go on coming.
@Tag("server")
@Tag("slow")
@Timeout(300)
class NetworkFaultTest {
  /// Longer than a put may live (5 s), and than the server may be silent (5 s).
  private static final Duration LONG = Duration.ofMillis(5_600);

  private static final Duration SHORT = Duration.ofMillis(1_200);
  private static final int ROWS_A_STATEMENT = 5;

  @TempDir Path folder;

  private final Database database = Database.shared(Kind.MYSQL_9_7);
  private final String schema = database.freshSchema();
  private int statements;
  private String start = "";

  /// Inserts a few rows, and moves one row's counter on: its changes have an order.
  private void write() {
    int first = 1 + statements * ROWS_A_STATEMENT;
    var rows = new StringBuilder();
    for (int id = first; id < first + ROWS_A_STATEMENT; id++) {
      rows.append(rows.isEmpty() ? "(" : ", (").append(id).append(", 0)");
    }
    statements++;
    database.sql(
        "insert into " + schema + ".t values " + rows,
        "update " + schema + ".t set n = n + 1 where id = 1");
  }

  private void writeFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      write();
      Await.sleep(Duration.ofMillis(100));
    }
  }

  private int rows() {
    return statements * (ROWS_A_STATEMENT + 1);
  }

  /// One run, with one of its lines bad.
  private final class Run implements AutoCloseable {
    final BadLine line;
    final WherryProcess process;
    final String stream;

    Run(BadLine line, String stream, Wherry wherry) {
      this.line = line;
      this.stream = stream;
      process = wherry.with("--start=" + start).start();
    }

    void check(PlainKinesis kinesis, Rebuild rebuild, String... lines) {
      assertThat(process.terminate()).as(process.stderr()).isZero();
      assertThat(process.stderr()).contains(lines);
      assertThat(line.resets()).as("resets on the way to " + stream).isPositive();
      rebuild.apply(kinesis.data(stream)).assertEqualsTables();
      assertThat(rebuild.repeated()).as("twice").isZero();
      assertThat(rebuild.events()).isEqualTo(rows());
    }

    @Override
    public void close() {
      process.close();
      line.close();
    }
  }

  @Test
  void whateverTheLinesDoNothingIsLostOrTwiceOrOutOfOrder() {
    database.sql("create table " + schema + ".t (id int primary key, n int)");
    start = database.position();
    var rebuilds = List.of(new Rebuild(database, schema), new Rebuild(database, schema));
    try (var service =
            LocalStream.start(LocalStreamOptions.defaults().withStream("a", 2).withStream("b", 2));
        var badSource = badSource(service.endpoint());
        var badStream = badStream(service.endpoint())) {
      var kinesis = new PlainKinesis(service.endpoint());
      var runs = List.of(badSource, badStream);
      write();
      awaitAll(kinesis);
      bad(runs, SHORT, line -> line.delay(Duration.ofMillis(150)), kinesis);
      bad(runs, LONG, line -> line.lose(Way.TO_CLIENT), kinesis);
      bad(runs, LONG, line -> line.lose(Way.TO_SERVER), kinesis);
      bad(runs, LONG, BadLine::halfOpen, kinesis);
      bad(runs, SHORT, BadLine::trickle, kinesis);
      bad(runs, SHORT, line -> line.resetNext(70), kinesis);
      badSource.check(
          kinesis,
          rebuilds.get(0),
          "no bytes for 5 s while waiting, though the server should send a heartbeat every second",
          ": Connection reset: connecting again");
      badStream.check(
          kinesis,
          rebuilds.get(1),
          "records of calls that failed are looked for or sent again",
          "put failed: SdkClientException: no answer within 5000 ms");
    }
  }

  private Run badSource(URI service) {
    BadLine line = BadLine.to(database.port());
    return new Run(
        line,
        "a",
        Wherry.through(line.port(), schema).intoStream(service.toString(), "a", folder("a")));
  }

  private Run badStream(URI service) {
    BadLine line = BadLine.to(service.getPort());
    return new Run(
        line,
        "b",
        Wherry.through(database.port(), schema)
            .intoStream("http://127.0.0.1:" + line.port(), "b", folder("b")));
  }

  private Path folder(String name) {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAll(PlainKinesis kinesis) {
    kinesis.awaitRecords("a", rows());
    kinesis.awaitRecords("b", rows());
  }

  /// The lines are bad for a while; then everything written meanwhile arrives.
  private void bad(List<Run> runs, Duration time, Consumer<BadLine> fault, PlainKinesis kinesis) {
    runs.forEach(run -> fault.accept(run.line));
    writeFor(time);
    runs.forEach(run -> run.line.heal());
    write();
    awaitAll(kinesis);
    runs.forEach(run -> assertThat(run.process.alive()).as(run.process.stderr()).isTrue());
  }
}
