package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import org.junit.jupiter.api.Test;

class LingerTest {
  private static final int LANES = 1_000;

  private final Window window = new Window(WindowOptions.DEFAULT);
  private final Barrier barrier = new Barrier();
  private final Linger linger = new Linger(window, barrier, true, 500);
  private long now = 1_000_000_000L;

  private void offer(int events, int bytes) {
    ByteSlice record = ByteSlice.of(new byte[bytes]);
    for (int i = 0; i < events; i++) {
      long lane = window.newest() % LANES;
      window.add(new ByteSlice(), 0, lane, lane, record);
    }
  }

  private boolean over(int ready, long later) {
    now += later;
    return linger.isOver(ready, 0, now);
  }

  @Test
  void aRowAloneInItsLaneLeavesSoon() {
    offer(1, 100);
    assertThat(over(1, 0)).isFalse();
    assertThat(linger.again(now)).isEqualTo(Linger.SHORT);
    assertThat(over(1, Linger.SHORT)).isTrue();
  }

  // Else a flood leaves in records of one or two rows, each with the cost of a large one.
  @Test
  void aFloodIsGatheredAndThenSweptOut() {
    sweep();
    for (long waited = 0; waited < Linger.LONG - Linger.SHORT; waited += Linger.SHORT) {
      offer(Linger.MANY, 100);
      assertThat(over(300, Linger.SHORT)).as("after %d ns", waited).isFalse();
    }
    offer(Linger.MANY, 100);
    assertThat(over(300, Linger.SHORT)).isTrue();
    linger.sent(200, now);
    assertThat(over(100, 0)).as("the rest of the sweep").isTrue();
    linger.sent(100, now);
    assertThat(over(40, 0)).as("what came back meanwhile is gathered").isFalse();
  }

  // A lane's next record would leave one gathering later, and the lane carry half of what it can.
  @Test
  void aLaneThatComesBackLateGoesOnSoon() {
    sweep();
    assertThat(over(0, Linger.LONG)).isFalse();
    offer(Linger.MANY, 100);
    assertThat(over(1, 0)).isFalse();
    offer(Linger.MANY, 100);
    assertThat(over(1, Linger.SHORT)).isTrue();
  }

  private void sweep() {
    assertThat(over(1, 0)).isFalse();
    assertThat(over(1, Linger.SHORT)).isTrue();
    linger.sent(1, now);
  }

  // A burst is over when nothing comes any more: its rows do not wait for the longest time.
  @Test
  void theEndOfABurstLeavesSoon() {
    sweep();
    offer(5_000, 100);
    assertThat(over(900, Linger.SHORT)).isFalse();
    assertThat(over(900, Linger.SHORT)).isTrue();
  }

  @Test
  void manyBytesLeaveAtOnce() {
    offer((int) (Linger.SWEEP_BYTES >> 13), 8 << 10);
    assertThat(over(900, 0)).isTrue();
  }

  // Behind a barrier a shard stands still: what is in front of it must not wait for company.
  @Test
  void aBarrierHurries() {
    offer(3, 100);
    assertThat(over(3, 0)).isFalse();
    var layout = new ShardLayout(Layouts.even(1));
    var queues =
        new ShardQueues(
            window,
            barrier,
            new SinglePacking(window),
            layout,
            () -> new Pace(1_000, 1_000_000),
            false);
    barrier.open(window, queues, false);
    assertThat(over(3, 0)).isTrue();
  }
}
