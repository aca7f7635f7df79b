package io.wherry.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PlainKinesis;
import io.wherry.server.WherryProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A value of 64 MiB in the heap the launcher gives, 256 MB: its event and its record, 85 MiB of
/// base64, are there at once, and nothing else of that size may be.
@Tag("server")
@Tag("slow")
class LargeRowTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// `abc` so many times are 64 MiB.
  private static final int TIMES = (64 << 20) / 3 + 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"MYSQL_9_7, file", "MYSQL_9_7_COMPRESSED, stdout", "MARIADB_11_8, file"})
  void aValueOf64MebibytesFits(String server, String sink) throws IOException {
    boolean compressed = server.endsWith("_COMPRESSED");
    Kind kind = Kind.valueOf(server.replace("_COMPRESSED", ""));
    try (Database database = Database.start(kind, "--max-allowed-packet=1G")) {
      String schema = database.freshSchema();
      database.sql("create table " + schema + ".t (id int primary key, big longblob)");
      String start = database.position();
      // Two in one statement: the second event comes while the first record is held back.
      database.sql(
          compressed ? "set binlog_transaction_compression = ON" : "do 0",
          "insert into %s.t values (1, repeat('abc', %d)), (2, repeat('abc', %<d))"
              .formatted(schema, TIMES),
          "set binlog_row_image = MINIMAL",
          "update %s.t set big = repeat('xyz', %d) where id = 2".formatted(schema, TIMES));
      Path file = folder.resolve("out");
      try (var wherry = run(database, schema, start, sink.equals("file") ? "file:" + file : sink)) {
        assertThat(wherry.awaitExit(PATIENCE)).as(wherry.stderr()).isZero();
        Path out = sink.equals("file") ? file : wherry.stdoutFile();
        try (var in = new BufferedInputStream(Files.newInputStream(out), 1 << 20)) {
          row(in, "values\":{\"id\":1,", "YWJj", "Write", schema);
          row(in, "values\":{\"id\":2,", "YWJj", "Write", schema);
          row(in, "before_values\":{\"id\":2},\"after_values\":{", "eHl6", "Update", schema);
          assertThat(in.read()).isEqualTo(-1);
        }
      }
      if (!compressed) {
        bothImagesWantMore(database, schema);
      }
    }
  }

  // What goes to the dead letter is there a third time while it waits for that: too much for this
  // heap, and one line says so. With more the next run goes on where this one ended.
  @Test
  void aTextOf64MebibytesForTheDeadLetterAsksForMoreHeap() throws IOException {
    try (Database database = Database.start(Kind.MYSQL_9_7, "--max-allowed-packet=1G");
        LocalStream service = LocalStream.start(LocalStreamOptions.defaults().withStream("s", 1))) {
      String schema = database.freshSchema();
      database.sql("create table " + schema + ".t (id int primary key, big longtext)");
      Path letter = folder.resolve("letter");
      Wherry wherry =
          Wherry.intoStream(database, schema, service.endpoint().toString(), "s", folder)
              .with("--start=" + database.position(), "--format=seed", "--oversize=dead-letter")
              .with("--oversize.dead-letter=" + letter);
      database.sql(
          "insert into %s.t values (1, repeat('abc', %d)), (2, 'small')".formatted(schema, TIMES));
      try (var run = wherry.start("--until=latest")) {
        assertThat(run.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(run.stderr().lines().toList().getLast())
            .isEqualTo(
                "wherry: out of memory (Java heap space): give more with JAVA_OPTS=-Xmx512m; rerun"
                    + " with --debug to see where");
      }
      wherry.environment(Map.of("_JAVA_OPTIONS", "-Xmx512m")).toTheEnd();
      try (var in = new BufferedInputStream(Files.newInputStream(letter), 1 << 20)) {
        row(in, "values\":{\"id\":1,", "abc", "Write", schema);
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThat(new PlainKinesis(service.endpoint()).data("s"))
          // Two keys: either may be first.
          .satisfiesExactlyInAnyOrder(
              pointer -> assertThat(pointer).startsWith("{\"dead_letter\":{"),
              small -> assertThat(small).contains("\"big\":\"small\""));
    }
  }

  // Twice as much, in the event and in the record: one line says what helps, and that does.
  private static void bothImagesWantMore(Database database, String schema) throws IOException {
    String start = database.position();
    database.sql("update %s.t set id = 3 where id = 1".formatted(schema));
    String[] arguments = arguments(database, schema, start, "stdout");
    try (var wherry = WherryProcess.start(arguments)) {
      assertThat(wherry.awaitExit(PATIENCE)).isEqualTo(1);
      assertThat(wherry.stderr().lines().toList().getLast())
          .startsWith("wherry: ")
          .contains("JAVA_OPTS", "-Xmx");
      assertThat(wherry.stdout()).isEmpty();
    }
    try (var wherry = WherryProcess.withHeap("512m", arguments)) {
      assertThat(wherry.awaitExit(PATIENCE)).as(wherry.stderr()).isZero();
      try (var in = new BufferedInputStream(Files.newInputStream(wherry.stdoutFile()), 1 << 20)) {
        text(in, "{\"table\":\"t\",\"row\":{\"before_values\":{\"id\":1,\"big\":\"");
        value(in, "YWJj");
        text(in, "\"},\"after_values\":{\"id\":3,\"big\":\"");
        value(in, "YWJj");
        end(in, "Update", schema);
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  private static WherryProcess run(Database database, String schema, String start, String sink) {
    return WherryProcess.start(arguments(database, schema, start, sink));
  }

  private static String[] arguments(Database database, String schema, String start, String sink) {
    return new String[] {
      "run",
      "--source.url=" + database.url(),
      "--tables.include=" + schema + ".*",
      "--start=" + start,
      "--until=latest",
      "--format=seed",
      "--sink=" + sink
    };
  }

  private static void row(InputStream in, String begin, String word, String type, String schema)
      throws IOException {
    text(in, "{\"table\":\"t\",\"row\":{\"" + begin + "\"big\":\"");
    value(in, word);
    end(in, type, schema);
  }

  private static void value(InputStream in, String word) throws IOException {
    byte[] words = word.repeat(1024).getBytes(US_ASCII);
    for (int left = TIMES; left > 0; left -= 1024) {
      int count = Math.min(left, 1024) * word.length();
      byte[] found = in.readNBytes(count);
      if (!java.util.Arrays.equals(found, 0, found.length, words, 0, count)) {
        assertThat(found).isEqualTo(java.util.Arrays.copyOf(words, count));
      }
    }
  }

  private static void end(InputStream in, String type, String schema) throws IOException {
    text(in, "\"}},\"type\":\"%sRowsEvent\",\"schema\":\"%s\"}\n".formatted(type, schema));
  }

  private static void text(InputStream in, String expected) throws IOException {
    assertThat(new String(in.readNBytes(expected.length()), US_ASCII)).isEqualTo(expected);
  }
}
