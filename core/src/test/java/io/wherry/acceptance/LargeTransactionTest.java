package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.WherryProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One transaction that is larger than the heap, plain and compressed.
@Tag("server")
@Tag("slow")
class LargeTransactionTest {
  /// By hand with `-Dlarge.rows=5000000` in 256 MB: `-Dlarge.heap=256m`.
  private static final int ROWS = Integer.getInteger("large.rows", 500_000);

  private static final String HEAP = System.getProperty("large.heap", "64m");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path folder;

  // Noise does not compress: its event alone has 50 MB, in a heap of 64.
  @ParameterizedTest
  @ValueSource(strings = {"OFF", "ON"})
  void aTransactionNeedsTheMemoryOfARow(String compression) throws IOException {
    try (Database database = Database.start(Kind.MYSQL_9_7, "--max-allowed-packet=1G")) {
      String schema = database.freshSchema();
      database.sql("create table " + schema + ".t (id int primary key, noise binary(100))");
      String start = database.position();
      database.sql(
          "set cte_max_recursion_depth = " + ROWS,
          "set binlog_transaction_compression = " + compression,
          "insert into "
              + schema
              + ".t with recursive r (n) as (select 1 union all select n + 1 from r where n < "
              + ROWS
              + ") select n, random_bytes(100) from r");
      Path out = folder.resolve("out");
      try (var wherry =
          WherryProcess.start(
              Map.of("_JAVA_OPTIONS", "-Xmx" + HEAP),
              "run",
              "--source.url=" + database.url(),
              "--tables.include=" + schema + ".*",
              "--start=" + start,
              "--until=latest",
              "--format=seed",
              "--sink=file:" + out)) {
        assertThat(wherry.awaitExit(PATIENCE)).as(wherry.stderr()).isZero();
      }
      try (BufferedReader lines = Files.newBufferedReader(out)) {
        assertThat(lines.lines().count()).isEqualTo(ROWS);
      }
    }
  }
}
