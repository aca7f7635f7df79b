package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user sees of statements: in the stream, on standard error, and when a run stops.
@Tag("server")
class StatementsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private List<JsonNode> records() throws IOException {
    var records = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(Wherry.records(folder))) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  @Test
  void aTruncateStandsBetweenTheRowsBeforeItAndBehindIt() throws IOException {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (a int primary key)");
    String start = database.position();
    database.sql(
        "use " + schema,
        "insert into t values (1), (2)",
        "truncate t",
        "insert into t values (1)",
        "create index i on t (a)");
    Wherry.intoFile(database, schema, folder).toTheEnd("--start=" + start, "--on-rowless=publish");
    List<JsonNode> records = records();
    assertThat(records.stream().map(r -> r.path("type").asText()))
        .containsExactly("WriteRowsEvent", "WriteRowsEvent", "QueryEvent", "WriteRowsEvent");
    JsonNode truncate = records.get(2);
    assertThat(truncate.path("table").asText()).isEqualTo("t");
    assertThat(truncate.path("row").toString())
        .isEqualTo(
            "{\"statement\":\"truncate t\",\"kind\":\"table-truncate\",\"rows\":\"removed\","
                + "\"database\":\""
                + schema
                + "\"}");
    String transaction = truncate.path("meta").path("tx").path("id").asText();
    assertThat(truncate.path("meta").path("id").asText())
        .isEqualTo(transaction + "/" + schema + ".t/1s");
    assertThat(truncate.path("meta").path("tx").path("last").asBoolean()).isTrue();
  }

  @Test
  void aRunSaysWhatItDoesNotTellConsumersAndStopsWhereAsked() {
    Database database = Database.shared(Kind.MARIADB_10_11);
    String schema = database.freshSchema();
    database.sql(
        "use " + schema,
        "create table parent (a int primary key)",
        "create table child (a int primary key, p int, foreign key (p) references parent (a) on"
            + " delete cascade)");
    String start = database.position();
    database.sql("truncate " + schema + ".child");
    Wherry wherry = Wherry.intoFile(database, schema, folder);
    String said = wherry.toTheEnd("--start=" + start);
    assertThat(said)
        .contains(
            "wherry: this server does not log rows that foreign keys change (ON DELETE or ON UPDATE"
                + " CASCADE, SET NULL, SET DEFAULT): such changes do not reach the stream for "
                + schema
                + ".child\n")
        .containsPattern(
            "QUERY: TRUNCATE TABLE removed rows of "
                + schema
                + ".child, and no row in the log says so: consumers are not told"
                + " \\(--on-rowless=publish tells them\\)");
    try (WherryProcess process =
        wherry.start("--restart-from=" + start, "--on-rowless=stop", "--until=latest")) {
      assertThat(process.awaitExit()).isEqualTo(1);
      assertThat(process.stderr().lines().toList().getLast())
          .contains("TRUNCATE TABLE removed rows of " + schema + ".child", "--on-rowless=publish");
    }
  }
}
