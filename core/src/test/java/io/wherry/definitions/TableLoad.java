package io.wherry.definitions;

import io.wherry.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Sessions that insert, update and delete rows of one table until they are told to end. What fails
/// (the table is locked, away, or has a column less) is tried again.
final class TableLoad implements AutoCloseable {
  private static final int THREADS = 3;

  private final Database database;
  private final String table;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean ending;

  /// @param table with its schema; it has columns `id`, which counts by itself, and `a`
  TableLoad(Database database, String table) {
    this.database = database;
    this.table = table;
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().name("load-" + i).start(this::run));
    }
  }

  /// Statements that changed something.
  int done() {
    return done.get();
  }

  private void run() {
    var random = ThreadLocalRandom.current();
    try (Connection connection = database.connect();
        Statement session = connection.createStatement()) {
      while (!ending) {
        String sql =
            switch (random.nextInt(4)) {
              case 0 -> "delete from " + table + " order by id desc limit 1";
              case 1 -> "update " + table + " set a=a+1 where id=" + random.nextInt(1, 2_000);
              default -> "insert into " + table + " (a) values (" + random.nextInt(1_000) + ")";
            };
        try {
          done.addAndGet(session.executeUpdate(sql));
        } catch (SQLException e) {
          Thread.onSpinWait();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ending = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
