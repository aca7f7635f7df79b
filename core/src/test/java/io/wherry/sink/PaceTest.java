package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ROUND_TRIP = 10_000_000L;
  private static final int SHARDS = 4;

  private static final ByteSlice RECORD = ByteSlice.of(new byte[300]);

  /// A stream in virtual time whose shards take so many records a second each, as the service does:
  /// what comes above that within a second is refused.
  private static final class LimitedStream {
    private record Call(Request request, long answers) {}

    private final int[] limits;
    private final int[] taken = new int[SHARDS];
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private final long[] stored = new long[SHARDS];
    private final long[] asked = new long[SHARDS];
    long now;
    private long second;
    private long sequenceNumber;

    LimitedStream(int... limits) {
      this.limits = limits;
    }

    void send(Errand errand) {
      var request = (Request) errand;
      if (now / SECOND != second) {
        second = now / SECOND;
        java.util.Arrays.fill(taken, 0);
      }
      for (int entry = 0; entry < request.count(); entry++) {
        int shard = request.partitionKey(entry).charAt(0) - 'a';
        asked[shard]++;
        if (taken[shard] < limits[shard]) {
          taken[shard]++;
          stored[shard]++;
          request.stored(entry, "shard-" + shard, Long.toString(++sequenceNumber));
        } else {
          request.throttled(entry);
        }
      }
      calls.add(new Call(request, now + ROUND_TRIP));
    }

    void run(Delivery delivery, long nanos) {
      long until = now + nanos;
      while (now < until) {
        while (!calls.isEmpty() && calls.peek().answers <= now) {
          delivery.complete(calls.poll().request);
        }
        delivery.step();
        long next = calls.isEmpty() ? until : calls.peek().answers;
        long wake = delivery.nextStepNanos();
        now = Math.min(until, Math.max(now + 1, Math.min(next, wake < SECOND ? now + wake : next)));
      }
    }
  }

  private static Delivery delivery(LimitedStream stream, WindowOptions window) {
    return new Delivery(
        new DeliveryOptions(window, 16, 500, 4 << 20, 16 << 20, 1_000, 1_000_000, null, false),
        new ShardLayout(Layouts.even(SHARDS)),
        new ShardMarks(),
        new Delivery.Ports(() -> stream.now, new Random(7), Layouts.PLAIN, stream::send));
  }

  private static void offer(Delivery delivery, int shard) {
    long number = delivery.offered();
    String key = (char) ('a' + shard) + "-" + number;
    long hash = Layouts.hash(shard, SHARDS);
    delivery.offer(ByteSlice.utf8(key), hash, number, number, RECORD, false);
  }

  // A blind retry of what was refused makes the service refuse even more: most calls for nothing.
  @Test
  void throttlingIsRareAndTheShardIsFullyUsed() {
    var stream = new LimitedStream(1_000, 1_000, 1_000, 1_000);
    Delivery delivery = delivery(stream, new WindowOptions(1 << 30, 200_000));
    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < 5_000; i++) {
        offer(delivery, (int) (delivery.offered() % SHARDS));
      }
      stream.run(delivery, SECOND);
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(stream.stored[shard]).as("stored in 30 s").isGreaterThan(30 * 930L);
      double refused = 1 - (double) stream.stored[shard] / stream.asked[shard];
      assertThat(refused).as("share refused").isLessThan(0.10);
    }
  }

  // One shard that another writer has filled must not slow down its neighbours.
  @Test
  void aHotShardSlowsOnlyItself() {
    var stream = new LimitedStream(50, 100_000, 100_000, 100_000);
    Delivery delivery = delivery(stream, new WindowOptions(1 << 30, 1_000_000));
    for (int i = 0; i < 60_000; i++) {
      offer(delivery, i % SHARDS);
    }
    stream.run(delivery, 2 * SECOND);
    assertThat(stream.stored[1]).isEqualTo(15_000);
    assertThat(stream.stored[2]).isEqualTo(15_000);
    assertThat(stream.stored[3]).isEqualTo(15_000);
    assertThat(stream.stored[0]).isBetween(50L, 150L);
    stream.run(delivery, 60 * SECOND);
    assertThat(stream.stored[0]).isGreaterThan(60 * 40L);
  }
}
