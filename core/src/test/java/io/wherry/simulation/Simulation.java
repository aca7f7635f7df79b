package io.wherry.simulation;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.format.Encoder;
import io.wherry.format.FormatOptions;
import io.wherry.format.seed.SeedEncoder;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.pipeline.Checkpoint;
import io.wherry.pipeline.CheckpointKeeper;
import io.wherry.pipeline.Replication;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import io.wherry.sink.kinesis.Startup;
import io.wherry.source.Memory;
import io.wherry.transform.KeyRule;
import io.wherry.transform.RecordKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One seed: a log is delivered into a stream by a process that dies and starts again, until all is
/// there. The flow, the sink and the delivery machine are those that ship.
final class Simulation {
  private static final long SECOND = 1_000_000_000L;

  /// How long a save may take, in nanoseconds.
  private static final long SAVE_MAX = 8 * SECOND;

  private final World world;
  private final Weather weather;
  private final SimulatedLog log;
  private final SimulatedStream stream;
  private final Invariants invariants;
  private final SimulatedDeadLetter deadLetter;
  private final WindowOptions window;
  private @Nullable String saved;
  private int savedRow;
  private int holder;
  private boolean ended;

  private int firstDeath;

  Simulation(long seed) {
    world = new World(seed);
    weather = Weather.of(world.random);
    log = new SimulatedLog(world, weather, encoder());
    stream = new SimulatedStream(world, weather);
    deadLetter = new SimulatedDeadLetter(world);
    invariants = new Invariants(log, stream, deadLetter, encoder());
    window = new WindowOptions(WindowOptions.DEFAULT_BYTES, weather.windowEvents());
  }

  private Encoder encoder() {
    return weather.ids()
        ? new WherryEncoder(FormatOptions.DEFAULT)
        : new SeedEncoder(FormatOptions.DEFAULT);
  }

  /// Documents that survive the process; a kill may come before or after one is saved. Whoever
  /// opens it is the only holder from then on.
  private final class Store implements CheckpointStore {
    private final int epoch = ++holder;

    @Override
    public Optional<String> load(String name) {
      return Optional.ofNullable(saved);
    }

    @Override
    public boolean isNewest() {
      return true;
    }

    @Override
    public void save(String name, String document) {
      world.point();
      checkHeld();
      boolean fails = world.chance(weather.failedSaves());
      if (fails && world.random.nextBoolean()) {
        throw new CheckpointException("not saved", null);
      }
      world.trace(() -> "save " + document.replace('\n', ' '));
      saved = document;
      Checkpoint checkpoint = Checkpoint.parse(document);
      savedRow = log.rowsBefore(checkpoint.position().offset(), checkpoint.position().rows());
      invariants.saved(document);
      world.point();
      if (fails) {
        throw new CheckpointException("saved, but who knows", null);
      }
    }

    @Override
    public void delete(String name) {
      throw new IllegalStateException("no document was saved under " + name);
    }

    @Override
    public void checkHeld() {
      if (epoch != holder) {
        throw CheckpointException.takenOver("simulated", "");
      }
    }

    @Override
    public void close() {}
  }

  /// The first run dies at this point, and no other one.
  void runAndDieAt(int point) {
    firstDeath = point;
    run();
  }

  /// Whether the run came so far as to die at the point it was told.
  boolean died() {
    return firstDeath < 0;
  }

  void run() {
    world.trace(weather::toString);
    int kills = firstDeath > 0 ? 0 : weather.kills();
    if (firstDeath == 0 && weather.expires() > 0) {
      world.expireAfter(1 + world.random.nextInt(40));
    }
    while (!ended) {
      if (firstDeath > 0) {
        world.dieAfter(firstDeath);
      } else if (kills-- > 0) {
        world.dieAfter(1 + world.random.nextInt(world.chance(30) ? 30 : 600));
      } else {
        world.live();
      }
      runOnce();
      if (!ended) {
        world.pass(world.chance(50) ? 0 : world.random.nextLong(8 * SECOND));
      }
    }
    world.pass(20 * SECOND);
    invariants.ended();
  }

