package io.wherry.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.local.fault.Call;
import io.wherry.local.fault.Fault;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.DynamoDb;
import io.wherry.server.Sysbench;
import io.wherry.server.WherryProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One writer: whoever is killed or stopped under load, the one that stands by takes over, and
/// nothing is missing, twice or out of order. With each kind of checkpoint.
///
/// A stop of a minute: `-Dstandby.pause=60`. The other ends with the other checkpoints too:
/// `-Dstandby.all=true`. One by itself: `-Dstandby.trial=mysql:KILLED`. Again and again:
/// `-Dstandby.rounds=N`.
@Tag("server")
@Tag("slow")
@Timeout(1_800)
class StandbyTest {
  private static final int LEASE = Integer.getInteger("standby.lease", 5);
  private static final int PAUSE = Integer.getInteger("standby.pause", 9);
  private static final int ROUNDS = Integer.getInteger("standby.rounds", 1);
  private static final int TRANSACTIONS_A_SECOND = 100;

  private static final int BACKLOG_MILLIS = 1_000;

  /// The load is stopped when all have been taken over; this is far longer than that takes.
  private static final int LOAD_SECONDS = 1_200;

  /// What a take-over may take, from the death to the next record, on a machine that has time: the
  /// lease, REQUEST_LIFE and READ_LAG are 11 s of it. Here two JVMs, two servers and their load
  /// share two cores with whatever else is built, so a test of correctness asserts thrice as much;
  /// on a quiet machine: `-Dstandby.max=15`.
  private static final Duration TAKE_OVER_MAX =
      Duration.ofSeconds(Integer.getInteger("standby.max", 45));

  @TempDir Path folder;

  /// By stream: when the first put came since it was asked for.
  private final Map<String, Long> firstPut = new ConcurrentHashMap<>();

  /// Streams that take nothing for now.
  private final Set<String> throttled = ConcurrentHashMap.newKeySet();

  enum End {
    KILLED,
    STOPPED
  }

  record Trial(String name, End end) {}

  static Stream<List<Trial>> trials() {
    String one = System.getProperty("standby.trial");
    if (one != null) {
      String[] words = one.split(":", 2);
      return Stream.of(List.of(new Trial(words[0], End.valueOf(words[1]))));
    }
    var first =
        List.of(
            new Trial("file", End.KILLED),
            new Trial("mysql", End.KILLED),
            new Trial("dynamodb", End.STOPPED));
    var second = List.of(new Trial("mysql", End.STOPPED), new Trial("dynamodb", End.KILLED));
    return Boolean.getBoolean("standby.all")
        ? Stream.of(first, second)
        : Stream.generate(() -> first).limit(ROUNDS);
  }

