package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What real servers log that cannot be decoded: it stops whoever wants the table with one line
/// that names the setting, and nothing is passed over in silence.
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedEventsTest {
  private final Database mariadb = Database.start(Kind.MARIADB_10_11, "--binlog-row-metadata=FULL");

  @BeforeAll
  void makeASchema() {
    mariadb.sql("create database shop");
  }

  @AfterAll
  void end() {
    mariadb.close();
  }

  /// MariaDB logs the type without its fraction: decoding it would shift all columns behind it.
  @Test
  void mariadbsOldTemporalFormat() {
    assertThat(
            refusals(
                mariadb,
                "set global mysql56_temporal_format=OFF",
                "create table shop.old (t time(3), i int)",
                "insert into shop.old values ('12:34:56.789', 1)",
                "set global mysql56_temporal_format=ON"))
        .containsExactly(
            "TABLE_MAP shop.old: column t: TIME of the old format, whose fraction the log does not"
                + " say; set mysql56_temporal_format=ON and ALTER TABLE … FORCE, or exclude the"
                + " table");
  }

  /// What reading the log of these statements is told, without the places.
  private static List<String> refusals(Database server, String... statements) {
    server.sql("flush binary logs");
    server.sql(statements);
    Path file = LogFile.of(server.dataDir()).getLast();
    var reader = new EventReader(false);
    reader.startAt("binlog", 4);
    Map<Long, RowFormat> formats = new HashMap<>();
    List<String> refusals = new ArrayList<>();
    for (ByteSlice event : LogFile.events(file)) {
      try {
        read(reader, event, formats);
      } catch (BinlogException e) {
        refusals.add(String.valueOf(e.getMessage()).replaceFirst("^binlog:~?\\d+ ", ""));
      }
    }
    return refusals;
  }

  private static void read(EventReader reader, ByteSlice event, Map<Long, RowFormat> formats) {
    EventType type = reader.read(event);
    if (type == EventType.TABLE_MAP) {
      TableMap map = reader.tableMap();
      formats.remove(map.tableId());
      formats.put(map.tableId(), RowFormat.bind(map, map.toTable()));
    } else if (type == EventType.ROWS) {
      RowFormat format = formats.get(reader.rows().tableId());
      if (format != null) {
        reader.rows().start(format);
      }
    }
  }
}
