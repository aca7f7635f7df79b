package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that says its log lacks changes (INCIDENT).
@Tag("server")
class IncidentTest {
  // Going on would make every copy differ from the table for good, and nobody would know. The
  // statement does not fit the cache and cannot be undone: the servers log that they lost it.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MYSQL_9_7", "MARIADB_11_8"})
  void changesThatTheLogLacksStopTheStream(Kind kind) {
    try (Database database =
        Database.start(
            kind, "--max-binlog-stmt-cache-size=4096", "--binlog-stmt-cache-size=4096")) {
      String schema = database.freshSchema();
      database.sql("create table " + schema + ".m (id int, v text) engine=myisam");
      database.sql("create table " + schema + ".t (id int)");
      String start = database.position();
      assertThatThrownBy(() ->
              database.sql(
                  "insert into "
                      + schema
                      + ".m values (1, repeat('x', 20000)),"
                      + " (2, repeat('x', 20000)), (3, repeat('x', 20000))"))
          .hasMessageContaining("max_binlog_stmt_cache_size");
      String behind = database.position();
      database.sql("insert into " + schema + ".t values (1)");
      assertThatThrownBy(() -> Following.toTheEnd(database, schema, start))
          .isInstanceOf(SourceException.class)
          .hasMessageMatching(
              "binlog\\.\\d+:\\d+ INCIDENT: changes that were made at \\d{4}-\\S+Z are not in the"
                  + " server's log \\(incident 1: [^)]+\\): copy the tables that were written then"
                  + " anew, and start behind it, at binlog\\.\\d+:\\d+")
          .satisfies(e -> {
            String line = String.valueOf(e.getMessage());
            String place = line.substring(line.lastIndexOf(" at ") + 4);
            assertThat(Following.toTheEnd(database, schema, place))
                .containsExactly("begin", "insert t{1}", "commit");
          });
      assertThat(Following.toTheEnd(database, schema, behind)).hasSize(3);
    }
  }
}
