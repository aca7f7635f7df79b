package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Sysbench;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The judge of all acceptance tests: it must find what it is there to find.
@Tag("server")
class RebuildTest {
  private final Database database = Database.shared(Kind.MYSQL_9_7);
  private final String schema = database.freshSchema();

  @BeforeEach
  void aTable() {
    database.sql(
        "use " + schema,
        "create table t (id int primary key, name varchar(20), price decimal(10,2), j json)",
        "insert into t values (1, 'one', 1.50, '[1, {\"a\": null}]'), (2, null, null, null)");
  }

  private String write(int id, String rest, String eventId) {
    return message("WriteRowsEvent", "\"values\":{\"id\":" + id + rest + "}", eventId);
  }

  private String message(String type, String row, String eventId) {
    return "{\"table\":\"t\",\"row\":{%s},\"type\":\"%s\",\"schema\":\"%s\","
            .formatted(row, type, schema)
        + "\"meta\":{\"id\":\"%s\"}}".formatted(eventId);
  }

  private static final String ONE = ",\"name\":\"one\",\"price\":\"1.50\",\"j\":[1,{\"a\":null}]";
  private static final String NULLS = ",\"name\":null,\"price\":null,\"j\":null";

  @Test
  void theRightRecordsRebuildTheTable() {
    String old = ",\"name\":\"old\",\"price\":null,\"j\":null";
    String update =
        message(
            "UpdateRowsEvent",
            "\"before_values\":{\"id\":2" + old + "},\"after_values\":{\"id\":2" + NULLS + "}",
            "c");
    String delete = message("DeleteRowsEvent", "\"values\":{\"id\":3" + NULLS + "}", "e");
    var rebuild = new Rebuild(database, schema);
    rebuild.apply(
        List.of(
            write(1, ONE, "a"), write(2, old, "b"), update, update, write(3, NULLS, "d"), delete));
    rebuild.assertEqualsTables();
    assertThat(rebuild.events()).isEqualTo(5);
    assertThat(rebuild.repeated()).isEqualTo(1);
  }

  @Test
  void aLostRecordIsFound() {
    var rebuild = new Rebuild(database, schema).apply(List.of(write(1, ONE, "a")));
    assertThatThrownBy(rebuild::assertEqualsTables)
        .hasMessageContaining("1 rows of " + schema + ".t differ")
        .hasMessageContaining("rebuilt: null");
  }

  @Test
  void aDoubledRecordUnderAnotherIdIsFound() {
    assertThatThrownBy(() ->
            new Rebuild(database, schema)
                .apply(List.of(write(2, NULLS, "a"), write(2, NULLS, "b"))))
        .hasMessageContaining("nothing is there before");
  }

  @Test
  void anOvertakenRecordIsFound() {
    String delete = message("DeleteRowsEvent", "\"values\":{\"id\":2" + NULLS + "}", "b");
    assertThatThrownBy(() -> new Rebuild(database, schema).apply(List.of(delete)))
        .hasMessageContaining("before image");
  }

  /// A load generator that cannot log in or changes nothing would make every comparison equal.
  @ParameterizedTest
  @EnumSource
  void sysbenchLoadsEveryServer(Kind kind) {
    Database server = Database.shared(kind);
    String own = server.freshSchema();
    try (var sysbench = new Sysbench(server, own, 2, 100)) {
      sysbench.prepare();
      var rebuild = new Rebuild(server, own).startFromTables();
      rebuild.assertEqualsTables();
      sysbench.transactions(2, 50).await();
      assertThatThrownBy(rebuild::assertEqualsTables).hasMessageContaining("rows of " + own);
    }
  }
}
