package io.wherry.demo;

import io.wherry.app.Console;
import io.wherry.app.Replica;
import io.wherry.app.StopSignal;
import io.wherry.kinesis.KinesisApi;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A busy shop, its database, a stream and the replica between them, all on this machine; and the
/// count of what went in and what came out.
///
/// ```text
///   Shop ──SQL──▶ MariaDB ══binlog══▶ Replica ──PutRecords──▶ LocalStream ──▶ StreamPrinter
///    │ committed                                                             arrived │
///    └─────────────────────────────▶ Ledger ◀────────────────────────────────────────┘
/// ```
final class Demo {
  private static final String STREAM = "shop";
  private static final int SHARDS = 2;
  private static final String REGION = "us-east-1";

  /// Mean time between two transactions; a person is to read along.
  private static final Duration PACE = Duration.ofMillis(450);

  /// How long the last messages may take, and, after a signal, how long they get.
  private static final Duration ARRIVE_MAX = Duration.ofSeconds(15);

  private static final Duration ARRIVE_MAX_AFTER_STOP = Duration.ofMillis(1_500);

  /// How long to wait for messages that should not come; several times as long as one reading.
  private static final Duration SURPLUS = Duration.ofMillis(800);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Page page;
  private final StopSignal stop;
  private final Ledger ledger = new Ledger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  Demo(Page page, StopSignal stop) {
    this.page = page;
    this.stop = stop;
    stop.onRequest(stopped::countDown);
  }

  /// Runs it.
  ///
  /// @param busy how long the shop is busy
  /// @return 0 when all that was committed arrived once and in order, else 1
  int run(Duration busy) throws InterruptedException {
    page.line("wherry demo: a shop's database, a Kinesis stream, and Wherry between them.");
    page.line("All of it runs on this machine and is gone afterwards. Starting …");
    MariaDbFiles files =
        MariaDbFiles.get(
            System.getenv(), () -> page.line("Unpacking MariaDB (the first time only) …"));
    try (ShopServer server = ShopServer.start(files);
        LocalStream stream =
            LocalStream.start(LocalStreamOptions.defaults().withStream(STREAM, SHARDS));
        // While the server starts, for that is what takes longest.
        KinesisApi kinesis = new SdkKinesis(new KinesisOptions(STREAM, stream.endpoint(), REGION));
        StreamPrinter printer = new StreamPrinter(kinesis, page, ledger)) {
      if (!server.awaitReady(stop)) {
        return 0;
      }
      Introduction.print(page, server, stream, STREAM, SHARDS);
      play(busy, server, stream, printer);
    } catch (SQLException e) {
      throw new DemoException("MariaDB: " + e.getMessage() + ": start the demo again", e);
    }
    Ledger.Count count = ledger.count();
    Summary.print(page, count);
    return count.isRight() ? 0 : 1;
  }

  private void play(Duration busy, ShopServer server, LocalStream stream, StreamPrinter printer)
      throws SQLException, InterruptedException {
    try (Connection connection = server.createSchema()) {
      var shop = new Shop(connection, ledger, RandomGenerator.getDefault());
      try (Replica replica = replica(server, stream)) {
        Runnable check =
            () -> {
              server.check();
              replica.check();
              printer.check();
            };
        shop.open();
        awaitMessages(check);
        work(shop, busy, check);
        awaitMessages(check);
      }
      // A replica that ends might send something again.
      Thread.sleep(SURPLUS);
      printer.check();
    }
  }

  private static Replica replica(ShopServer server, LocalStream stream) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Replica.start(
        new Console(nowhere, nowhere, false, 0),
        "--source.url=" + server.url(),
        "--source.tls=disabled",
        "--tables.include=" + ShopServer.SCHEMA + ".*",
        "--start=earliest",
        "--sink=kinesis:" + STREAM,
        "--sink.endpoint=" + stream.endpoint(),
        "--sink.region=" + REGION,
        "--checkpoint=" + server.file("checkpoint"));
  }

  /// One transaction after another, until the time is over, a stop, or a failure.
  private void work(Shop shop, Duration busy, Runnable check)
      throws SQLException, InterruptedException {
    RandomGenerator random = RandomGenerator.getDefault();
    long until = System.nanoTime() + busy.toNanos();
    boolean goesOn = !stop.requested();
    while (goesOn && System.nanoTime() < until && !page.isClosed()) {
      shop.next();
      check.run();
      long pause = random.nextLong(PACE.toMillis() / 2, PACE.toMillis() * 3 / 2);
      goesOn = !stopped.await(pause, TimeUnit.MILLISECONDS);
    }
  }

  /// Waits until as many messages as changes have arrived.
  private void awaitMessages(Runnable check) throws InterruptedException {
    long began = System.nanoTime();
    while (ledger.messages() < ledger.changed()) {
      Duration most = stop.requested() ? ARRIVE_MAX_AFTER_STOP : ARRIVE_MAX;
      if (System.nanoTime() - began > most.toNanos()) {
        return;
      }
      check.run();
      Thread.sleep(LOOK);
    }
  }
}