  private Fault weather(Call call) {
    if (!call.operation().startsWith("Put")) {
      return Fault.NONE;
    }
    if (throttled.contains(call.stream())) {
      return Fault.NONE.throttling(_ -> true);
    }
    firstPut.computeIfPresent(call.stream(), (s, at) -> at == 0 ? System.nanoTime() : at);
    return call.number() % 100 == 7 ? Fault.NONE.losingAnswer() : Fault.NONE;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void whoStandsByTakesOverAndNothingIsLostOrTwiceOrOutOfOrder(List<Trial> trials)
      throws Exception {
    var options = LocalStreamOptions.defaults().withFaults(this::weather);
    for (Trial trial : trials) {
      options = options.withStream(trial.name, 2);
    }
    try (Database database = Database.start(Kind.MYSQL_9_7);
        DynamoDb dynamoDb = DynamoDb.start();
        LocalStream stream = LocalStream.start(options)) {
      database.sql("create database sb", "create database remembered");
      try (var sysbench = new Sysbench(database, "sb", 2, 5_000)) {
        sysbench.prepare();
        String position = database.position();
        List<Rebuild> rebuilds = new ArrayList<>();
        trials.forEach(_ -> rebuilds.add(new Rebuild(database, "sb").startFromTables()));
        String endpoint = stream.endpoint().toString();
        List<Wherry> wherries = new ArrayList<>();
        for (Trial trial : trials) {
          wherries.add(
              Wherry.intoStream(database, "sb", endpoint, trial.name)
                  .with("--start=" + position, "--checkpoint.lease=" + LEASE)
                  .with("--checkpoint=" + checkpoint(trial.name, database))
                  .with("--checkpoint.endpoint=" + dynamoDb.endpoint()));
        }
        var load = sysbench.run(2, LOAD_SECONDS, TRANSACTIONS_A_SECOND);
        together(trials, i -> takeOver(trials.get(i), wherries.get(i)));
        load.stop();
        for (int i = 0; i < trials.size(); i++) {
          wherries.get(i).toTheEnd();
          rebuilds.get(i).apply(tail(endpoint, trials.get(i).name)).assertEqualsTables();
          assertThat(rebuilds.get(i).repeated()).as("twice in %s", trials.get(i)).isZero();
          System.out.printf(
              "%s: %d rows, 0 missing, 0 twice, 0 out of order%n",
              trials.get(i), rebuilds.get(i).events());
        }
      }
    }
  }

  private String checkpoint(String kind, Database database) {
    return switch (kind) {
      case "file" -> folder.resolve("checkpoint-" + System.nanoTime()).toString();
      case "mysql" -> database.url() + "/remembered/orders";
      case "dynamodb" -> "dynamodb:remembered/orders";
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private interface Work {
    void on(int index) throws Exception;
  }

  private static void together(List<Trial> trials, Work work) throws Exception {
    try (var threads = Executors.newCachedThreadPool()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        int index = i;
        all.add(
            threads.submit(() -> {
              work.on(index);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private void takeOver(Trial trial, Wherry wherry) {
    firstPut.put(trial.name, 0L);
    try (WherryProcess active = wherry.start()) {
      active.awaitOutput("starting at ");
      String holder = "another run \\((.* )?process " + active.pid() + "\\)";
      try (WherryProcess standby = wherry.start("--standby")) {
        standby.awaitOutput("wherry: standing by: checkpoint .*: " + holder + " uses it\n");
        if (trial.end == End.STOPPED) {
          refused(wherry, holder);
        }
        standby.awaitOutput("wherry: standing by: ready to take over\n");
        awaitFirstPut(active, trial.name);
        firstPut.remove(trial.name);
        if (trial.end == End.KILLED) {
          active.kill();
        } else {
          // So that it has much to send when it goes on.
          throttled.add(trial.name);
          Wherry.pause(BACKLOG_MILLIS);
          active.suspend();
        }
        long died = System.nanoTime();
        standby.awaitOutput("taking over: no other run uses the checkpoint");
        throttled.remove(trial.name);
        firstPut.put(trial.name, 0L);
        standby.awaitOutput("continuing at ");
        long first = awaitFirstPut(standby, trial.name);
        Duration took = Duration.ofNanos(first - died);
        System.out.printf("%s: taken over in %.1f s%n", trial, took.toMillis() / 1e3);
        assertThat(took).as("%s: %s", trial, standby.stderr()).isLessThan(TAKE_OVER_MAX);
        if (trial.end == End.STOPPED) {
          wakesUp(active, died);
        }
        assertThat(standby.terminate()).as(standby.stderr()).isZero();
      }
    }
  }

  /// One that does not stand by says who holds the checkpoint, and ends.
  private static void refused(Wherry wherry, String holder) {
    try (WherryProcess second = wherry.start()) {
      assertThat(second.awaitExit()).as(second.stderr()).isOne();
      assertThat(second.stderr().lines().filter(line -> line.contains("checkpoint")).toList())
          .last()
          .asString()
          .matches(
              "wherry: checkpoint .*: "
                  + holder
                  + " uses it: stop that one, wait for its end with --standby, or use another"
                  + " --checkpoint");
    }
  }

  /// What it had on its way when it was stopped must not reach the stream: the other one has read
  /// that to its end.
  private static void wakesUp(WherryProcess active, long died) {
    long left = died + Duration.ofSeconds(PAUSE + LEASE).toNanos() - System.nanoTime();
    Wherry.pause(Math.max(0, left / 1_000_000));
    active.goOn();
    assertThat(active.awaitExit()).as(active.stderr()).isOne();
    assertThat(active.stderr())
        .containsPattern(
            "wherry: checkpoint [^\n]*(the lease of .* ran out|another run .* has taken over)");
  }

  private long awaitFirstPut(WherryProcess by, String stream) {
    long deadline = System.nanoTime() + WherryProcess.PATIENCE.toNanos();
    long at = 0;
    while (at == 0 && System.nanoTime() - deadline < 0) {
      Wherry.pause(20);
      at = firstPut.getOrDefault(stream, 0L);
    }
    assertThat(at).as("a put to %s: %s", stream, by.stderr()).isNotZero();
    return at;
  }

  private static Path tail(String endpoint, String stream) {
    WherryProcess tail =
        WherryProcess.start(
            "tail",
            "--stream=" + stream,
            "--sink.endpoint=" + endpoint,
            "--from=oldest",
            "--until=latest");
    assertThat(tail.awaitExit(Duration.ofMinutes(5))).as(tail.stderr()).isZero();
    return tail.stdoutFile();
  }
}
