package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// XA transactions with real processes: killed at random moments while transactions are prepared,
/// stay so for a while, and are committed or rolled back in another order. What was prepared before
/// a kill and committed after it is there once, in its place; what was rolled back is not there.
@Tag("server")
@Tag("slow")
@Timeout(600)
class XaKillTest {
  private static final int KILLS = Integer.getInteger("xa.kills", 3);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int PREPARED_MAX = 20;

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final List<String> prepared = new ArrayList<>();
  private int number;

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void whatIsPreparedBeforeAKillAndCommittedAfterItIsThereOnce(Kind kind) throws SQLException {
    var options =
        LocalStreamOptions.defaults().withStream("xa", 2).withData(folder.resolve("stream"));
    try (Database database = Database.start(kind);
        LocalStream stream = LocalStream.start(options)) {
      database.sql(
          "create database shop", "create table shop.t (id int primary key, name varchar(200))");
      String position = database.position();
      var rebuild = new Rebuild(database, "shop").startFromTables();
      String endpoint = stream.endpoint().toString();
      var wherry = Wherry.intoStream(database, "shop", endpoint, "xa", folder);
      wherry.with("--start=" + position);
      try (Connection connection = database.connect()) {
        for (int kill = 0; kill < KILLS; kill++) {
          try (var run = wherry.start()) {
            long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
            until += random.nextLong(Duration.ofSeconds(3).toNanos());
            while (System.nanoTime() < until) {
              load(connection, database);
            }
            assertThat(run.alive()).as(run.stderr()).isTrue();
            run.kill();
          }
        }
        while (!prepared.isEmpty()) {
          decide(connection);
        }
      }
      wherry.toTheEnd();
      rebuild.apply(tail(endpoint)).assertEqualsTables();
      assertThat(rebuild.repeated()).as("twice, seed %d", SEED).isZero();
      System.out.printf(
          "%s: %d XA transactions, %d kills: %d rows, 0 missing, 0 twice, 0 out of order%n",
          kind.label(), number, KILLS, rebuild.events());
    }
  }

  /// Each session that has prepared a transaction ends, and the transaction stays.
  private void load(Connection decides, Database database) throws SQLException {
    number++;
    String xid = "'" + number + "','b',7";
    try (Connection own = database.connect();
        Statement statement = own.createStatement()) {
      statement.execute("use shop");
      statement.execute("xa start " + xid);
      for (int i = 0; i < 5; i++) {
        int id = number * 10 + i;
        statement.execute("insert into t values (" + id + ", repeat('x', " + i * 20 + "))");
      }
      statement.execute("update t set name = 'y' where id = " + number * 10);
      statement.execute("xa end " + xid);
      statement.execute("xa prepare " + xid);
    }
    prepared.add(xid);
    database.sql("insert into shop.t values (" + (number * 10 + 9) + ", 'between')");
    if (prepared.size() > random.nextInt(PREPARED_MAX)) {
      decide(decides);
    }
  }

  private void decide(Connection connection) throws SQLException {
    String xid = prepared.remove(random.nextInt(prepared.size()));
    try (Statement statement = connection.createStatement()) {
      statement.execute((random.nextInt(4) == 0 ? "xa rollback " : "xa commit ") + xid);
    }
  }

  private static Path tail(String endpoint) {
    WherryProcess tail =
        WherryProcess.start(
            "tail",
            "--stream=xa",
            "--sink.endpoint=" + endpoint,
            "--from=oldest",
            "--until=latest");
    assertThat(tail.awaitExit(Duration.ofMinutes(2))).as(tail.stderr()).isZero();
    return tail.stdoutFile();
  }
}
