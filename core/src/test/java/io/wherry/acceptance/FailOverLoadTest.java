package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Replication;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two real servers, the source killed (`kill -9`) under load, its replica promoted, and writes go
/// on there. The program goes over by itself, or it dies with the source and a new one goes on from
/// its checkpoint. Applied strictly: nothing is missing, nothing twice, nothing out of order.
@Tag("server")
@Tag("slow")
@Timeout(600)
class FailOverLoadTest {
  private static final int WRITERS = 4;

  /// "Lock wait timeout exceeded; try restarting transaction".
  private static final int LOCK_WAIT = 1_205;

  private static final Duration LOAD =
      Duration.ofMillis(Integer.getInteger("failover.load", 3_000));

  @TempDir Path folder;

  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean stops;
  private volatile @Nullable Exception failure;

  @ParameterizedTest
  @CsvSource({"MYSQL_9_7,true", "MYSQL_9_7,false", "MARIADB_11_8,true"})
  void thePairGoesOnWithoutAGapOrARepeat(Kind kind, boolean lives) throws Exception {
    var options =
        LocalStreamOptions.defaults().withStream("pair", 4).withData(folder.resolve("stream"));
    try (Replication pair = Replication.start(kind);
        LocalStream stream = LocalStream.start(options)) {
      Database source = pair.source();
      source.sql(
          "create database shop", "create table shop.t (id int primary key, name varchar(400))");
      pair.awaitReplica();
      String endpoint = stream.endpoint().toString();
      var rebuild = new Rebuild(pair.replica(), "shop").startFromTables();
      var wherry = Wherry.ofPair(pair, "shop").intoStream(endpoint, "pair", folder);
      wherry.with("--start=" + source.gtids());
      WherryProcess first = wherry.start();
      List<Thread> writers = write(source);
      first.awaitOutput("starting at .*");
      Await.sleep(LOAD);
      crash(pair, first, lives);
      join(writers);
      pair.promote();
      int before = number.get();
      stops = false;
      List<Thread> more = write(pair.replica());
      Await.sleep(LOAD);
      if (lives) {
        first.awaitOutput("going on with this server, by GTID");
        assertThat(first.alive()).as(first.stderr()).isTrue();
        first.kill();
      }
      stops = true;
      join(more);
      first.close();
      String said = wherry.toTheEnd();
      rebuild.apply(Kills.tail(endpoint, "pair")).assertEqualsTables();
      assertThat(rebuild.repeated()).isZero();
      assertThat(failure).as("what ended a writer early").isNull();
      assertThat(said).contains("from the checkpoint");
      assertThat(before).isGreaterThan(100);
      assertThat(number.get()).isGreaterThan(before + 100);
      System.out.printf(
          "fail-over, %s, the program %s: %d rows, 0 missing, 0 twice, 0 out of order%n%s",
          kind.label(), lives ? "lives" : "dies too", rebuild.events(), said);
    }
  }

  /// Replication is asynchronous: what the replica lacks is lost, and would be refused. So writes
  /// wait until it has all, and the source dies with them waiting.
  private void crash(Replication pair, WherryProcess running, boolean lives) throws SQLException {
    try (Connection lock = pair.source().connect();
        Statement statement = lock.createStatement()) {
      statement.execute("flush tables with read lock");
      pair.awaitReplica();
      stops = true;
      if (!lives) {
        running.kill();
      }
      pair.source().kill();
    }
  }

  private List<Thread> write(Database database) {
    var writers = new ArrayList<Thread>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.ofPlatform().start(() -> writeUntilLost(database)));
    }
    return writers;
  }

  private void writeUntilLost(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("use shop");
      statement.execute("set innodb_lock_wait_timeout = 2");
      while (!stops) {
        transaction(statement, number.incrementAndGet());
      }
    } catch (SQLException e) {
      // The server may die only when it is meant to.
      if (!stops) {
        failure = e;
      }
    }
  }

  private static void transaction(Statement statement, int id) throws SQLException {
    try {
      statement.execute("begin");
      statement.execute("insert into t values (" + id + ", repeat('x', " + id % 200 + "))");
      statement.execute("update t set name = concat(name, '+') where id = " + id / 2);
      statement.execute("delete from t where id = " + id / 3);
      statement.execute("commit");
    } catch (SQLException e) {
      if (!(e instanceof SQLTransactionRollbackException) && e.getErrorCode() != LOCK_WAIT) {
        throw e;
      }
      // A deadlock with another writer; or one that the server does not see: the lock of the crash
      // waits for this statement, this one for another writer's row, and that writer for the lock.
      statement.execute("rollback");
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
