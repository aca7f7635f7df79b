package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.ShardPage;
import io.wherry.kinesis.StoredRecord;
import io.wherry.kinesis.StreamDescription;
import io.wherry.sink.Errand;
import io.wherry.sink.Errands;
import io.wherry.sink.Layouts;
import io.wherry.sink.Request;
import io.wherry.sink.ShardRead;
import io.wherry.sink.WindowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final ByteSlice THERE = ByteSlice.utf8("there\n");

  /// A stream with one record of the run before, whose puts a test answers.
  private static final class Stream implements Errands {
    private final ArrayDeque<Errand> back = new ArrayDeque<>();
    final ArrayDeque<Request> unanswered = new ArrayDeque<>();
    final List<String> put = new ArrayList<>();
    private long sequenceNumber = 1;
    long now = Duration.ofMinutes(1).toNanos();

    @Override
    public void accept(Errand errand) {
      if (errand instanceof ShardRead read) {
        var there = new StoredRecord("1", Instant.EPOCH, "key", THERE);
        read.answered(new ShardPage(List.of(there), 0, false, List.of()), now);
        back.add(read);
      } else if (errand instanceof Request request) {
        unanswered.add(request);
      } else {
        throw new AssertionError("not asked for here: " + errand);
      }
    }

    @Override
    public @Nullable Errand poll() {
      return back.poll();
    }

    void store() {
      Request request = unanswered.remove();
      for (int entry = 0; entry < request.count(); entry++) {
        put.add(new String(request.record(entry), java.nio.charset.StandardCharsets.UTF_8));
        request.stored(entry, "shard-0", Long.toString(++sequenceNumber));
      }
      back.add(request);
    }
  }

  private static KinesisSink sink(Stream stream) {
    var startup =
        new Startup(
            new StreamDescription(
                "arn",
                StreamDescription.Status.ACTIVE,
                Instant.EPOCH,
                1,
                1 << 20,
                Duration.ofDays(1),
                null),
            Layouts.even(1),
            Map.of("shard-0", new ReadFrom.Oldest()),
            true,
            List.of());
    var options =
        new KinesisSinkOptions(
            "rows",
            false,
            false,
            WindowOptions.DEFAULT,
            (record, out) -> out.write(record),
            null,
            () -> {},
            0,
            () -> stream.now,
            new Random(1));
    return new KinesisSink(startup, options, stream, () -> {});
  }

  private static void offer(KinesisSink sink, long key, ByteSlice record) {
    ByteSlice name = ByteSlice.utf8("shop.orders/" + key);
    sink.offer(name, name, key, key, record);
    sink.step();
  }

  // The rows that are missing come first, and more of them than a line takes that does not answer:
  // what is there must still be known when its turn comes.
  @Test
  void aLineThatIsFullForAWhileDoesNotEndIt() {
    var stream = new Stream();
    try (KinesisSink sink = sink(stream)) {
      sink.step();
      long key = 0;
      while (sink.hasRoom()) {
        offer(sink, ++key, ByteSlice.utf8("missing " + key + "\n"));
      }
      assertThat(key).isGreaterThan(16_384);
      sink.step();
      stream.store();
      sink.step();
      assertThat(sink.hasRoom()).isTrue();
      offer(sink, ++key, THERE);
      while (sink.acknowledged() < key) {
        stream.now += 1_000_000;
        if (!stream.unanswered.isEmpty()) {
          stream.store();
        }
        sink.step();
      }
      assertThat(stream.put).hasSize((int) key - 1).doesNotContain("there\n");
    }
  }
}
