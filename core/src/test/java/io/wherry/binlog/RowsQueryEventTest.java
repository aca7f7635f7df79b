package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The statements behind rows, as servers log them where they are asked to.
class RowsQueryEventTest {
  /// MySQL writes a length of one byte in front, which a long statement overflows; MariaDB writes
  /// none. Taken one for the other, statements lose their first letter or gain a stray one.
  @ParameterizedTest
  @Tag("server")
  @EnumSource(
      value = Database.Kind.class,
      names = {"MYSQL_9_7", "MYSQL_5_6", "MARIADB_10_11", "MARIADB_11_8"})
  void theStatementOfRowsIsReadInFull(Database.Kind kind) {
    Database server = Database.shared(kind);
    String schema = server.freshSchema();
    String annotate =
        kind.isMariaDb()
            ? "set binlog_annotate_row_events=ON"
            : "set binlog_rows_query_log_events=ON";
    String small = "insert into t values (1, 'größer')";
    String large = "insert into t values (2, '" + "x".repeat(1000) + "')";
    server.sql(
        "use " + schema, "create table t (a int primary key, b text)", annotate, small, large);
    assertThat(statements(LogFile.of(server.dataDir()))).containsSubsequence(small, large);
  }

  private static List<String> statements(List<Path> files) {
    var statements = new ArrayList<String>();
    for (Path file : files) {
      var reader = new EventReader(false);
      for (ByteSlice event : LogFile.events(file)) {
        if (reader.read(event) == EventType.ROWS_QUERY) {
          statements.add(reader.rowsQuery().sqlText());
        }
      }
    }
    return statements;
  }
}
