package io.wherry.sink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A stream in virtual time, as hostile as the service may be: requests arrive and answer in any
/// order, entries of one call are stored in any order, some are throttled, refused or failed, and
/// of those whose answer is lost some are stored. It watches that no key is ever on its way twice.
final class FakeStream implements Consumer<Request> {
  /// What a test sends: which event it is and what it waits for.
  record Sent(long event, long firstKey, long secondKey) {
    static Sent of(Request request, int entry) {
      String[] fields =
          new String(request.record(entry), java.nio.charset.StandardCharsets.UTF_8).split(" ", 4);
      var sent =
          new Sent(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
      if (sent.event != request.event(entry)
          || !request.partitionKey(entry).equals("key-" + sent.firstKey)) {
        throw new AssertionError("sent " + sent + " as event " + request.event(entry));
      }
      return sent;
    }
  }

  private record Call(Request request, long arrives, long answers) {}

  private final RandomGenerator random;
  private final int failuresPercent;
  private final PriorityQueue<Call> underWay =
      new PriorityQueue<>(Comparator.comparingLong(Call::arrives));
  private final PriorityQueue<Call> answered =
      new PriorityQueue<>(Comparator.comparingLong(Call::answers));
  private final Set<Long> keysUnderWay = new HashSet<>();
  private final Map<Long, List<Long>> eventsOfKey = new HashMap<>();
  private final Set<Long> stored = new HashSet<>();
  private long sequenceNumber;
  long now;

  FakeStream(RandomGenerator random, int failuresPercent) {
    this.random = random;
    this.failuresPercent = failuresPercent;
  }

  @Override
  public void accept(Request request) {
    for (int entry = 0; entry < request.count(); entry++) {
      Sent sent = Sent.of(request, entry);
      if (!keysUnderWay.add(sent.firstKey)
          || (sent.secondKey != sent.firstKey && !keysUnderWay.add(sent.secondKey))) {
        throw new AssertionError("a key of " + sent + " is on its way already");
      }
    }
    long arrives = now + random.nextLong(1, 30_000_000L);
    underWay.add(new Call(request, arrives, arrives + random.nextLong(30_000_000L)));
  }

  /// When something happens next; [Long#MAX_VALUE] for never.
  long next() {
    long next = underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().arrives;
    return answered.isEmpty() ? next : Math.min(next, answered.peek().answers);
  }

  /// Lets happen what is due, and hands answered requests back.
  void happen(Consumer<Request> back) {
    while (!underWay.isEmpty() && underWay.peek().arrives <= now) {
      Call call = underWay.poll();
      arrive(call.request);
      answered.add(call);
    }
    while (!answered.isEmpty() && answered.peek().answers <= now) {
      Request request = answered.poll().request;
      for (int entry = 0; entry < request.count(); entry++) {
        Sent sent = Sent.of(request, entry);
        keysUnderWay.remove(sent.firstKey);
        keysUnderWay.remove(sent.secondKey);
      }
      back.accept(request);
    }
  }

  private void arrive(Request request) {
    boolean answerIsLost = random.nextInt(100) < failuresPercent / 4;
    boolean isStored = random.nextBoolean();
    List<Integer> entries = new ArrayList<>();
    for (int entry = 0; entry < request.count(); entry++) {
      entries.add(entry);
    }
    Collections.shuffle(entries, java.util.Random.from(random));
    for (int entry : entries) {
      if (answerIsLost) {
        if (isStored) {
          store(Sent.of(request, entry));
        }
        request.unknown(entry, "timeout");
      } else if (random.nextInt(100) < failuresPercent) {
        fail(request, entry);
      } else {
        store(Sent.of(request, entry));
        request.stored(entry, "shard-0", Long.toString(++sequenceNumber));
      }
    }
  }

  private void fail(Request request, int entry) {
    switch (random.nextInt(4)) {
      case 0 -> request.notStored(entry, "connection refused");
      case 1 -> {
        if (random.nextBoolean()) {
          store(Sent.of(request, entry));
        }
        request.unknown(entry, "InternalFailure");
      }
      default -> request.throttled(entry);
    }
  }

  private void store(Sent sent) {
    stored.add(sent.event);
    eventsOfKey.computeIfAbsent(sent.firstKey, k -> new ArrayList<>()).add(sent.event);
    if (sent.secondKey != sent.firstKey) {
      eventsOfKey.computeIfAbsent(sent.secondKey, k -> new ArrayList<>()).add(sent.event);
    }
  }

  boolean isStored(long event) {
    return stored.contains(event);
  }

  /// For each key its events in the order of the stream, with repetitions.
  Map<Long, List<Long>> eventsOfKey() {
    return eventsOfKey;
  }

  long lastSequenceNumber() {
    return sequenceNumber;
  }
}
