package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.kinesis.KinesisOptions;
import io.wherry.kinesis.SdkKinesis;
import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.pipeline.Bell;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A run that was stopped for longer than the stream keeps its records: what the one before it sent
/// last may be gone, and nobody can look it up.
class ExpiredMarksTest {
  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());

  private static SdkKinesis client(LocalStream stream) {
    return new SdkKinesis(new KinesisOptions("rows", stream.endpoint(), "us-east-1"));
  }

  private static List<String> doubts(LocalStream stream, Map<String, String> lines, boolean clean) {
    try (SdkKinesis kinesis = client(stream)) {
      var earlier = new Startup.Earlier(lines, clean);
      return Startup.of(kinesis, Optional.empty(), earlier, Instant.now()).doubts();
    }
  }

  private static Map<String, String> marksBehindARecord(LocalStream stream) throws Exception {
    SdkKinesis kinesis = client(stream);
    Startup startup = Startup.of(kinesis, Optional.empty(), Startup.Earlier.NONE, Instant.now());
    var options =
        new KinesisSinkOptions(
            "rows",
            false,
            false,
            WindowOptions.DEFAULT,
            (record, out) -> out.write(record),
            null,
            () -> {},
            System.nanoTime(),
            System::nanoTime,
            new Random(1));
    var bell = new Bell();
    bell.listen();
    try (Sink sink = KinesisSink.open(kinesis, startup, options, bell)) {
      ByteSlice key = ByteSlice.utf8("rows/1");
      sink.offer(key, key, 1, 1, ByteSlice.utf8("{}\n"));
      assertThat(sink.setBarrier()).isTrue();
      for (var cut = sink.takeCut(); ; cut = sink.takeCut()) {
        if (cut != null) {
          return cut.lines();
        }
        if (!sink.step()) {
          bell.await(10_000_000);
        }
      }
    }
  }

  @Test
  void whatMayBeGoneFromTheStreamIsSaidAndNotTakenForAbsent() throws Exception {
    var options = LocalStreamOptions.defaults().withStream("rows", 1).withClock(() -> time.get());
    try (LocalStream stream = LocalStream.start(options)) {
      Instant saved = time.get();
      Map<String, String> lines = marksBehindARecord(stream);
      time.set(saved.plus(Duration.ofHours(22)));
      assertThat(doubts(stream, lines, false)).isEmpty();
      time.set(saved.plus(Duration.ofHours(26)));
      assertThat(doubts(stream, lines, true)).as("left in good order").isEmpty();
      assertThat(doubts(stream, lines, false))
          .singleElement()
          .asString()
          .matches(
              "as the checkpoint is of \\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00Z and the stream keeps"
                  + " records for 24 h");
    }
  }
}
