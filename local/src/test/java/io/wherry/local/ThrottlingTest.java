package io.wherry.local;

import static io.wherry.local.Client.record;
import static io.wherry.local.Client.records;
import static io.wherry.local.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottlingTest extends LocalStreamTest {
  private static final String EXCEEDED = "ProvisionedThroughputExceededException";
  private static final String MESSAGE =
      "Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000.";

  @Override
  LocalStreamOptions options() {
    return super.options().withThrottling(true);
  }

  // A producer that takes a partly failed call for a success loses the failed entries.
  @Test
  void entriesBeyondAThousandRecordsASecondFailAndTheOthersPass() {
    Client client = withShards(1);
    assertThat(client.put("s", records(0, 500)).body()).containsEntry("FailedRecordCount", 0L);
    assertThat(client.put("s", records(500, 400)).body()).containsEntry("FailedRecordCount", 0L);
    Answer put = client.put("s", records(900, 300));
    assertThat(put.body()).containsEntry("FailedRecordCount", 200L);
    assertThat(put.list("Records").get(99)).containsKeys("SequenceNumber", "ShardId");
    assertThat(put.list("Records").get(100))
        .isEqualTo(Map.of("ErrorCode", EXCEEDED, "ErrorMessage", MESSAGE));
    clock.pass(Duration.ofMillis(100));
    assertThat(client.put("s", records(900, 300)).body()).containsEntry("FailedRecordCount", 200L);
    assertThat(client.all("s")).hasSize(1_100);
  }

  @Test
  void aShardTakesAMebibyteASecondWhateverTheOthersTake() {
    Client client = withShards(2);
    String half = "x".repeat(512 << 10).substring(1);
    List<Map<String, Object>> records =
        List.of(record("a", half), record("a", half), record("a", half), record("d", half));
    Answer put = client.put("s", records);
    assertThat(put.list("Records").stream().map(entry -> entry.containsKey("ErrorCode")))
        .containsExactly(false, false, true, false);
  }

  @Test
  void aSingleRecordThatIsTooMuchFailsTheCall() {
    Client client = withShards(1);
    client.put("s", "x".repeat((1 << 20) - 1));
    Answer refused =
        client.call(
            "PutRecord", Map.of("StreamName", "s", "PartitionKey", "k", "Data", utf8("more")));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(EXCEEDED);
    assertThat(refused.message()).isEqualTo(MESSAGE);
  }

  @Test
  void aShardAnswersFiveReadsASecond() {
    Client client = withShards(1);
    String iterator = client.oldest("s", SHARD_0);
    IntStream.range(0, 5).forEach(i -> client.read(iterator));
    Answer refused = client.call("GetRecords", Map.of("ShardIterator", iterator));
    assertThat(refused.code()).isEqualTo(EXCEEDED);
    assertThat(refused.message()).isEqualTo(MESSAGE);
    clock.pass(Duration.ofMillis(200));
    client.read(iterator);
  }

  // Ten mebibytes are given at once, but then nothing for some seconds, as the service documents.
  @Test
  void whoReadsMuchWaitsAfterwards() {
    Client client = withShards(1);
    for (int i = 0; i < 10; i++) {
      client.put("s", "x".repeat(1 << 20).substring(1));
      clock.pass(Duration.ofSeconds(1));
    }
    String iterator = client.oldest("s", SHARD_0);
    assertThat(client.read(iterator).list("Records")).hasSize(10);
    clock.pass(Duration.ofMillis(3_900));
    assertThat(client.call("GetRecords", Map.of("ShardIterator", iterator)).code())
        .isEqualTo(EXCEEDED);
    clock.pass(Duration.ofMillis(200));
    client.read(iterator);
  }

  @Test
  void withoutThrottlingThereAreNoLimits() {
    Client client = client(super.options().withStream("s", 1).withThrottling(false));
    for (int i = 0; i < 10; i++) {
      assertThat(client.put("s", records(i * 500, 500)).body())
          .containsEntry("FailedRecordCount", 0L);
      client.read(client.oldest("s", SHARD_0));
    }
  }
}
