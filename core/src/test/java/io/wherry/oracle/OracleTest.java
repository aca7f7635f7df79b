package io.wherry.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The oracle: what is published of each type's edge values is what `SELECT` shows.
@Tag("server")
class OracleTest {
  /// Read by `./verify`.
  private static final Path REPORTS = Path.of("target", "oracle");

  /// The least (type, value) pairs a server must have.
  private static final int PAIRS_LEAST = 600;

  private static final Set<String> TEMPORAL = Set.of("time", "datetime", "timestamp");

  private final TypeTable table = new TypeTable();

  /// A decoder that is off by one step of a fraction, a padding or a charset publishes wrong data
  /// in silence; nothing else would notice. Names, signs, charsets and labels come from the
  /// definition first, and then from the log where the server can put them there.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyValueIsWhatSelectShows(Kind kind) throws IOException {
    try (Database server = Database.start(kind)) {
      var oracle = new Oracle(server, table.of(kind));
      oracle.pass();
      if (kind != Kind.MYSQL_5_6) {
        server.sql("set global binlog_row_metadata = FULL");
        oracle.pass(fullSettings(kind));
      }
      assertThat(oracle.differences()).isEmpty();
      report(server, oracle);
      assertThat(oracle.pairs()).isGreaterThanOrEqualTo(PAIRS_LEAST);
    }
  }

  /// Compressed columns have a second form.
  private static String[] fullSettings(Kind kind) {
    return kind.isMariaDb()
        ? new String[] {"set session column_compression_zlib_wrap = ON"}
        : new String[] {};
  }

  private static void report(Database server, Oracle oracle) throws IOException {
    Files.createDirectories(REPORTS);
    Files.writeString(
        REPORTS.resolve(server.kind().label()),
        "oracle: %d pairs on %s (%s)%s\n"
            .formatted(
                oracle.pairs(),
                server.kind().label(),
                server.value("select version()"),
                oracle.passes() == 2 ? ", with and without names in the log" : ""));
  }

  /// MySQL 5.6 writes version 1 of the row events too, and logs without checksums.
  @Test
  void everyValueIsWhatSelectShowsInOldRowEventsWithoutChecksums() {
    try (Database server =
        Database.start(Kind.MYSQL_5_6, "--log-bin-use-v1-row-events=1", "--binlog-checksum=NONE")) {
      var oracle = new Oracle(server, table.of(Kind.MYSQL_5_6));
      oracle.pass();
      assertThat(oracle.differences()).isEmpty();
    }
  }

  /// Tables older than MySQL 5.6 or MariaDB 10.1, which MariaDB still makes on demand, lie
  /// differently in rows; how many digits they have the log does not say.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MARIADB_10_11", "MARIADB_11_8"})
  void everyValueOfTheOldTemporalFormatIsWhatSelectShows(Kind kind) {
    List<TypeEntry> old = new ArrayList<>(table.of(kind));
    old.removeIf(entry -> !TEMPORAL.contains(entry.name()));
    assertThat(old).hasSizeGreaterThanOrEqualTo(21);
    try (Database server = Database.start(kind, "--mysql56-temporal-format=OFF")) {
      var oracle = new Oracle(server, old);
      oracle.pass();
      server.sql("set global binlog_row_metadata = FULL");
      oracle.pass();
      assertThat(oracle.differences()).isEmpty();
    }
  }
}