  private void runOnce() {
    var store = new Store();
    long aloneSince = world.now;
    // Until it has looked around, what the one before sent goes on arriving.
    world.pass(world.random.nextLong(2 * SECOND));
    World.VirtualBell bell = world.new VirtualBell();
    Optional<Checkpoint> checkpoint = Optional.ofNullable(saved).map(Checkpoint::parse);
    Startup.Earlier earlier =
        checkpoint.map(c -> new Startup.Earlier(c.lines(), c.clean())).orElse(Startup.Earlier.NONE);
    Position start =
        checkpoint
            .map(Checkpoint::position)
            .orElse(new Position("server", "binlog.000001", 0, 0, "", 0));
    Startup startup =
        Startup.of(stream.describe(), stream.list(), earlier, java.time.Instant.EPOCH);
    Encoder encoder = encoder();
    KinesisSinkOptions options = options(encoder, store, aloneSince);
    var calls = new SimulatedCalls(world, weather, stream, deadLetter, options, bell);
    int[] read = {savedRow};
    if (world.chance(weather.pauses())) {
      world.pauseAfter(1 + world.random.nextInt(200), () -> takenOver(calls));
    }
    try (var sink = new KinesisSink(startup, options, calls, () -> {})) {
      var keeper =
          new CheckpointKeeper(
              store,
              new CheckpointKeeper.Run("simulated", "", 1),
              start,
              Memory.NONE,
              world::now,
              save -> elsewhere(save, calls, bell));
      var replication =
          new Replication(
              new Replication.Parts(
                  new SimulatedSource(world, log, start, bell, () -> rowRead(++read[0])),
                  encoder,
                  new RecordKey(new KeyRule.ByRow()),
                  weather.splits(),
                  sink,
                  keeper,
                  bell,
                  world::now,
                  () -> 0));
      if (world.chance(15)) {
        world.after(world.random.nextLong(5 * SECOND), replication::stop);
      }
      try {
        replication.run();
      } finally {
        // The service keeps its order: whoever says otherwise has compared the wrong things.
        invariants.ordered(sink.counts());
      }
      ended = savedRow == log.rows() && Checkpoint.parse(String.valueOf(saved)).clean();
    } catch (CheckpointException e) {
      world.trace(() -> "ended: " + e.getMessage());
    } catch (Killed _) {
      world.trace(() -> "killed");
      firstDeath = -Math.abs(firstDeath);
      ended = false;
    } catch (SinkException e) {
      world.trace(() -> "ended: " + e.getMessage());
      // Whoever is replaced says nothing of how far its successor came.
      ended &= e.getCause() instanceof CheckpointException;
    } finally {
      calls.die();
    }
  }

  private KinesisSinkOptions options(Encoder encoder, Store store, long aloneSince) {
    return new KinesisSinkOptions(
        "simulated",
        weather.aggregates(),
        weather.strict(),
        window,
        encoder::identity,
        deadLetter,
        store::checkHeld,
        aloneSince,
        world::now,
        world.random);
  }

  /// A save is carried by a thread of its own, and takes its time.
  private void elsewhere(Runnable save, SimulatedCalls calls, Runnable bell) {
    long takes = world.chance(weather.slowSaves()) ? SAVE_MAX : SECOND / 5;
    world.after(
        world.random.nextLong(takes),
        () ->
            calls.inProcess(() -> {
              save.run();
              bell.run();
            }));
  }

  /// The process is stopped for so long that another takes over, and runs to its end or death.
  private void takenOver(SimulatedCalls calls) {
    world.trace(() -> "stopped");
    calls.stop();
    if (world.chance(30)) {
      world.dieAfter(1 + world.random.nextInt(300));
    } else {
      world.live();
    }
    runOnce();
    world.live();
    calls.goOn();
    world.trace(() -> "goes on");
  }

  /// Everything between the checkpoint and the reader is bounded.
  private void rowRead(int row) {
    long rows = (long) row - savedRow;
    long bound = window.events() + 2L;
    if (rows > bound) {
      throw new AssertionError(rows + " rows lie between checkpoint and reader, bound " + bound);
    }
  }
}
