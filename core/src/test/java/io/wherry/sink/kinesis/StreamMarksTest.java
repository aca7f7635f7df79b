package io.wherry.sink.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.kinesis.ReadFrom;
import io.wherry.kinesis.StreamDescription;
import io.wherry.pipeline.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamMarksTest {
  private static final StreamDescription STREAM =
      new StreamDescription(
          "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
          StreamDescription.Status.ACTIVE,
          Instant.parse("2026-11-22T20:15:30Z"),
          4,
          1 << 20,
          Duration.ofHours(24),
          null);

  @Test
  void marksReadBack() {
    var marks =
        StreamMarks.of(
            STREAM,
            Instant.parse("2026-11-23T09:59:59Z"),
            Map.of(
                "shardId-000000000000", new ReadFrom.After("4959"),
                "shardId-000000000001", new ReadFrom.Time(Instant.parse("2026-11-22T21:00:00Z")),
                "shardId-000000000002", new ReadFrom.Oldest()));
    assertThat(marks.lines())
        .containsEntry("stream.seen", "2026-11-23T09:00:00Z")
        .containsEntry("shard.shardId-000000000000", "after 4959")
        .containsEntry("shard.shardId-000000000001", "from 2026-11-22T21:00:00Z")
        .containsEntry("shard.shardId-000000000002", "oldest");
    assertThat(StreamMarks.parse(marks.lines())).isEqualTo(marks);
    assertThat(StreamMarks.parse(Map.of())).isNull();
  }

  @Test
  void aLineThatIsNoMarkIsNamed() {
    Map<String, String> lines = new HashMap<>(StreamMarks.of(STREAM, null, Map.of()).lines());
    lines.put("shard.a", "behind 5");
    assertThatThrownBy(() -> StreamMarks.parse(lines))
        .hasMessage("checkpoint line 'shard.a=behind 5': no mark");
    lines.put("shard.a", "from yesterday");
    assertThatThrownBy(() -> StreamMarks.parse(lines))
        .hasMessage("checkpoint line 'shard.a=from yesterday': no time");
    lines.remove("shard.a");
    lines.put("stream.seen", "lately");
    assertThatThrownBy(() -> StreamMarks.parse(lines))
        .hasMessage("checkpoint line 'stream.seen=lately': no time");
  }

  // Another stream under the same name holds none of what the checkpoint speaks of.
  @Test
  void aStreamThatWasCreatedAnewIsAnother() {
    StreamMarks marks = StreamMarks.of(STREAM, null, Map.of());
    assertThat(marks.isOf(STREAM)).isTrue();
    var anew =
        new StreamDescription(
            STREAM.arn(),
            STREAM.status(),
            Instant.parse("2026-11-23T00:00:00Z"),
            4,
            1,
            STREAM.retention(),
            null);
    assertThat(marks.isOf(anew)).isFalse();
  }

  // A stream of 512 shards: what does not fit the store ends the run at its first save.
  @Test
  void theCheckpointOf512ShardsFits() {
    Map<String, ReadFrom> shards = new HashMap<>();
    for (int i = 0; i < 512; i++) {
      shards.put(
          "shardId-%012d".formatted(i),
          new ReadFrom.After("49590338271490256608559692538361571095921575989136588898"));
    }
    String gtids = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-2147483647,".repeat(200);
    var checkpoint =
        new Checkpoint(
            new Position("3e11fa47", "binlog.000003", 1, 4711, gtids, 5_000_000),
            false,
            "kinesis:orders",
            "9f2c0000",
            7,
            Map.of(),
            List.of(),
            StreamMarks.of(STREAM, Instant.EPOCH, shards).lines());
    assertThat(checkpoint.text().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(CheckpointStore.MAX_BYTES);
  }
}
