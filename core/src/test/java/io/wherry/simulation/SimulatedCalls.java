package io.wherry.simulation;

import io.wherry.bytes.ByteSlice;
import io.wherry.checkpoint.CheckpointException;
import io.wherry.kinesis.KinesisException;
import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ReadFrom;
import io.wherry.sink.DeadLetterWrite;
import io.wherry.sink.EntryForm;
import io.wherry.sink.Errand;
import io.wherry.sink.Errands;
import io.wherry.sink.Request;
import io.wherry.sink.ShardListing;
import io.wherry.sink.ShardRead;
import io.wherry.sink.kinesis.KinesisSink;
import io.wherry.sink.kinesis.KinesisSinkOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The calls of one run: what leaves the process goes on in the stream when the process is dead,
/// and nobody hears of it.
final class SimulatedCalls implements Errands {
  private static final long LIFE = KinesisLimits.REQUEST_LIFE.toNanos();
  private static final long READ_INTERVAL = KinesisLimits.READ_INTERVAL.toNanos();
  private static final long MILLI = 1_000_000L;

  /// How long a read may be kept waiting, in nanoseconds.
  private static final long BUSY = 3_000_000_000L;

  private final World world;
  private final Weather weather;
  private final SimulatedStream stream;
  private final SimulatedDeadLetter deadLetter;
  private final EntryForm form;
  private final KinesisSinkOptions options;
  private final Runnable bell;
  private final ArrayDeque<Errand> inbox = new ArrayDeque<>();
  private final Map<ShardRead, Integer> places = new HashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean stopped;
  private boolean dead;

  /// One record of a call.
  private record Entry(String key, @Nullable String hashKey, ByteSlice data) {}

  SimulatedCalls(
      World world,
      Weather weather,
      SimulatedStream stream,
      SimulatedDeadLetter deadLetter,
      KinesisSinkOptions options,
      Runnable bell) {
    this.world = world;
    this.weather = weather;
    this.stream = stream;
    this.deadLetter = deadLetter;
    this.options = options;
    form = KinesisSink.form(options);
    this.bell = bell;
  }

  /// The process is dead: nothing more leaves it.
  void die() {
    dead = true;
  }

  /// The process is stopped: what has not left it waits.
  void stop() {
    stopped = true;
  }

  /// The process goes on.
  void goOn() {
    stopped = false;
    waiting.forEach(task -> world.after(0, task));
    waiting.clear();
  }

  /// Does something in this process as soon as it runs, if it lives then.
  void inProcess(Runnable task) {
    if (stopped) {
      waiting.add(() -> inProcess(task));
    } else if (!dead) {
      task.run();
    }
  }

  @Override
  public void accept(Errand errand) {
    world.point();
    long delay =
        world.chance(3) ? world.random.nextLong(400 * MILLI) : world.random.nextLong(MILLI);
    world.after(delay, () -> inProcess(() -> carry(errand)));
  }

  private void carry(Errand errand) {
    switch (errand) {
      case Request request -> leave(request);
      case ShardRead read -> read(read);
      case ShardListing listing ->
          world.after(
              world.random.nextLong(200 * MILLI),
              () -> {
                listing.answered(stream.list());
                back(listing);
              });
      case DeadLetterWrite write ->
          world.after(
              world.random.nextLong(200 * MILLI),
              () -> {
                write.writeTo(deadLetter);
                world.after(world.random.nextLong(200 * MILLI), () -> back(write));
              });
    }
  }

  @Override
  public @Nullable Errand poll() {
    return inbox.poll();
  }

  private void back(Errand errand) {
    if (!dead) {
      inbox.add(errand);
      bell.run();
    }
  }

