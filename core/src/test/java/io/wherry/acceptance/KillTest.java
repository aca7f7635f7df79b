package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Sysbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The promise with real processes: killed at random moments under load, while the service
/// throttles, loses answers, fails and reshards; one run with a record for each row and one with
/// aggregates, at the same time. What `tail` prints is applied strictly: nothing is missing,
/// nothing twice, nothing out of order.
///
/// More kills in each mode: `-Dkills=100`; the same moments again: `-Dseed=N`. `scripts/soak` does
/// both.
@Tag("server")
@Tag("slow")
@Timeout(14_400)
class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Duration LONGEST =
      Duration.ofMillis(Integer.getInteger("kills.longest", 11_000));

  /// Kills in each mode before what is in the stream is looked at.
  private static final int ROUND = 10;

  private static final int TRANSACTIONS_A_SECOND = 800;

  /// Of the load, before the first start and after the last kill.
  private static final int MARGIN_SECONDS = 2;

  @TempDir Path folder;

  /// One of the two ways of sending.
  private static final class Mode implements AutoCloseable {
    final String name;
    final Storm storm = new Storm();
    final LocalStream stream;
    final Kills kills;
    final Rebuild rebuild;
    String said = "";

    Mode(
        String name, boolean aggregates, Database database, Path folder, Random random, int count) {
      this.name = name;
      stream =
          LocalStream.start(
              LocalStreamOptions.defaults()
                  .withStream("kill", 4)
                  .withData(folder.resolve("stream"))
                  .withFaults(storm));
      String endpoint = stream.endpoint().toString();
      Wherry wherry =
          Wherry.intoStream(database, "sb", endpoint, "kill", folder)
              .with("--start=" + database.position(), "--sink.aggregate=" + aggregates);
      kills = new Kills(wherry, Kills.draw(random, count, LONGEST));
      rebuild = new Rebuild(database, "sb").startFromTables();
    }

    void check(long seed) {
      rebuild.apply(Kills.tail(stream.endpoint().toString(), "kill")).assertEqualsTables();
      // A storm that did not come would have shown nothing.
      assertThat(storm.happened()).as("%s, seed %d", name, seed).containsOnly(Storm.Kind.values());
      assertThat(rebuild.repeated()).as("%s, twice, seed %d: %s", name, seed, said).isZero();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  @Test
  void whateverDiesNothingIsLostOrTwiceOrOutOfOrder() {
    long plain = 0;
    long aggregated = 0;
    for (int done = 0; done < KILLS; done += ROUND) {
      int count = Math.min(ROUND, KILLS - done);
      long[] events = round(folder.resolve("round-" + done), SEED + done, count);
      plain += events[0];
      aggregated += events[1];
      System.out.printf(
          "%d of %d kills in each mode, seed %d: %d rows plain, %d aggregated:"
              + " 0 missing, 0 twice, 0 out of order%n",
          done + count, KILLS, SEED, plain, aggregated);
    }
  }

  /// Returns how many rows were published plain, and how many aggregated.
  private static long[] round(Path folder, long seed, int count) {
    var random = new Random(seed);
    try (Database database = Database.start(Kind.MYSQL_9_7)) {
      database.sql("create database sb");
      try (var sysbench = new Sysbench(database, "sb", 4, 20_000)) {
        sysbench.prepare();
        try (var plain = new Mode("plain", false, database, made(folder, "p"), random, count);
            var lanes = new Mode("aggregated", true, database, made(folder, "a"), random, count)) {
          var modes = List.of(plain, lanes);
          long millis = modes.stream().mapToLong(m -> m.kills.length().toMillis()).max().orElse(0);
          int seconds = (int) (millis / 1_000) + 2 * MARGIN_SECONDS;
          var load = sysbench.run(4, seconds, TRANSACTIONS_A_SECOND);
          Kills.together(modes.stream().<Runnable>map(m -> m.kills::die).toList());
          load.await();
          Kills.together(
              modes.stream()
                  .<Runnable>map(m -> () -> m.said = m.kills.wherry().toTheEnd())
                  .toList());
          modes.forEach(mode -> mode.check(seed));
          return new long[] {plain.rebuild.events(), lanes.rebuild.events()};
        }
      }
    }
  }

  private static Path made(Path folder, String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
