package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final int SLICES = 16;

  private static DeliveryOptions options(WindowOptions window) {
    return new DeliveryOptions(window, 5, 20, 4_000, 12_000, 1_000, 1_000_000);
  }

  private static ByteSlice record(long event, long first, long second, int padding) {
    return ByteSlice.utf8(event + " " + first + " " + second + " " + "x".repeat(padding) + "\n");
  }

  private static int[] lanes(RandomGenerator random) {
    int[] laneOfSlice = new int[SLICES];
    int lanes = 1 + random.nextInt(SLICES);
    for (int slice = 0; slice < SLICES; slice++) {
      laneOfSlice[slice] = slice % lanes;
    }
    return laneOfSlice;
  }

  // Each of these would go unseen in a stream until somebody misses a row: an order lost to a
  // partial failure, an event dropped after a throttle, a window that grows, an early acknowledge.
  @Test
  void everythingArrivesInTheOrderOfItsKeyWhateverTheServiceDoes() {
    Seeds.forAll(400, DeliveryTest::deliverAll);
  }

  private static void deliverAll(RandomGenerator random) {
    var stream = new FakeStream(random, random.nextInt(60));
    var window = new WindowOptions(1 + random.nextInt(60_000), 1 + random.nextInt(4_000));
    var delivery = new Delivery(options(window), lanes(random), () -> stream.now, random, stream);
    int events = 1 + random.nextInt(3_000);
    int keys = 1 + random.nextInt(random.nextInt(500) + 1);
    int recordBytesMax = 1 + random.nextInt(200);
    int steps = 0;
    while (delivery.acknowledged() < events) {
      assertThat(++steps).as("steps").isLessThan(200 * events + 10_000);
      int burst = random.nextInt(40);
      for (int i = 0; i < burst && delivery.hasRoom() && delivery.offered() < events; i++) {
        offerOne(delivery, random, keys, recordBytesMax);
      }
      if (random.nextInt(300) == 0) {
        delivery.remap(lanes(random));
      }
      if (!delivery.step()) {
        passTime(stream, delivery, events, random);
      }
      stream.happen(delivery::complete);
      checkWindow(delivery, window, recordBytesMax + 60);
    }
    checkOrder(stream, events);
    assertThat(delivery.inFlight()).isZero();
    assertThat(delivery.windowBytes()).isZero();
    assertThat(delivery.marks().highest("shard-0"))
        .isEqualTo(Long.toString(stream.lastSequenceNumber()));
  }

  private static void offerOne(
      Delivery delivery, RandomGenerator random, int keys, int recordBytesMax) {
    long first = random.nextInt(keys);
    long second = random.nextInt(5) == 0 ? random.nextInt(keys) : first;
    int padding = random.nextInt(50) == 0 ? 5_000 : random.nextInt(recordBytesMax);
    delivery.offer(
        ByteSlice.utf8("key-" + first),
        (int) (first % SLICES),
        first,
        second,
        record(delivery.offered() + 1, first, second, padding));
  }

  private static void passTime(
      FakeStream stream, Delivery delivery, int events, RandomGenerator random) {
    long next = stream.next();
    long step = delivery.nextStepNanos();
    if (step != Long.MAX_VALUE) {
      next = Math.min(next, stream.now + step);
    }
    if (next == Long.MAX_VALUE && !(delivery.hasRoom() && delivery.offered() < events)) {
      throw new AssertionError("nothing will ever happen again");
    }
    stream.now = next == Long.MAX_VALUE ? stream.now + random.nextInt(1_000_000) : next;
  }

  private static void checkWindow(Delivery delivery, WindowOptions window, int recordBytesMax) {
    long inWindow = delivery.offered() - delivery.acknowledged();
    assertThat(inWindow).isLessThanOrEqualTo(window.events());
    assertThat(delivery.windowBytes()).isLessThan(window.bytes() + recordBytesMax + 5_000);
  }

  private static void checkOrder(FakeStream stream, int events) {
    for (long event = 1; event <= events; event++) {
      assertThat(stream.isStored(event)).as("event %d is stored", event).isTrue();
    }
    stream
        .eventsOfKey()
        .forEach((key, inStream) -> assertThat(inStream).as("key %d", key).isSorted());
  }

  /// A service that a test answers by hand.
  private static final class Hand {
    final List<Request> requests = new ArrayList<>();
    long now;
    final Delivery delivery;

    Hand(DeliveryOptions options) {
      delivery =
          new Delivery(options, new int[SLICES], () -> now, new java.util.Random(1), requests::add);
    }

    Hand() {
      this(options(WindowOptions.DEFAULT));
    }

    void offer(long first, long second) {
      delivery.offer(
          ByteSlice.utf8("key-" + first),
          0,
          first,
          second,
          record(delivery.offered() + 1, first, second, 0));
    }

    List<Long> send() {
      int before = requests.size();
      now += Delivery.LINGER;
      delivery.step();
      now += Delivery.LINGER;
      delivery.step();
      List<Long> sent = new ArrayList<>();
      for (Request request : requests.subList(before, requests.size())) {
        for (int entry = 0; entry < request.count(); entry++) {
          sent.add(request.event(entry));
        }
      }
      return sent;
    }

    void store(Request request) {
      for (int entry = 0; entry < request.count(); entry++) {
        request.stored(entry, "shard-0", "1");
      }
      delivery.complete(request);
    }
  }

  @Test
  void aKeysNextRecordWaitsForTheOneBeforeIt() {
    var hand = new Hand();
    hand.offer(7, 7);
    hand.offer(7, 7);
    hand.offer(8, 8);
    assertThat(hand.send()).containsExactly(1L, 3L);
    hand.store(hand.requests.getFirst());
    assertThat(hand.send()).containsExactly(2L);
  }

  // Else the write under the new key overtakes a change under the old key, or the other way round.
  @Test
  void anUpdateThatChangesItsKeyWaitsForBothKeysAndHoldsBackBoth() {
    var hand = new Hand();
    hand.offer(1, 1);
    assertThat(hand.send()).containsExactly(1L);
    hand.offer(2, 2);
    assertThat(hand.send()).containsExactly(2L);
    hand.offer(1, 2);
    hand.offer(2, 2);
    hand.offer(1, 1);
    assertThat(hand.send()).isEmpty();
    hand.store(hand.requests.get(0));
    assertThat(hand.send()).isEmpty();
    hand.store(hand.requests.get(1));
    assertThat(hand.send()).containsExactly(3L);
    hand.store(hand.requests.get(2));
    assertThat(hand.send()).containsExactlyInAnyOrder(4L, 5L);
  }

  @Test
  void aThrottledRecordIsSentAgainBeforeItsSuccessorAndNotAtOnce() {
    var hand = new Hand();
    hand.offer(7, 7);
    hand.offer(7, 7);
    assertThat(hand.send()).containsExactly(1L);
    Request request = hand.requests.getFirst();
    request.throttled(0);
    hand.delivery.complete(request);
    assertThat(hand.delivery.throttled()).isEqualTo(1);
    assertThat(hand.send()).isEmpty();
    assertThat(hand.delivery.nextStepNanos()).isBetween(1L, 2 * Pace.PAUSE_MIN);
    hand.now += 2 * Pace.PAUSE_MIN;
    assertThat(hand.send()).containsExactly(1L);
    assertThat(hand.delivery.acknowledged()).isZero();
  }

  @Test
  void acknowledgedStopsBeforeTheFirstRecordThatIsNotStored() {
    var hand = new Hand();
    hand.offer(1, 1);
    assertThat(hand.send()).containsExactly(1L);
    hand.offer(2, 2);
    assertThat(hand.send()).containsExactly(2L);
    hand.store(hand.requests.get(1));
    assertThat(hand.delivery.acknowledged()).isZero();
    hand.store(hand.requests.get(0));
    assertThat(hand.delivery.acknowledged()).isEqualTo(2);
  }

  // At low load a record must not wait for company; at high load a call must not go half empty.
  @Test
  void theMoreIsInFlightTheFullerARequestIs() {
    var hand = new Hand();
    for (int i = 0; i < 30; i++) {
      hand.offer(i, i);
      hand.delivery.step();
    }
    assertThat(hand.requests).extracting(Request::count).containsExactly(1, 1, 4, 9);
    assertThat(hand.delivery.nextStepNanos()).isEqualTo(Delivery.LINGER);
    hand.now += Delivery.LINGER;
    hand.delivery.step();
    assertThat(hand.requests).extracting(Request::count).containsExactly(1, 1, 4, 9, 15);
  }

  @Test
  void aRecordLargerThanARequestGoesAlone() {
    var hand = new Hand();
    hand.offer(1, 1);
    hand.delivery.offer(ByteSlice.utf8("key-2"), 0, 2, 2, record(2, 2, 2, 50_000));
    hand.offer(3, 3);
    hand.send();
    assertThat(hand.requests).extracting(Request::count).containsExactly(1, 1);
    hand.store(hand.requests.get(1));
    assertThat(hand.send()).containsExactly(3L);
  }

  @Test
  void aConditionThatNoTryMendsEndsTheMachineWithItsLine() {
    var hand = new Hand();
    hand.offer(1, 1);
    hand.send();
    hand.requests.getFirst().end(new IllegalStateException("stream \"rows\" does not exist"));
    assertThatThrownBy(() -> hand.delivery.complete(hand.requests.getFirst()))
        .isInstanceOf(SinkException.class)
        .hasMessage("stream \"rows\" does not exist");
  }

  @Test
  void aRequestMayComeBackBeforeItsSendingReturns() {
    var machine = new Delivery[1];
    machine[0] =
        new Delivery(
            options(WindowOptions.DEFAULT),
            new int[SLICES],
            System::nanoTime,
            new java.util.Random(1),
            request -> {
              for (int entry = 0; entry < request.count(); entry++) {
                request.stored(entry, "shard-0", "1");
              }
              machine[0].complete(request);
            });
    for (int i = 0; i < 1_000; i++) {
      machine[0].offer(
          ByteSlice.utf8("key-" + i % 7), 0, i % 7, i % 7, record(i + 1, i % 7, i % 7, 0));
      machine[0].step();
    }
    assertThat(machine[0].acknowledged()).isEqualTo(1_000);
  }

  @Test
  void sequenceNumbersAreComparedByValue() {
    assertThat(ShardMarks.compare("9", "10")).isNegative();
    assertThat(ShardMarks.compare("4958", "4957")).isPositive();
    assertThat(ShardMarks.compare("4958", "4958")).isZero();
  }
}
