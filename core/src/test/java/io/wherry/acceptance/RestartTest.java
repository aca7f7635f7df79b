package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.WherryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way to start again: nothing is missing afterwards, shown by rebuilding the table.
@Tag("server")
class RestartTest {
  @TempDir private Path folder;

  private List<String> run(Database database, String schema, String... more) throws Exception {
    Path file = folder.resolve("rows-" + System.nanoTime());
    var line =
        new ArrayList<>(
            List.of(
                "run",
                "--source.url=" + database.url(),
                "--until=latest",
                "--tables.include=" + schema + ".*",
                "--sink=file:" + file));
    line.addAll(List.of(more));
    try (var wherry = WherryProcess.start(line.toArray(String[]::new))) {
      assertThat(wherry.awaitExit()).as(wherry.stderr()).isZero();
    }
    return Files.readAllLines(file);
  }

  private static void table(Database database, String schema) {
    database.sql("create table " + schema + ".t (id int primary key, v varchar(20))");
  }

  private static void rows(Database database, String schema, int from, int to) {
    for (int id = from; id < to; id++) {
      database.sql(
          "insert into " + schema + ".t values (" + id + ", 'x'), (" + -id + ", 'y')",
          "update " + schema + ".t set v = 'z' where id = " + id);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fromACheckpoint(Kind kind) throws Exception {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    table(database, schema);
    String checkpoint = "--checkpoint=" + folder.resolve("checkpoint");
    String start = "--start=" + database.position();
    rows(database, schema, 1, 10);
    var all = new ArrayList<>(run(database, schema, checkpoint, start));
    rows(database, schema, 10, 20);
    all.addAll(run(database, schema, checkpoint, start));
    all.addAll(run(database, schema, checkpoint, start));
    var rebuilt = new Rebuild(database, schema).apply(all);
    rebuilt.assertEqualsTables();
    // Each stop was clean, so nothing came twice either.
    assertThat(rebuilt.repeated()).isZero();
    assertThat(rebuilt.events()).isEqualTo(19 * 3);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "MYSQL_5_6")
  void fromAGtidSet(Kind kind) throws Exception {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    table(database, schema);
    rows(database, schema, 1, 5);
    var rebuild = new Rebuild(database, schema).startFromTables();
    String start = "--start=" + database.gtids();
    rows(database, schema, 5, 15);
    rebuild.apply(run(database, schema, start));
    rebuild.assertEqualsTables();
    assertThat(rebuild.events()).isEqualTo(10 * 3);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fromATime(Kind kind) throws Exception {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    table(database, schema);
    rows(database, schema, 1, 5);
    database.sql("flush logs");
    rows(database, schema, 5, 10);
    // Servers that log no commit time log whole seconds.
    Await.sleep(Duration.ofMillis(1_100));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var rebuild = new Rebuild(database, schema).startFromTables();
    Await.sleep(Duration.ofMillis(1_100));
    database.sql("flush logs");
    rows(database, schema, 10, 20);
    rebuild.apply(run(database, schema, "--start=" + now));
    rebuild.assertEqualsTables();
    assertThat(rebuild.events()).isEqualTo(10 * 3);
  }
}
