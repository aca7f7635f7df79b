package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a start takes, by the launcher as a user types it: `wherry --help`, and `wherry run` up to
/// the moment at which the first record is at the endpoint.
///
/// A start without a checkpoint reads what the server's tables look like, so that it is measured on
/// a server with hardly any, and on one that has the 10,000 of the growth logs, where they are
/// made.
///
/// @param small a server with one table
/// @param large a server that may have many
record StartBenchmark(BenchServer small, BenchServer large) {
  private static final int MANY = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Where the launcher lies; it says so itself.
  private static final String LAUNCHER = "wherry.launcher";

  /// Notes the first record.
  private static final class FirstArrival implements AcknowledgingService.Arrivals {
    private final CountDownLatch came = new CountDownLatch(1);
    private volatile long now;
    private volatile long at;

    @Override
    public synchronized void call(long nanoTime) {
      now = nanoTime;
    }

    @Override
    public synchronized void record(byte[] array, int dataFrom, int dataLength) {
      if (came.getCount() > 0) {
        at = now;
        came.countDown();
      }
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
    String launcher = System.getProperty(LAUNCHER);
    if (launcher == null) {
      throw new BenchException("starts are measured by ./wherry bench", null);
    }
    Path log = small.folder().resolve("start.log");
    long before = System.nanoTime();
    Children.run(List.of(launcher, "--help"), log);
    lines.show("start: wherry --help", "ms", "at most 400", millis(before, System.nanoTime()));
    double start = firstRecord(small, launcher, log);
    lines.show("start: to the first record", "ms", "at most 2,000", start);
    if (Integer.parseInt(large.cell("select count(*) from information_schema.tables", 1)) > MANY) {
      double later = firstRecord(large, launcher, log) - start;
      lines.show("start: what 10,000 tables add", "ms", "at most 3,000", later);
    }
  }

  private static double firstRecord(BenchServer server, String launcher, Path log)
      throws IOException, InterruptedException {
    server.run(
        "create database if not exists pulse",
        "drop table if exists pulse.first",
        "create table pulse.first (id int primary key)");
    String from =
        server.cell("show binary log status", 1) + ":" + server.cell("show binary log status", 2);
    server.run("insert into pulse.first values (1)");
    Path checkpoint = server.folder().resolve("start.checkpoint");
    Files.deleteIfExists(checkpoint);
    var arrival = new FirstArrival();
    try (var service = new AcknowledgingService(1, Duration.ZERO, arrival)) {
      long before = System.nanoTime();
      Process wherry =
          Children.start(
              List.of(
                  launcher,
                  "run",
                  "--source.url=" + server.url(),
                  "--start=" + from,
                  "--sink=kinesis:" + AcknowledgingService.STREAM,
                  "--sink.endpoint=" + service.endpoint(),
                  "--sink.region=us-east-1",
                  "--checkpoint=" + checkpoint),
              log);
      try {
        if (!arrival.came.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new BenchException("no record came: see " + log, null);
        }
      } finally {
        Children.end(wherry);
      }
      return millis(before, arrival.at);
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
