package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Sysbench;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The promise with real processes: killed at random moments under load, while the service
/// throttles, loses answers, fails and reshards. What `tail` prints is applied strictly: nothing is
/// missing, nothing twice, nothing out of order.
///
/// More kills: `-Dkills=100`; the same moments again: `-Dseed=N`.
@Tag("server")
@Tag("slow")
@Timeout(1_800)
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 6);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int TRANSACTIONS_A_SECOND = 800;
  private static final Duration RESHARD_EVERY = Duration.ofSeconds(5);

  @TempDir Path folder;

  private final AtomicLong reshardAt = new AtomicLong(System.nanoTime());
  private final Random random = new Random(SEED);

  /// One put in a hundred is stored and not answered, one fails, one comes late.
  private Fault weather(Call call) {
    if (!call.operation().startsWith("Put")) {
      return Fault.NONE;
    }
    long now = System.nanoTime();
    long due = reshardAt.get();
    if (now - due > 0 && reshardAt.compareAndSet(due, now + RESHARD_EVERY.toNanos())) {
      return Fault.NONE.reshardTo(3 + (int) (call.number() % 4));
    }
    return switch ((int) (call.number() % 100)) {
      case 7 -> Fault.NONE.losingAnswer();
      case 33 -> Fault.NONE.refusing();
      case 66 -> Fault.NONE.answeringAfter(Duration.ofSeconds(6));
      case 80 -> Fault.NONE.heldBack(Duration.ofSeconds(2));
      default -> Fault.NONE;
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whateverDiesNothingIsLostOrTwiceOrOutOfOrder(boolean aggregates) {
    var options =
        LocalStreamOptions.defaults()
            .withStream("kill", 4)
            .withData(folder.resolve("stream"))
            .withFaults(this::weather);
    try (Database database = Database.start(Kind.MYSQL_9_7);
        LocalStream stream = LocalStream.start(options)) {
      database.sql("create database sb");
      try (var sysbench = new Sysbench(database, "sb", 4, 20_000)) {
        sysbench.prepare();
        String position = database.position();
        var rebuild = new Rebuild(database, "sb").startFromTables();
        String endpoint = stream.endpoint().toString();
        var wherry = Wherry.intoStream(database, "sb", endpoint, "kill", folder);
        wherry.with("--start=" + position, "--sink.aggregate=" + aggregates);
        var load = sysbench.run(4, 30 + KILLS, TRANSACTIONS_A_SECOND);
        for (int kill = 0; kill < KILLS; kill++) {
          try (var run = wherry.start()) {
            Wherry.pause(500 + random.nextLong(12_000));
            assertThat(run.alive()).as(run.stderr()).isTrue();
            run.kill();
          }
        }
        load.await();
        String said = wherry.toTheEnd();
        rebuild.apply(tail(endpoint)).assertEqualsTables();
        assertThat(rebuild.repeated()).as("twice, seed %d: %s", SEED, said).isZero();
        System.out.printf(
            "%d kills, aggregates %s: %d rows, 0 missing, 0 twice, 0 out of order%n%s%n",
            KILLS, aggregates, rebuild.events(), said);
      }
    }
  }

  private static Path tail(String endpoint) {
    WherryProcess tail =
        WherryProcess.start(
            "tail",
            "--stream=kill",
            "--sink.endpoint=" + endpoint,
            "--from=oldest",
            "--until=latest");
    assertThat(tail.awaitExit(Duration.ofMinutes(5))).as(tail.stderr()).isZero();
    return tail.stdoutFile();
  }
}
