package io.wherry.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// How long after its commit a row arrives at the endpoint, at 5,000 rows a second: 500
/// transactions of ten rows. The clock starts just before the statement that commits is sent, so
/// what the server takes to commit is in it; it stops when the whole request is there.
final class LatencyBenchmark {
  private static final int TRANSACTIONS_PER_SECOND = 500;
  private static final int ROWS = 10;
  private static final int WARM_UP_SECONDS = 10;
  private static final Duration LAST = Duration.ofSeconds(5);

  private final BenchServer server;
  private final int seconds;

  /// @param seconds how long is measured, after [#WARM_UP_SECONDS]
  LatencyBenchmark(BenchServer server, int seconds) {
    this.server = server;
    this.seconds = seconds;
  }

  /// Notes when each row came.
  private static final class RowArrivals implements AcknowledgingService.Arrivals {
    private static final byte[] NAME = {'"', 'i', 'd', '"', ':'};

    private final long[] arrivedAt;
    private volatile long now;

    RowArrivals(int rows) {
      arrivedAt = new long[rows];
    }

    @Override
    public synchronized void call(long nanoTime) {
      now = nanoTime;
    }

    @Override
    public void record(byte[] array, int dataFrom, int dataLength) {
      int id = id(array, dataFrom, dataFrom + dataLength);
      if (id >= 0 && id < arrivedAt.length && arrivedAt[id] == 0) {
        arrivedAt[id] = now;
      }
    }

    private static int id(byte[] array, int from, int end) {
      for (int at = from; at < end - NAME.length; at++) {
        if (Arrays.equals(array, at, at + NAME.length, NAME, 0, NAME.length)) {
          int id = 0;
          for (int i = at + NAME.length; array[i] >= '0' && array[i] <= '9'; i++) {
            id = 10 * id + array[i] - '0';
          }
          return id;
        }
      }
      return -1;
    }

    @Override
    public String counts() {
      return "";
    }

    @Override
    public void reset() {}
  }

  /// Measures once; adds to the lines.
  void run(Lines lines) throws IOException, InterruptedException {
    int transactions = (WARM_UP_SECONDS + seconds) * TRANSACTIONS_PER_SECOND;
    var arrivals = new RowArrivals(transactions * ROWS);
    long[] sentAt = new long[transactions];
    server.run(
        "set global sync_binlog = 1",
        "set global innodb_flush_log_at_trx_commit = 1",
        "create database if not exists pulse",
        "drop table if exists pulse.pulse",
        "create table pulse.pulse (id int primary key, note varchar(100) not null)");
    String from =
        server.cell("show binary log status", 1) + ":" + server.cell("show binary log status", 2);
    try (var service = new AcknowledgingService(1, Duration.ZERO, arrivals)) {
      Process wherry = new Runs(server).follow(from, "kinesis:" + service.endpoint());
      try {
        commit(sentAt);
        Thread.sleep(LAST);
      } finally {
        Children.end(wherry);
      }
    } catch (SQLException e) {
      throw new BenchException("MySQL: " + e.getMessage(), e);
    }
    add(sentAt, arrivals.arrivedAt, lines);
  }

  private void commit(long[] sentAt) throws SQLException {
    long step = 1_000_000_000L / TRANSACTIONS_PER_SECOND;
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      for (int i = 0; i < sentAt.length; i++) {
        var insert = new StringBuilder("insert into pulse.pulse values ");
        for (int row = 0; row < ROWS; row++) {
          insert
              .append(row == 0 ? "(" : ",(")
              .append(i * ROWS + row)
              .append(",'a note of some forty characters, as notes are')");
        }
        for (long wait = start + i * step - System.nanoTime(); wait > 0; ) {
          LockSupport.parkNanos(wait);
          wait = start + i * step - System.nanoTime();
        }
        sentAt[i] = System.nanoTime();
        statement.execute(insert.toString());
      }
    }
  }

  private void add(long[] sentAt, long[] arrivedAt, Lines lines) {
    int first = WARM_UP_SECONDS * TRANSACTIONS_PER_SECOND;
    double[] millis = new double[(sentAt.length - first) * ROWS];
    for (int i = 0; i < millis.length; i++) {
      int row = first * ROWS + i;
      if (arrivedAt[row] == 0) {
        throw new BenchException("row " + row + " did not arrive", null);
      }
      millis[i] = (arrivedAt[row] - sentAt[row / ROWS]) / 1e6;
    }
    Arrays.sort(millis);
    double span = (sentAt[sentAt.length - 1] - sentAt[first]) / 1e9;
    lines.show("latency: rows committed", "rows/s", "5,000", millis.length / span);
    lines.show("latency: p50", "ms", "", at(millis, 0.5));
    lines.show("latency: p99", "ms", "at most 20", at(millis, 0.99));
    lines.show("latency: p99.9", "ms", "", at(millis, 0.999));
    lines.show("latency: most", "ms", "", millis[millis.length - 1]);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }
}
