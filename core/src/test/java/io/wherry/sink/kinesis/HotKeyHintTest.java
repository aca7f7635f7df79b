package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Delivery;
import io.wherry.sink.DeliveryOptions;
import io.wherry.sink.Errand;
import io.wherry.sink.KeyWaits;
import io.wherry.sink.Layouts;
import io.wherry.sink.Request;
import io.wherry.sink.ShardLayout;
import io.wherry.sink.ShardMarks;
import io.wherry.sink.WindowOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HotKeyHintTest {
  private static final int EVENTS = 100;

  private final ArrayDeque<Request> sent = new ArrayDeque<>();
  private long sequenceNumber;
  private long now;
  private final List<KeyWaits> said = new ArrayList<>();
  private final Delivery delivery =
      new Delivery(
          new DeliveryOptions(
              new WindowOptions(1 << 20, EVENTS),
              5,
              20,
              4_000,
              12_000,
              1_000,
              1_000_000,
              null,
              false),
          new ShardLayout(Layouts.even(1)),
          new ShardMarks(),
          new Delivery.Ports(() -> now, new Random(1), new PlainForm(), this::take));
  private final HotKeyHint hint = new HotKeyHint(delivery, said::add, 0);

  private void fill(int keys) {
    for (int i = 0; delivery.hasRoom(); i++) {
      ByteSlice key = ByteSlice.utf8("shop.counters/" + i % keys);
      delivery.offer(key, i % keys, i % keys, i % keys, ByteSlice.utf8("{}\n"), false);
      delivery.step();
    }
  }

  private void pass(long nanos) {
    now += nanos;
    hint.step(now);
  }

  private void take(Errand errand) {
    if (errand instanceof Request request) {
      sent.add(request);
    }
  }

  private void store() {
    Request request = sent.remove();
    for (int entry = 0; entry < request.count(); entry++) {
      request.stored(entry, "shard-0", Long.toString(++sequenceNumber));
    }
    delivery.complete(request);
    delivery.step();
  }

  @Test
  void aRowThatHoldsUpTheReaderIsSaidOnceAMinute() {
    fill(1);
    store();
    pass(HotKeyHint.LOOK_EVERY - 1);
    assertThat(said).isEmpty();
    pass(1);
    assertThat(said).containsExactly(new KeyWaits(98, 97, 97, "shop.counters/0"));
    for (int second = 0; second < 59; second++) {
      store();
      pass(HotKeyHint.LOOK_EVERY);
    }
    assertThat(said).hasSize(1);
    store();
    pass(HotKeyHint.LOOK_EVERY);
    assertThat(said).hasSize(2);
  }

  // Then the row is not what is slow, and aggregates would not help.
  @Test
  void whereNothingIsStoredOrAShardIsThrottledNoRowIsBlamed() {
    fill(1);
    pass(HotKeyHint.LOOK_EVERY);
    assertThat(said).isEmpty();
    store();
    Request throttled = sent.remove();
    throttled.throttled(0);
    delivery.complete(throttled);
    delivery.step();
    pass(HotKeyHint.LOOK_EVERY);
    assertThat(said).isEmpty();
  }

  @Test
  void aWindowThatIsFullForAnotherReasonIsNoHotRow() {
    fill(EVENTS);
    store();
    pass(HotKeyHint.LOOK_EVERY);
    assertThat(delivery.isWindowFull()).isTrue();
    assertThat(said).isEmpty();
  }
}
