package io.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.ShardPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlightTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TICK = 10_000_000L;
  private static final long LIFE = 5 * SECOND;

  /// A line in virtual time that carries so many bytes a second, shared by the calls on it. A call
  /// that takes longer than its life is cut off, and its outcome is unknown.
  private static final class SlowLine {
    private static final class Call {
      final Request request;
      final long started;
      double bytesLeft;

      Call(Request request, long started) {
        this.request = request;
        this.started = started;
        bytesLeft = request.bytes();
      }
    }

    private final double bytesPerTick;
    private final List<Call> calls = new ArrayList<>();
    private final List<ShardRead> reads = new ArrayList<>();
    private long sequenceNumber;
    long now;
    int lost;
    int done;

    SlowLine(double bytesPerSecond) {
      bytesPerTick = bytesPerSecond * TICK / SECOND;
    }

    void send(Errand errand) {
      switch (errand) {
        case Request request -> calls.add(new Call(request, now));
        case ShardRead read -> reads.add(read);
        case ShardListing _, DeadLetterWrite _ -> throw new AssertionError("not asked for here");
      }
    }

    /// What a read finds: nothing that was cut off is there.
    private void answerReads(Delivery delivery) {
      for (ShardRead read : List.copyOf(reads)) {
        reads.remove(read);
        read.answered(new ShardPage(List.of(), 0, false, List.of()), now);
        delivery.took(read);
      }
    }

    void tick(Delivery delivery) {
      now += TICK;
      answerReads(delivery);
      double share = calls.isEmpty() ? 0 : bytesPerTick / calls.size();
      for (Call call : List.copyOf(calls)) {
        call.bytesLeft -= share;
        boolean arrived = call.bytesLeft <= 0;
        if (!arrived && now - call.started < LIFE) {
          continue;
        }
        calls.remove(call);
        for (int entry = 0; entry < call.request.count(); entry++) {
          if (arrived) {
            call.request.stored(entry, "shard-0", Long.toString(++sequenceNumber));
          } else {
            call.request.unknown(entry, "timeout");
          }
        }
        lost += arrived ? 0 : 1;
        done += arrived ? 1 : 0;
        delivery.complete(call.request);
      }
    }
  }

  // Sixteen calls of four megabytes on a line of one megabyte a second never end within their life:
  // sent again the same way, none ever would.
  @Test
  void onASlowLineLessIsSentAtATimeAndEverythingArrives() {
    var line = new SlowLine(1_000_000);
    var delivery =
        new Delivery(
            new DeliveryOptions(
                new WindowOptions(1 << 30, 100_000),
                16,
                500,
                4 << 20,
                16 << 20,
                100_000,
                100_000_000,
                null,
                false),
            new ShardLayout(Layouts.even(1)),
            new ShardMarks(),
            new Delivery.Ports(() -> line.now, new Random(3), Layouts.PLAIN, line::send));
    ByteSlice record = ByteSlice.of(new byte[20_000]);
    int records = 0;
    while (delivery.acknowledged() < 6_000) {
      assertThat(line.now).as("nanoseconds").isLessThan(400 * SECOND);
      while (records < 6_000 && delivery.hasRoom()) {
        delivery.offer(ByteSlice.utf8("k" + records), 0, records, records, record, false);
        records++;
      }
      delivery.step();
      line.tick(delivery);
    }
    // 120 MB need 120 s. Some calls are lost each time the line's limit is found again.
    assertThat(line.now).isLessThan(240 * SECOND);
    assertThat(line.lost).isLessThan(line.done / 5);
  }
}
