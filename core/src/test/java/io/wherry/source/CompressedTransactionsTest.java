package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.change.Position;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.ServerOptions;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableName;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Transactions that MySQL logs in one compressed event (`binlog_transaction_compression=ON`).
@Tag("server")
class CompressedTransactionsTest {
  private static Database database;

  @BeforeAll
  static void start() {
    database = Database.start(Kind.MYSQL_9_7, "--binlog-transaction-compression=ON");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  // One event, and so one place in the log, holds all of these rows: a restart must find its way
  // back to the row in it.
  @Test
  void aRestartInsideACompressedTransactionSkipsTheRowsThatWereDone() {
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".a (id int primary key)");
    String start = database.position();
    database.sql(
        "begin",
        "insert into " + schema + ".a values (1),(2)",
        "update " + schema + ".a set id = 3 where id = 2",
        "delete from " + schema + ".a where id = 1",
        "commit",
        "insert into " + schema + ".a values (4)");
    List<String> all = Following.toTheEnd(database, schema, start);
    assertThat(all)
        .containsExactly(
            "begin",
            "insert a{1}",
            "insert a{2}",
            "update a{2}{3}",
            "delete a{1}",
            "commit",
            "begin",
            "insert a{4}",
            "commit");
    for (int done = 0; done <= 4; done++) {
      Position position;
      try (var following =
          Following.of(database, schema, StartPosition.parse(start), new Until.Latest())) {
        following.words(1 + done);
        position = following.position();
        assertThat(position.rows()).isEqualTo(done);
      }
      try (var following =
          Following.of(
              database,
              schema,
              new StartPosition.Checkpoint(position, Memory.NONE),
              new Until.Latest())) {
        assertThat(following.word()).isEqualTo("begin");
        assertThat(following.words()).isEqualTo(all.subList(1 + done, all.size()));
      }
    }
  }

  // What does not fit the heap is kept in a file while it is read; 20 MB of noise do not compress,
  // and come in two packets.
  @Test
  void aTransactionThatStaysLargeIsReadWhole() {
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".a (id int primary key, b int, c mediumblob)");
    String start = database.position();
    var statements = new ArrayList<String>();
    statements.add("begin");
    for (int i = 0; i < 20; i++) {
      String noise =
          "(select group_concat(unhex(sha2(concat(" + i + ", n), 512)) separator '') from numbers)";
      statements.add("insert into " + schema + ".a values (" + i + ", length(c), " + noise + ")");
    }
    statements.add("commit");
    statements.addFirst(
        "insert into numbers with recursive r (n) as (select 1 union all select n + 1 from r"
            + " where n < 16000) select n from r");
    statements.addFirst("create temporary table numbers (n int)");
    statements.addFirst("set cte_max_recursion_depth = 20000, group_concat_max_len = 2000000");
    statements.addFirst("use " + schema);
    database.sql(statements.toArray(String[]::new));
    assertThat(Following.toTheEnd(database, schema, start)).hasSize(22);
    assertThat(largestEvent()).isGreaterThan(20_000_000);
  }

  private static long largestEvent() {
    return database.query("show binary logs").stream()
        .mapToLong(row -> Long.parseLong(String.valueOf(row.get(1))))
        .max()
        .orElseThrow();
  }

  // The commit stands inside, so the header of the event around it has to say when it was.
  @Test
  void aTimeIsFoundBehindCompressedTransactions() throws InterruptedException {
    String schema = database.freshSchema();
    String table = schema + ".a";
    database.sql("create table " + table + " (id int primary key)");
    database.sql("insert into " + table + " values (1)");
    Thread.sleep(1_100);
    Instant time = Instant.now();
    Thread.sleep(1_100);
    database.sql("insert into " + table + " values (2)");
    assertThat(Following.toTheEnd(database, schema, time.toString()))
        .containsExactly("begin", "insert a{2}", "commit");
  }

  // CREATE TABLE … SELECT is a transaction of rows with a statement at its beginning. The server
  // leaves it uncompressed; should one not, the statement must not hide.
  @Test
  void aTableThatIsCreatedWithItsRowsIsSeenFromAfar() {
    String schema = database.freshSchema();
    LogPlace from = place(database.position());
    database.sql("create table " + schema + ".a select 1 as id");
    LogPlace to = place(database.position());
    var server = ServerOptions.of("127.0.0.1", database.port(), "root", "");
    var dumpFrom = new DumpFrom.At(from.file(), from.offset());
    try (var dump = SideDump.open(server, 77, dumpFrom, System::nanoTime)) {
      var history = LogScan.run(dump, from, to);
      assertThat(history.lastBehind(from, new TableName(schema, "a"))).isNotNull();
    }
    assertThat(Following.toTheEnd(database, schema, from.file() + ":" + from.offset()))
        .containsExactly("begin", "insert a{1}", "commit");
  }

  private static LogPlace place(String position) {
    int colon = position.indexOf(':');
    return new LogPlace(
        position.substring(0, colon), Long.parseLong(position.substring(colon + 1)));
  }
}
