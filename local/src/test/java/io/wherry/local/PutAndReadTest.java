package io.wherry.local;

import static io.wherry.local.Client.data;
import static io.wherry.local.Client.record;
import static io.wherry.local.Client.records;
import static io.wherry.local.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.Client.Answer;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PutAndReadTest extends LocalStreamTest {
  // A consumer that is tested against numbers that do not ascend learns to sort what it must not.
  @Test
  void recordsOfAShardComeInTheOrderOfTheCallWithAscendingNumbers() {
    Client client = withShards(1);
    Answer put = client.put("s", records(0, 500));
    Answer read = client.read(client.oldest("s", SHARD_0));
    assertThat(data(read)).hasSize(500).startsWith("d0", "d1").endsWith("d499");
    List<BigInteger> numbers = numbers(read);
    assertThat(numbers).isSorted().doesNotHaveDuplicates().isEqualTo(numbers(put));
    assertThat(numbers).allSatisfy(number -> assertThat(number.toString()).hasSize(56));
  }

  private static List<BigInteger> numbers(Answer answer) {
    return answer.list("Records").stream()
        .map(record -> new BigInteger(String.valueOf(record.get("SequenceNumber"))))
        .toList();
  }

  // The MD5 of "a" is 0cc175b9…, of "d" 8277e091…: the second half of the keys is shard 1.
  @Test
  void thePartitionKeysMd5ChoosesTheShard() {
    Client client = withShards(2);
    client.put("s", List.of(record("a", "low"), record("d", "high")));
    assertThat(data(client.read(client.oldest("s", SHARD_0)))).containsExactly("low");
    assertThat(data(client.read(client.oldest("s", SHARD_1)))).containsExactly("high");
  }

  @Test
  void anExplicitHashKeyWinsOverThePartitionKey() {
    Client client = withShards(2);
    String last = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).toString();
    client.put(
        "s",
        List.of(
            Map.of("PartitionKey", "a", "Data", utf8("high"), "ExplicitHashKey", last),
            Map.of("PartitionKey", "d", "Data", utf8("low"), "ExplicitHashKey", "0")));
    assertThat(data(client.read(client.oldest("s", SHARD_0)))).containsExactly("low");
    assertThat(data(client.read(client.oldest("s", SHARD_1)))).containsExactly("high");
  }

  // Field order is the client's: boto3 and the SDK for Java differ. Keys are any text.
  @ParameterizedTest
  @EnumSource(Wire.class)
  void keysAndDataComeBackAsTheyWere(Wire wire) {
    Client client = client(start(options().withStream("s", 1)), wire);
    String key = "k\u00e4\u20ac\ud83d\ude00\"\\";
    client.put("s", List.of(Map.of("PartitionKey", key, "Data", new byte[] {0, (byte) 0xFF})));
    client.put("s", List.of(Map.of("PartitionKey", "x".repeat(256), "Data", new byte[0])));
    List<Map<String, Object>> read = client.read(client.oldest("s", SHARD_0)).list("Records");
    assertThat(read.get(0)).containsEntry("PartitionKey", key).containsEntry("Data", "AP8=");
    assertThat(read.get(1)).containsEntry("PartitionKey", "x".repeat(256));
    assertThat(read.get(1)).containsEntry("Data", "");
  }

  // Whoever debugs with JSON must see what the SDK sees with CBOR.
  @Test
  void jsonAndCborSayTheSame() {
    LocalStream stream = start(options().withStream("s", 2));
    Client json = client(stream, Wire.JSON);
    Client cbor = client(stream, Wire.CBOR);
    json.put("s", records(0, 3));
    cbor.put("s", records(3, 3));
    Map<String, Object> name = Map.of("StreamName", "s");
    for (String operation : List.of("DescribeStream", "DescribeStreamSummary", "ListShards")) {
      assertThat(cbor.ok(operation, name)).isEqualTo(json.ok(operation, name));
    }
    assertThat(cbor.ok("ListStreams", Map.of())).isEqualTo(json.ok("ListStreams", Map.of()));
    String iterator = json.oldest("s", SHARD_0);
    assertThat(cbor.oldest("s", SHARD_0)).isEqualTo(iterator);
    assertThat(cbor.read(iterator)).isEqualTo(json.read(iterator));
    assertThat(cbor.read(iterator).list("Records")).isNotEmpty();
    Map<String, Object> wrong = Map.of("StreamName", "nobody's");
    assertThat(cbor.call("DescribeStream", wrong)).isEqualTo(json.call("DescribeStream", wrong));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aTimeChoosesTheFirstRecordThatArrivedThenOrLater(Wire wire) {
    Client client = client(start(options().withStream("s", 1)), wire);
    for (String data : List.of("0s", "10s", "20s")) {
      client.put("s", data);
      clock.pass(Duration.ofSeconds(10));
    }
    Instant start = Instant.ofEpochMilli(TestClock.START);
    assertThat(from(client, start.minusSeconds(99))).startsWith("0s");
    assertThat(from(client, start)).startsWith("0s");
    assertThat(from(client, start.plusMillis(1))).startsWith("10s");
    assertThat(from(client, start.plusSeconds(20))).containsExactly("20s");
    assertThat(from(client, start.plusSeconds(21))).isEmpty();
  }

  private static List<String> from(Client client, Instant time) {
    return data(
        client.read(client.iterator("s", SHARD_0, "AT_TIMESTAMP", Map.of("Timestamp", time))));
  }

  @Test
  void latestIsWhatComesAfterTheIterator() {
    Client client = withShards(1);
    client.put("s", "before");
    String iterator = client.iterator("s", SHARD_0, "LATEST", Map.of());
    client.put("s", "after");
    assertThat(data(client.read(iterator))).containsExactly("after");
  }

  @Test
  void aNumberChoosesItsRecordOrTheNext() {
    Client client = withShards(1);
    client.put("s", "a");
    String number = client.put("s", "b");
    client.put("s", "c");
    assertThat(data(at(client, "AT_SEQUENCE_NUMBER", number))).containsExactly("b", "c");
    assertThat(data(at(client, "AFTER_SEQUENCE_NUMBER", number))).containsExactly("c");
    String more = new BigInteger(number).add(BigInteger.ONE).toString();
    assertThat(data(at(client, "AT_SEQUENCE_NUMBER", more))).containsExactly("c");
    String first = Client.number(client.shards("s").list("Shards").getFirst(), "Starting");
    assertThat(data(at(client, "AT_SEQUENCE_NUMBER", first))).containsExactly("a", "b", "c");
  }

  private static Answer at(Client client, String type, String number) {
    return client.read(
        client.iterator("s", SHARD_0, type, Map.of("StartingSequenceNumber", number)));
  }

  // A reader that stops at "0 behind" while records are left would lose them.
  @Test
  void millisBehindLatestIsZeroOnlyWhenNothingIsLeft() {
    Client client = withShards(1);
    client.put("s", records(0, 3));
    String iterator = client.oldest("s", SHARD_0);
    Answer some = client.ok("GetRecords", Map.of("ShardIterator", iterator, "Limit", 2));
    assertThat(some.list("Records")).hasSize(2);
    assertThat(some.body()).containsEntry("MillisBehindLatest", 1L);
    clock.pass(Duration.ofSeconds(7));
    some = client.ok("GetRecords", Map.of("ShardIterator", iterator, "Limit", 2));
    assertThat(some.body()).containsEntry("MillisBehindLatest", 7_000L);
    Answer rest = client.read(some.text("NextShardIterator"));
    assertThat(data(rest)).containsExactly("d2");
    assertThat(rest.body()).containsEntry("MillisBehindLatest", 0L);
    assertThat(rest.body()).doesNotContainKey("ChildShards");
  }

  // 20 MiB in the shard: one answer never has more than 10 MiB of them.
  @Test
  void anAnswerHoldsTenMebibytesAtMost() {
    Client client = withShards(1);
    String data = "x".repeat(1_000_000);
    for (int i = 0; i < 20; i++) {
      client.put("s", data);
    }
    var sizes = new ArrayList<Integer>();
    Answer answer = client.read(client.oldest("s", SHARD_0));
    sizes.add(answer.list("Records").size());
    answer = client.read(answer.text("NextShardIterator"));
    sizes.add(answer.list("Records").size());
    assertThat(sizes).containsExactly(10, 10);
  }

  // What a test of a consumer sees must not depend on whether two producers met.
  @Test
  void concurrentPutsLoseNothing() throws Exception {
    LocalStream stream = start(options().withStream("s", 3));
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      int from = t * 10_000;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Client client = new Client(stream, Wire.CBOR)) {
                  for (int i = 0; i < 20; i++) {
                    client.put("s", records(from + i * 100, 100));
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(client(stream, Wire.JSON).all("s")).hasSize(8_000).doesNotHaveDuplicates();
  }
}
