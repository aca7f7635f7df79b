package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static DeliveryOptions options(WindowOptions window) {
    return new DeliveryOptions(window, 5, 20, 4_000, 12_000, 1_000, 1_000_000, null, false);
  }

  private static ByteSlice record(long event, long first, long second, int padding) {
    return ByteSlice.utf8(event + " " + first + " " + second + " " + "x".repeat(padding) + "\n");
  }

  /// A service that a test answers by hand.
  private static final class Hand {
    final List<Request> requests = new ArrayList<>();
    final List<ShardRead> reads = new ArrayList<>();
    private long sequenceNumber;
    long now;
    final Delivery delivery;

    Hand(DeliveryOptions options) {
      delivery =
          new Delivery(
              options,
              new ShardLayout(Layouts.even(1)),
              new ShardMarks(),
              new Delivery.Ports(() -> now, new java.util.Random(1), Layouts.PLAIN, this::take));
    }

    Hand() {
      this(options(WindowOptions.DEFAULT));
    }

    private void take(Errand errand) {
      switch (errand) {
        case Request request -> requests.add(request);
        case ShardRead read -> reads.add(read);
        case ShardListing _, DeadLetterWrite _ -> throw new AssertionError("not asked for here");
      }
    }

    void offer(long first, long second) {
      delivery.offer(
          ByteSlice.utf8("key-" + first),
          0,
          first,
          second,
          record(delivery.offered() + 1, first, second, 0),
          false);
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
        request.stored(entry, "shard-0", Long.toString(++sequenceNumber));
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
    assertThat(hand.delivery.counts().throttled()).isEqualTo(1);
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

  // Reading on would only let records lie until they are far away; but not for a shard that rests.
  @Test
  void whileNoCallIsFreeNoMoreIsTakenThanIsAheadOfTheLine() {
    var hand = new Hand();
    while (hand.delivery.hasRoom()) {
      hand.offer(hand.delivery.offered(), hand.delivery.offered());
      hand.delivery.step();
    }
    int sent = hand.requests.stream().mapToInt(Request::count).sum();
    assertThat(hand.delivery.offered() - sent).isEqualTo(Delivery.AHEAD);

    Request free = hand.requests.getFirst();
    hand.store(free);
    assertThat(hand.delivery.hasRoom()).isTrue();
    hand.delivery.step();
    assertThat(hand.delivery.hasRoom()).isTrue();

    Request throttled = hand.requests.get(1);
    throttled.throttled(0);
    hand.delivery.complete(throttled);
    hand.delivery.step();
    while (hand.delivery.offered() < 2 * Delivery.AHEAD && hand.delivery.hasRoom()) {
      hand.offer(hand.delivery.offered(), hand.delivery.offered());
    }
    assertThat(hand.delivery.offered()).isEqualTo(2 * Delivery.AHEAD);
  }

  @Test
  void aRecordLargerThanARequestGoesAlone() {
    var hand = new Hand();
    hand.offer(1, 1);
    hand.delivery.offer(ByteSlice.utf8("key-2"), 0, 2, 2, record(2, 2, 2, 50_000), false);
    hand.offer(3, 3);
    hand.send();
    assertThat(hand.requests).extracting(Request::count).containsExactly(1, 1);
    hand.store(hand.requests.get(1));
    assertThat(hand.send()).containsExactly(3L);
  }

  private static ShardPage page(String sequenceNumber, String record) {
    var stored = new StoredRecord(sequenceNumber, Instant.EPOCH, "key-7", ByteSlice.utf8(record));
    return new ShardPage(List.of(stored), 0, false, List.of());
  }

  private static void loseTheAnswer(Hand hand) {
    Request request = hand.requests.removeLast();
    request.unknown(0, "timeout");
    hand.delivery.complete(request);
  }

  // Sent again blindly it would be there twice.
  @Test
  void aRecordWhoseAnswerIsLostIsLookedForAndNotSentAgainWhenItIsThere() {
    var hand = new Hand();
    hand.offer(7, 7);
    hand.offer(7, 7);
    assertThat(hand.send()).containsExactly(1L);
    loseTheAnswer(hand);
    ShardRead read = hand.reads.getFirst();
    assertThat(read.shard()).isEqualTo("shard-0");
    assertThat(hand.send()).isEmpty();
    read.answered(page("5", record(1, 7, 7, 0).utf8()), hand.now);
    assertThat(hand.delivery.took(read)).isTrue();
    assertThat(hand.delivery.acknowledged()).isEqualTo(1);
    assertThat(hand.delivery.marks().highest("shard-0")).isEqualTo("5");
    hand.now += 2 * Pace.PAUSE_MIN;
    assertThat(hand.send()).containsExactly(2L);
    assertThat(hand.delivery.counts().found()).isEqualTo(1);
  }

  // Where nobody may read, waiting for proof would stop the key for ever.
  @Test
  void whereTheStreamCannotBeReadARecordIsSentAgainOnceItsCallIsDead() {
    var hand = new Hand();
    hand.offer(7, 7);
    assertThat(hand.send()).containsExactly(1L);
    loseTheAnswer(hand);
    ShardRead read = hand.reads.getFirst();
    read.failed(new IllegalStateException("not allowed to call kinesis:GetShardIterator"));
    hand.delivery.took(read);
    assertThat(hand.send()).isEmpty();
    assertThat(hand.delivery.nextStepNanos()).isBetween(4_000_000_000L, 5_000_000_000L);
    hand.now += hand.delivery.nextStepNanos();
    assertThat(hand.send()).containsExactly(1L);
    assertThat(hand.delivery.unproven()).isEqualTo(1);
  }

  // The service never said that it keeps this order, and all delivery rests on it.
  @Test
  void aSequenceNumberBelowWhatWasAcknowledgedBeforeIsNoticed() {
    var hand = new Hand();
    hand.offer(1, 1);
    hand.send();
    hand.requests.getFirst().stored(0, "shard-0", "10");
    hand.delivery.complete(hand.requests.removeFirst());
    hand.offer(2, 2);
    hand.send();
    hand.requests.getFirst().stored(0, "shard-0", "9");
    hand.delivery.complete(hand.requests.removeFirst());
    assertThat(hand.delivery.counts().disordered()).isEqualTo(1);
    assertThat(hand.delivery.counts().disorder())
        .isEqualTo("shard shard-0 gave 9 to a record sent after 10 was acknowledged");
  }

  // Seen: three calls in a hundred failed, and what was in flight shrank to four kilobytes.
  @Test
  void callsThatFailAtOnceDoNotSlowTheRestDown() {
    var hand =
        new Hand(
            new DeliveryOptions(
                WindowOptions.DEFAULT,
                5,
                20,
                4 << 20,
                16 << 20,
                1_000_000,
                1_000_000_000,
                null,
                false));
    for (int i = 0; i < 400; i++) {
      hand.delivery.offer(ByteSlice.utf8("key-" + i), 0, i, i, record(i + 1, i, i, 20_000), false);
      hand.now += 2 * Pace.PAUSE_MIN;
      hand.send();
      Request request = hand.requests.removeLast();
      if (i % 4 == 0) {
        request.unknown(0, "InternalFailure");
        hand.delivery.complete(request);
      } else {
        hand.store(request);
      }
    }
    for (int i = 400; i < 430; i++) {
      hand.delivery.offer(ByteSlice.utf8("key-" + i), 0, i, i, record(i + 1, i, i, 20_000), false);
    }
    hand.now += 2_000_000_000L;
    assertThat(hand.send()).hasSizeGreaterThan(20);
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
            new ShardLayout(Layouts.even(1)),
            new ShardMarks(),
            new Delivery.Ports(
                System::nanoTime,
                new java.util.Random(1),
                Layouts.PLAIN,
                errand -> {
                  var request = (Request) errand;
                  for (int entry = 0; entry < request.count(); entry++) {
                    request.stored(entry, "shard-0", Long.toString(request.event(entry)));
                  }
                  machine[0].complete(request);
                }));
    for (int i = 0; i < 1_000; i++) {
      machine[0].offer(
          ByteSlice.utf8("key-" + i % 7), 0, i % 7, i % 7, record(i + 1, i % 7, i % 7, 0), false);
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
