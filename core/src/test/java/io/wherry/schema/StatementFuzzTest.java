package io.wherry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements that nobody wrote, found by a fuzzer that watches which code they reach. Whatever the
/// text is, the catalog takes it, in memory that the text justifies, and can be saved after it.
///
/// As a test it reads the oracle's statements and what the fuzzer once found. To fuzz:
/// `JAZZER_FUZZ=1 mvn -pl core -am test -Dtest=StatementFuzzTest -Dtest.left.out=`.
///
/// ```text
///   | server and sql_mode | statements, UTF-8, between zero bytes |
/// ```
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StatementFuzzTest {
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long ALLOCATION_MAX = 16L << 20;

  /// Bytes of memory for one of the text: tokens, columns, documents.
  private static final long ALLOCATION_PER_BYTE = 20_000;

  static {
    // What classes need when they are loaded, with the fuzzer's probes, is not the input's.
    written().forEach(StatementFuzzTest::run);
  }

  private static final int MARIADB = 1;
  private static final int ANSI_QUOTES = 2;
  private static final int NO_ESCAPES = 4;
  private static final int FOLDS = 8;

  @MethodSource("written")
  @FuzzTest(maxDuration = "5m")
  void anyStatementIsTaken(byte[] input) {
    if (input.length == 0) {
      return;
    }
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    run(input);
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(ALLOCATION_MAX + ALLOCATION_PER_BYTE * input.length);
  }

  private static void run(byte[] input) {
    int how = input[0];
    boolean mariadb = (how & MARIADB) != 0;
    var server =
        new ServerTraits(mariadb, mariadb ? 110_809 : 90_704, (how & FOLDS) == 0 ? 0 : 1, true);
    long mode = ((how & ANSI_QUOTES) == 0 ? 0 : 1L << 2) | ((how & NO_ESCAPES) == 0 ? 0 : 1L << 20);
    var context =
        new StatementContext("s", 1, mode, "latin1", "utf8mb4", null, new LogPlace("b.000001", 4));
    var catalog = new Catalog(server, (schema, table) -> table.length() % 2 == 0);
    catalog.addSchema("s", "utf8mb4_bin");
    catalog.apply(
        "create table t (a int, b varchar(9), e enum('x','y'), primary key (a))", context);
    String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
    for (String sql : text.split("\0", -1)) {
      catalog.apply(sql, context);
      Statement.read(sql, "s", mode);
    }
    Catalog read = Catalog.read(server, (schema, table) -> true, catalog.documents().values());
    catalog.eachTable((schema, table) ->
        assertThat(words(read.table(schema, table)))
            .isEqualTo(words(catalog.table(schema, table))));
  }

  private static String words(CatalogEntry entry) {
    return entry instanceof CatalogEntry.Known(var table)
        ? table.columns().toString() + table.key()
        : entry.toString();
  }

  /// The oracle's statements, forty at a time.
  static Stream<byte[]> written() {
    return Stream.of("every-server.sql", "mysql-9.7.sql", "mysql-5.6.sql", "mariadb.sql")
        .flatMap(file -> {
          List<String> all = CatalogOracleTest.statements(file);
          char how = (char) (file.startsWith("mariadb") ? MARIADB : 0);
          return java.util.stream.IntStream.iterate(0, i -> i < all.size(), i -> i + 40)
              .mapToObj(i -> all.subList(i, Math.min(i + 40, all.size())))
              .map(some -> (how + String.join("\0", some)).getBytes(StandardCharsets.UTF_8));
        });
  }
}
