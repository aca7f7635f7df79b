package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.BadLine;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.KinesisLocal;
import io.wherry.server.Sysbench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same promise against a Kinesis that others wrote, since our own could share a
/// misunderstanding with what it judges. It slows down with every record it holds, so the load is
/// small; it loses no answers by itself, so the line to it is cut.
///
/// More kills: `-Dkills=10`; the same moments again: `-Dseed=N`.
@Tag("server")
@Tag("slow")
@Timeout(1_200)
class SecondOpinionTest {
  private static final int KILLS = Integer.getInteger("kills", 2);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Duration LONGEST =
      Duration.ofMillis(Integer.getInteger("kills.longest", 9_000));
  private static final Duration CUT_EVERY = Duration.ofMillis(1_500);
  private static final int TRANSACTIONS_A_SECOND = 20;

  @TempDir Path folder;

  @Test
  void killedAgainstAnotherKinesisNothingIsLostOrTwiceOrOutOfOrder() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = database.freshSchema();
    var random = new Random(SEED);
    try (var kinesis = KinesisLocal.start("kill:4");
        var line = BadLine.to(kinesis.client().endpoint().getPort());
        var sysbench = new Sysbench(database, schema, 2, 500)) {
      sysbench.prepare();
      var rebuild = new Rebuild(database, schema).startFromTables();
      Wherry wherry =
          Wherry.intoStream(database, schema, "http://127.0.0.1:" + line.port(), "kill", folder)
              .with("--start=" + database.position());
      var kills = new Kills(wherry, Kills.draw(random, KILLS, LONGEST));
      int seconds = (int) kills.length().toSeconds() + 2;
      var load = sysbench.run(2, seconds, TRANSACTIONS_A_SECOND);
      var over = new AtomicBoolean();
      Kills.together(
          List.of(
              () -> {
                try {
                  kills.die();
                } finally {
                  over.set(true);
                }
              },
              () -> disturb(kinesis, line, random, over)));
      load.await();
      String said = wherry.toTheEnd();
      rebuild.apply(kinesis.client().data("kill")).assertEqualsTables();
      assertThat(rebuild.repeated()).as("twice, seed %d: %s", SEED, said).isZero();
      assertThat(line.resets()).as("answers lost").isPositive();
      System.out.printf(
          "%d kills against kinesis-local, seed %d: %d rows, %d answers lost:"
              + " 0 missing, 0 twice, 0 out of order%n",
          KILLS, SEED, rebuild.events(), line.resets());
    }
  }

  /// Cuts answers off, and splits and merges what there is.
  private static void disturb(
      KinesisLocal kinesis, BadLine line, Random random, AtomicBoolean over) {
    for (int turn = 1; !over.get(); turn++) {
      Await.sleep(CUT_EVERY);
      line.resetNext(random.nextInt(200));
      if (turn % 3 == 0) {
        kinesis.client().reshard("kill", 3 + turn / 3 % 3);
      }
    }
  }
}