  private void read(ShardRead read) {
    long begun = world.now;
    long waits = world.chance(weather.busy()) ? world.random.nextLong(BUSY) : 50 * MILLI;
    world.after(
        READ_INTERVAL + world.random.nextLong(1 + waits),
        () -> {
          var shard = stream.shard(read.shard());
          ReadFrom from = read.from();
          int place = places.computeIfAbsent(read, r -> stream.first(shard, from));
          var page = stream.read(shard, place);
          places.put(read, place + page.records().size());
          world.after(
              world.random.nextLong(20 * MILLI),
              () -> {
                read.answered(page, begun);
                back(read);
              });
        });
  }

  /// As the sink for Kinesis does it.
  private void leave(Request request) {
    try {
      KinesisSink.leave(request, options);
    } catch (CheckpointException e) {
      request.end(e);
      back(request);
      return;
    }
    long left = world.now;
    if (world.expiresNow()) {
      request.end(new KinesisException("the AWS session token has expired", null));
      back(request);
      return;
    }
    List<Entry> entries = new ArrayList<>();
    for (int entry = 0; entry < request.count(); entry++) {
      entries.add(
          new Entry(
              form.partitionKey(request, entry),
              form.explicitHashKey(request, entry),
              ByteSlice.of(form.data(request, entry))));
    }
    long arrives =
        world.chance(weather.slow())
            ? world.random.nextLong(LIFE)
            : world.random.nextLong(20 * MILLI);
    boolean answerIsLost = world.chance(weather.lost());
    world.at(
        left + arrives,
        () -> {
          List<Runnable> outcomes = arrive(request, entries, left);
          long answers =
              world.now
                  + (world.chance(weather.slow())
                      ? world.random.nextLong(LIFE)
                      : world.random.nextLong(20 * MILLI));
          if (!answerIsLost && answers < left + LIFE) {
            world.at(
                answers,
                () -> {
                  outcomes.forEach(Runnable::run);
                  back(request);
                });
          } else {
            giveUp(request, entries.size(), left);
          }
        });
  }

  /// The connection is reset, or its life is over.
  private void giveUp(Request request, int count, long left) {
    long when = world.random.nextBoolean() ? left + LIFE : world.now + world.random.nextLong(MILLI);
    world.at(
        Math.min(when, left + LIFE),
        () -> {
          for (int entry = 0; entry < count; entry++) {
            request.unknown(entry, "timeout");
          }
          back(request);
        });
  }

  /// What the service does with a call, entry by entry in any order.
  ///
  /// @return what it answers
  private List<Runnable> arrive(Request request, List<Entry> entries, long left) {
    List<Integer> order = new ArrayList<>();
    for (int entry = 0; entry < entries.size(); entry++) {
      order.add(entry);
    }
    Collections.shuffle(order, Random.from(world.random));
    List<Runnable> outcomes = new ArrayList<>();
    for (int entry : order) {
      Entry sent = entries.get(entry);
      if (world.chance(weather.throttled())) {
        outcomes.add(() -> request.throttled(entry));
      } else if (world.chance(weather.failed())) {
        fail(sent, left);
        outcomes.add(() -> {
          world.trace(() -> "unknown event " + request.event(entry));
          request.unknown(entry, "InternalFailure");
        });
      } else if (world.chance(weather.failed() / 4)) {
        outcomes.add(() -> request.notStored(entry, "connection refused"));
      } else {
        var shard = stream.shardOf(sent.key, sent.hashKey);
        String number = stream.store(shard, sent.key, sent.data);
        outcomes.add(() -> {
          world.trace(() -> "acknowledged " + shard.id + " " + number);
          request.stored(entry, shard.id, number);
        });
      }
    }
    return outcomes;
  }

  /// InternalFailure: not stored, stored, or stored later, but within the call's life.
  private void fail(Entry sent, long left) {
    Runnable store =
        () -> stream.store(stream.shardOf(sent.key, sent.hashKey), sent.key, sent.data);
    switch (world.random.nextInt(3)) {
      case 0 -> store.run();
      case 1 -> world.at(world.now + world.random.nextLong(left + LIFE - world.now), store);
      default -> {}
    }
  }
}
