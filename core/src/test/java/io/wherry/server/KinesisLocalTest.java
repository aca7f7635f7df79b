package io.wherry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.PlainKinesis.Stored;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The emulator and the client with which other tests read back what was published.
@Tag("server")
class KinesisLocalTest {
  /// A reader that missed a shard, a page or a byte would report rows as lost that were not.
  @Test
  void whatIsPutIsReadBackFromEveryShardInOrder() {
    try (var kinesis = KinesisLocal.start("rows:4", "other:1")) {
      PlainKinesis client = kinesis.client();
      assertThat(client.streams()).contains("rows", "other");
      assertThat(client.shards("rows")).hasSize(4);
      for (int i = 0; i < 40; i++) {
        client.put("rows", "key-" + i % 10, "é" + i + "\n");
      }
      var expected = IntStream.range(0, 40).mapToObj(i -> "é" + i + "\n").toList();
      assertThat(client.data("rows")).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(client.records("rows"))
          .filteredOn(stored -> stored.partitionKey().equals("key-3"))
          .extracting(Stored::data)
          .containsExactly("é3\n", "é13\n", "é23\n", "é33\n");
      assertThat(client.records("rows")).extracting(Stored::shard).doesNotContainNull();
      assertThat(client.data("other")).isEmpty();
    }
  }

  @Test
  void aStreamCanBeCreatedLater() {
    try (var kinesis = KinesisLocal.start()) {
      kinesis.client().createStream("late", 2);
      assertThat(kinesis.client().describe("late").path("OpenShardCount").asInt()).isEqualTo(2);
    }
  }
}
