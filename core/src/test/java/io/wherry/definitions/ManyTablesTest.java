package io.wherry.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.checkpoint.file.FileCheckpointStore;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.source.Memory;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server with very many tables.
///
/// `-Ddefinitions.tables=10000` makes as many; what it costs is printed.
@Tag("server")
@Tag("slow")
class ManyTablesTest {
  private static final int TABLES = Integer.getInteger("definitions.tables", 2_000);

  /// The most a table may cost, in bytes: 50 MB for 10,000.
  private static final long BYTES_A_TABLE_MAX = 5_000;

  @Test
  void eachTableCostsLittle(@TempDir Path folder) throws SQLException {
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      create(database);
      long memoryBefore = used();
      long start = System.nanoTime();
      try (var reading = reading(database, new StartPosition.Latest());
          var store = new FileCheckpointStore(folder.resolve("c"))) {
        reading.awaitDefinitions();
        long millis = (System.nanoTime() - start) / 1_000_000;
        long bytes = used() - memoryBefore;
        Memory memory = memory(reading);
        long kept = memory.documents().values().stream().mapToLong(String::length).sum();
        long saving = System.nanoTime();
        memory.documents().forEach(store::save);
        long saved = (System.nanoTime() - saving) / 1_000_000;
        System.out.printf(
            "%d tables: %d ms to the definitions, %d kB of heap; %d documents, %d kB, saved in %d"
                + " ms%n",
            TABLES, millis, bytes / 1000, memory.documents().size(), kept / 1000, saved);
        assertThat(bytes).isLessThan(TABLES * BYTES_A_TABLE_MAX);
        assertThat(memory.documents().values())
            .allSatisfy(text -> assertThat(text.length()).isLessThan(64 * 1024));
        oneStatementRewritesOneDocument(database, reading, memory);
      }
    }
  }

  private static void oneStatementRewritesOneDocument(
      Database database, Reading reading, Memory before) {
    database.sql("alter table s.t1 add z int", "insert into s.t1 (customer, z) values (1, 2)");
    reading.readTo(database.position());
    Set<String> changed = new HashSet<>(memory(reading).documents().keySet());
    changed.removeAll(before.documents().keySet());
    assertThat(changed).hasSize(1);
    long start = System.nanoTime();
    try (var again = reading(database, reading.checkpoint())) {
      again.awaitDefinitions();
      System.out.printf("restart: %d ms%n", (System.nanoTime() - start) / 1_000_000);
      assertThat(memory(again)).isEqualTo(memory(reading));
    }
  }

  private static Memory memory(Reading reading) {
    return ((StartPosition.Checkpoint) reading.checkpoint()).memory();
  }

  private static Reading reading(Database database, StartPosition start) {
    return new Reading(database, start, new Until.Never(), "s"::equals);
  }

  private static void create(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement session = connection.createStatement()) {
      session.execute("create database s");
      session.execute("use s");
      for (int i = 0; i < TABLES; i++) {
        session.execute(
            "create table t"
                + i
                + " (id bigint unsigned not null auto_increment primary key, customer int not null,"
                + " status enum('new','paid','sent') not null default 'new', total decimal(12,2),"
                + " note varchar(200), email varchar(100) character set latin1,"
                + " created datetime(3), changed timestamp null, flags set('a','b','c'),"
                + " body text)");
      }
    }
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
