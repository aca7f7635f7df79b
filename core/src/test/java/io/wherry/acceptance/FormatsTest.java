package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What consumers of Maxwell and of Debezium get from a real server.
@Tag("server")
class FormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPES =
      """
      create table types (
        id bigint unsigned primary key, price decimal(10,2), ratio double, flag bit(1), bits bit(9),
        name varchar(20), raw varbinary(8), day date, clock time(3), moment datetime(3),
        exact datetime(6), stamp timestamp(3) null, state enum('new','paid'), tags set('a','b'),
        doc json, zero date not null)
      """;
  private static final String ROW =
      """
      insert into types values (
        18446744073709551615, -12.34, 0.1, 1, 257, 'é', x'00ff', '2026-11-22', '-25:00:00.5',
        '2026-11-22 18:30:05.25', '2026-11-22 18:30:05.000001', '2018-06-20 13:37:03.5', 'paid',
        'a,b', '{"a": [1, null]}', '0000-00-00')
      """;
  private static final String OTHER = "create table other (id int primary key)";

  @TempDir Path folder;

  private String thread = "";

  /// Two transactions: a row of every type is inserted; it is updated, another table gets a row,
  /// its key changes, it is deleted.
  private String change(Database database, String schema) throws SQLException {
    database.sql("use " + schema, TYPES, OTHER);
    String position = database.position();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet id = statement.executeQuery("select connection_id()")) {
        id.next();
        thread = id.getString(1);
      }
      statement.execute("use " + schema);
      statement.execute("set sql_mode = ''");
      statement.execute(ROW);
      connection.setAutoCommit(false);
      statement.execute("update types set price = null, tags = ''");
      statement.execute("insert into other values (1)");
      statement.execute("update types set id = 7");
      statement.execute("delete from types");
      connection.commit();
    }
    return position;
  }

  private List<JsonNode> records(Database database, String schema, String... options)
      throws SQLException, IOException {
    String position = change(database, schema);
    Wherry.intoFile(database, schema, folder).with(options).toTheEnd("--start=" + position);
    var records = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(Wherry.records(folder))) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  @Test
  void consumersOfMaxwellGetWhatTheyKnow() throws Exception {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    List<JsonNode> records =
        records(
            database,
            schema,
            "--format=maxwell",
            "--format.maxwell.output-xoffset=true",
            "--format.maxwell.output-gtid-position=true",
            "--format.maxwell.output-server-id=true",
            "--format.maxwell.output-thread-id=true",
            "--format.maxwell.output-primary-keys=true");
    assertThat(records)
        .extracting(r -> r.get("type").asText())
        .containsExactly("insert", "update", "insert", "update", "delete");
    assertThat(records.getFirst().get("data").toString())
        .isEqualTo(
            """
            {"id":18446744073709551615,"price":-12.34,"ratio":0.1,"flag":1,"bits":257,"name":"é",\
            "raw":"AP8=","day":"2026-11-22","clock":"-25:00:00.500",\
            "moment":"2026-11-22 18:30:05.250","exact":"2026-11-22 18:30:05.000001",\
            "stamp":"2018-06-20 13:37:03.500","state":"paid","tags":["a","b"],\
            "doc":{"a":[1,null]},"zero":"0000-00-00"}\
            """);
    assertThat(records.get(1).get("old").toString())
        .isEqualTo("{\"price\":-12.34,\"tags\":[\"a\",\"b\"]}");
    assertThat(records.get(3).get("old").toString()).isEqualTo("{\"id\":18446744073709551615}");
    assertThat(records.get(3).get("primary_key").toString()).isEqualTo("[7]");
    // Whoever puts transactions together needs these to be right.
    assertThat(records)
        .extracting(r -> r.has("commit"))
        .containsExactly(true, false, false, false, true);
    assertThat(records)
        .extracting(r -> r.path("xoffset").asInt(-1))
        .containsExactly(-1, 0, 1, 2, -1);
    assertThat(records.stream().skip(1).map(r -> r.get("xid").asLong()).distinct()).hasSize(1);
    assertThat(records.get(1).get("xid").asLong())
        .isGreaterThan(records.get(0).get("xid").asLong());
    for (JsonNode record : records) {
      assertThat(record.get("thread_id").asText()).isEqualTo(thread);
      assertThat(record.get("server_id").asText()).isEqualTo(database.value("select @@server_id"));
      assertThat(record.get("gtid").asText())
          .startsWith(database.value("select @@server_uuid") + ":");
    }
  }

  @Test
  void consumersOfDebeziumGetWhatTheyKnow() throws Exception {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    List<JsonNode> records =
        records(
            database,
            schema,
            "--format=debezium",
            "--format.debezium.topic.prefix=fulfillment",
            "--format.debezium.provide.transaction.metadata");
    assertThat(records)
        .extracting(r -> r.get("op").asText())
        .containsExactly("c", "u", "c", "d", "c", "d");
    assertThat(records.getFirst().get("before").isNull()).isTrue();
    assertThat(records.getFirst().get("after").toString())
        .isEqualTo(
            """
            {"id":18446744073709551615,"price":"+y4=","ratio":0.1,"flag":true,"bits":"AQE=",\
            "name":"é","raw":"AP8=","day":20779,"clock":-90000500000,"moment":1795372205250,\
            "exact":1795372205000001,"stamp":"2018-06-20T13:37:03.500Z","state":"paid",\
            "tags":"a,b","doc":"{\\"a\\": [1, null]}","zero":0}\
            """);
    assertThat(records.get(1).at("/before/price").asText()).isEqualTo("+y4=");
    assertThat(records.get(1).at("/after/price").isNull()).isTrue();
    // A key change is a delete under the old key and a create under the new one.
    assertThat(records.get(3).at("/before/id").asText()).isEqualTo("18446744073709551615");
    assertThat(records.get(4).at("/after/id").asInt()).isEqualTo(7);
    assertThat(records)
        .extracting(r -> r.at("/transaction/total_order").asInt())
        .containsExactly(1, 1, 2, 3, 3, 4);
    assertThat(records)
        .extracting(r -> r.at("/transaction/data_collection_order").asInt())
        .containsExactly(1, 1, 1, 2, 2, 3);
    for (JsonNode record : records) {
      assertThat(record.at("/source/name").asText()).isEqualTo("fulfillment");
      assertThat(record.at("/source/db").asText()).isEqualTo(schema);
      assertThat(record.at("/source/thread").asText()).isEqualTo(thread);
      assertThat(record.at("/source/server_id").asText())
          .isEqualTo(database.value("select @@server_id"));
      assertThat(record.at("/source/gtid")).isEqualTo(record.at("/transaction/id"));
      assertThat(record.get("ts_ms").asLong())
          .isGreaterThanOrEqualTo(record.at("/source/ts_ms").asLong());
    }
  }

  // Its transactions begin without naming the session: a 0 would be a session that never was.
  @Test
  void whatMariaDbDoesNotLogIsNotMadeUp() throws Exception {
    Database database = Database.shared(Kind.MARIADB_11_4);
    List<JsonNode> records = records(database, database.freshSchema(), "--format=debezium");
    assertThat(records)
        .hasSize(6)
        .allSatisfy(record -> {
          assertThat(record.at("/source/thread").isNull()).isTrue();
          assertThat(record.at("/source/gtid").asText()).matches("0-[0-9]+-[0-9]+");
          assertThat(record.at("/source/server_id").asText())
              .isEqualTo(database.value("select @@server_id"));
        });
  }
}
