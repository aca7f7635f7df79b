package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every sink keeps. An implementation's test inherits this and says how to open one and how
/// to read back what it stored.
public abstract class SinkContract {
  private static final long PATIENCE = 30_000_000_000L;

  private final Semaphore bell = new Semaphore(0);
  private final List<Sink> opened = new ArrayList<>();

  /// A sink to a target that holds nothing yet.
  ///
  /// @param bell what the sink rings
  protected abstract Sink open(WindowOptions window, Runnable bell);

  /// All records the target holds, each with its newline; those of one key in their order.
  protected abstract List<String> stored();

  /// Wakes [#awaitAcknowledged].
  protected final Runnable bell() {
    return bell::release;
  }

  private Sink opened(WindowOptions window) {
    Sink sink = open(window, bell());
    opened.add(sink);
    return sink;
  }

  @AfterEach
  void close() {
    opened.forEach(Sink::close);
  }

  /// Offers a record as the pipeline does: when there is room.
  protected final void offer(Sink sink, String key, String record) {
    long until = System.nanoTime() + PATIENCE;
    while (!sink.hasRoom()) {
      stepOrWait(sink, until);
    }
    long waitKey = key.hashCode();
    ByteSlice keyBytes = ByteSlice.utf8(key);
    sink.offer(keyBytes, keyBytes, waitKey, waitKey, ByteSlice.utf8(record));
  }

  /// Steps until so many records are acknowledged, and sleeps as the pipeline does: until the bell
  /// or the time the sink asked for. A sink that forgets to ring is found here.
  protected final void awaitAcknowledged(Sink sink, long number) {
    long until = System.nanoTime() + PATIENCE;
    while (sink.acknowledged() < number) {
      stepOrWait(sink, until);
    }
  }

  private void stepOrWait(Sink sink, long until) {
    boolean stepped = sink.step();
    Cut cut = sink.takeCut();
    if (cut != null && cut.valid()) {
      sink.settled(cut);
    }
    if (stepped || cut != null || sink.setBarrier()) {
      return;
    }
    long left = until - System.nanoTime();
    assertThat(left).as("nanoseconds of patience").isPositive();
    long wait = sink.nextStepNanos();
    assertThat(wait).isNotNegative();
    try {
      boolean rung = bell.tryAcquire(Math.min(wait, left), TimeUnit.NANOSECONDS);
      assertThat(rung || wait < left).as("the bell was rung").isTrue();
      bell.drainPermits();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void recordsComeBackAsTheyWereOffered() {
    Sink sink = opened(WindowOptions.DEFAULT);
    var records =
        List.of(
            "{}\n",
            "{\"text\":\"é € 🛶 \\u0000 \\\\ \\\" ' \\n\"}\n",
            "x".repeat(200_000) + "\n",
            "\n",
            "{\"n\":-9223372036854775808}\n");
    for (int i = 0; i < records.size(); i++) {
      offer(sink, "key-" + i, records.get(i));
    }
    awaitAcknowledged(sink, records.size());
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(records);
    assertThat(sink.offered()).isEqualTo(records.size());
    assertThat(sink.inFlight()).isZero();
  }

  @Test
  void theRecordsOfAKeyKeepTheirOrder() {
    Sink sink = opened(WindowOptions.DEFAULT);
    for (int i = 0; i < 400; i++) {
      offer(sink, "key-" + i % 7, "key-" + i % 7 + " " + i + "\n");
      if (i % 5 == 0) {
        sink.step();
      }
    }
    awaitAcknowledged(sink, 400);
    List<String> stored = stored();
    assertThat(stored).hasSize(400);
    for (int key = 0; key < 7; key++) {
      String prefix = "key-" + key + " ";
      List<Integer> numbers =
          stored.stream()
              .filter(record -> record.startsWith(prefix))
              .map(record -> Integer.parseInt(record.substring(prefix.length()).strip()))
              .toList();
      assertThat(numbers).as(prefix).isSorted().doesNotHaveDuplicates();
    }
  }

  // A record that counts as stored too early is lost for good when the process dies: the checkpoint
  // stands behind it.
  @Test
  void acknowledgedRecordsAreStored() {
    Sink sink = opened(WindowOptions.DEFAULT);
    long seen = 0;
    for (int i = 1; i <= 60; i++) {
      offer(sink, "key-" + i, "record " + i + "\n");
      sink.step();
      if (i % 20 == 0) {
        awaitAcknowledged(sink, seen + 1);
      }
      if (sink.acknowledged() > seen) {
        seen = sink.acknowledged();
        List<String> stored = stored();
        for (long number = 1; number <= seen; number++) {
          assertThat(stored).contains("record " + number + "\n");
        }
      }
    }
    awaitAcknowledged(sink, 60);
  }

  // Room is asked for two at a time, so the last place stays free.
  @Test
  void theWindowHoldsNoMoreRecordsThanItsBound() {
    Sink sink = opened(new WindowOptions(1_000_000, 10));
    assertThat(sink.acknowledged()).isZero();
    assertThat(sink.offered()).isZero();
    for (int i = 0; i < 9; i++) {
      assertThat(sink.hasRoom()).isTrue();
      offer(sink, "key-" + i, "record\n");
    }
    assertThat(sink.hasRoom()).isFalse();
    awaitAcknowledged(sink, 1);
    assertThat(sink.hasRoom()).isTrue();
  }

  @Test
  void theWindowHoldsNoMoreBytesThanItsBoundAndOneRecord() {
    Sink sink = opened(new WindowOptions(10_000, 1_000));
    int offered = 0;
    while (sink.hasRoom()) {
      offer(sink, "key-" + offered, "x".repeat(3_999) + "\n");
      offered++;
    }
    assertThat(offered).isEqualTo(3);
    awaitAcknowledged(sink, 3);
    assertThat(sink.hasRoom()).isTrue();
  }
}
