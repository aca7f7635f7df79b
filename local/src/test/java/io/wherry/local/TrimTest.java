package io.wherry.local;

import static io.wherry.local.Client.data;
import static io.wherry.local.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimTest extends LocalStreamTest {
  @TempDir Path folder;

  // A stream that runs for days in a test environment must not end in an OutOfMemoryError.
  @Test
  void inMemoryTheOldestRecordsGoWhenTheBoundIsReached() {
    Client client = client(options().withStream("s", 1).withMemoryBytes(4 << 20));
    var sent = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      String data = i + "x".repeat(1_000);
      sent.add(data);
      if (i % 500 == 499) {
        client.put(
            "s", sent.subList(i - 499, i + 1).stream().map(d -> Client.record("k", d)).toList());
      }
    }
    List<String> kept = client.all("s");
    assertThat(kept.size()).isBetween(3_000, 4_100);
    assertThat(kept.equals(sent.subList(sent.size() - kept.size(), sent.size()))).isTrue();
  }

  // An idle shard must not keep its memory while a busy one loses what just came.
  @Test
  void theOldestRecordsOfAllShardsGoFirst() {
    Client client =
        client(options().withStream("idle", 1).withStream("busy", 1).withMemoryBytes(4 << 20));
    client.put("idle", "old");
    for (int i = 0; i < 20; i++) {
      client.put("busy", "x".repeat(1_000_000));
    }
    assertThat(client.all("idle")).isEmpty();
    client.put("idle", "new");
    assertThat(client.all("idle")).containsExactly("new");
  }

  @Test
  void withFilesTheBoundLosesNothing() {
    Client client = client(options().withStream("s", 1).withData(folder).withMemoryBytes(2 << 20));
    for (int i = 0; i < 30; i++) {
      client.put("s", i + "x".repeat(500_000));
    }
    List<String> all = client.all("s");
    assertThat(all).hasSize(30);
    for (int i = 0; i < 30; i++) {
      assertThat(all.get(i)).startsWith(i + "x");
    }
  }

  @Test
  void recordsOlderThanTheRetentionAreGone() {
    Client client = client(options().withStream("s", 1));
    retention(client);
  }

  @Test
  void recordsOlderThanTheRetentionAreGoneFromFilesToo() throws Exception {
    Client client = client(options().withStream("s", 1).withData(folder));
    retention(client);
    for (int i = 0; i < 30; i++) {
      client.put("s", "x".repeat(500_000));
    }
    assertThat(files()).isGreaterThan(3);
    clock.pass(Duration.ofHours(24).plusSeconds(1));
    client.put("s", "new");
    assertThat(client.all("s")).containsExactly("new");
    assertThat(files()).isLessThanOrEqualTo(2);
  }

  private long files() throws Exception {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".log")).count();
    }
  }

  private void retention(Client client) {
    String first = client.put("s", "0h");
    clock.pass(Duration.ofHours(12));
    client.put("s", "12h");
    assertThat(client.all("s")).containsExactly("0h", "12h");
    clock.pass(Duration.ofHours(12).plusMillis(1));
    assertThat(client.all("s")).containsExactly("12h");
    // A checkpoint from before the horizon goes on with the oldest that is kept.
    String iterator =
        client.iterator(
            "s", SHARD_0, "AT_SEQUENCE_NUMBER", Map.of("StartingSequenceNumber", first));
    assertThat(data(client.read(iterator))).containsExactly("12h");
    clock.pass(Duration.ofHours(12));
    assertThat(client.all("s")).isEmpty();
    client.put("s", "36h");
    assertThat(client.all("s")).containsExactly("36h");
    clock.pass(Duration.ofHours(25));
  }

  // A closed shard is listed as long as it may have records, and then no more.
  @Test
  void aClosedShardExpiresWithItsRecords() {
    Client client = client(options().withStream("s", 2).withRetention(Duration.ofHours(1)));
    reshard(
        client,
        "MergeShards",
        Map.of("StreamName", "s", "ShardToMerge", SHARD_0, "AdjacentShardToMerge", SHARD_1));
    clock.pass(Duration.ofMinutes(59));
    assertThat(client.shardIds("s")).containsExactly(SHARD_0, SHARD_1, SHARD_2);
    clock.pass(Duration.ofMinutes(1).plusMillis(1));
    var shards = client.shards("s").list("Shards");
    assertThat(ids(shards)).containsExactly(SHARD_2);
    assertThat(shards.getFirst()).containsEntry("ParentShardId", SHARD_0);
    assertThat(
            client
                .ok("DescribeStreamSummary", Map.of("StreamName", "s"))
                .inner("StreamDescriptionSummary"))
        .containsEntry("RetentionPeriodHours", 1L);
  }
}
