package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/// PutRecord and PutRecords.
interface PutContract extends Contract {
  int MEBIBYTE = 1 << 20;

  /// A consumer that computes the shard of a key itself would look in the wrong one.
  @Test
  default void aRecordGoesToTheShardThatHoldsTheMd5OfItsKey() {
    TestStream stream = service().create(3);
    List<String> keys =
        IntStream.range(0, 200)
            .mapToObj(i -> i % 2 == 0 ? "key-" + i : "Schlüssel 🚣 " + i)
            .toList();
    List<PutRecordsResultEntry> stored =
        stream.putAll(keys.stream().map(key -> TestStream.entry(key, "x")).toList());
    List<Shard> shards = stream.shards();
    for (int i = 0; i < keys.size(); i++) {
      BigInteger hash = TestStream.hash(keys.get(i));
      assertThat(shards)
          .filteredOn(shard -> TestStream.takes(shard, hash))
          .extracting(Shard::shardId)
          .as(keys.get(i))
          .containsExactly(stored.get(i).shardId());
    }
    PutRecordResponse alone = stream.put(keys.getFirst(), "x");
    assertThat(alone.shardId()).isEqualTo(stored.getFirst().shardId());
  }

  @Test
  default void anExplicitHashKeyWinsOverTheKey() {
    TestStream stream = service().create(3);
    for (Shard shard : stream.shards()) {
      for (BigInteger hash : List.of(TestStream.start(shard), TestStream.end(shard))) {
        var one =
            client()
                .putRecord(r ->
                    r.streamName(stream.name())
                        .partitionKey("always the same")
                        .explicitHashKey(hash.toString())
                        .data(SdkBytes.fromUtf8String("x")));
        assertThat(one.shardId()).as("PutRecord %s", hash).isEqualTo(shard.shardId());
        var entry =
            TestStream.entry("always the same", "x").toBuilder()
                .explicitHashKey(hash.toString())
                .build();
        assertThat(stream.putAll(List.of(entry)).getFirst().shardId())
            .as("PutRecords %s", hash)
            .isEqualTo(shard.shardId());
      }
    }
  }

  @Test
  default void everyEntryHasItsOwnAnswerInTheOrderOfTheRequest() {
    TestStream stream = service().create(4);
    var entries =
        IntStream.range(0, 500).mapToObj(i -> TestStream.entry("key-" + i, "data-" + i)).toList();
    var answer = client().putRecords(r -> r.streamName(stream.name()).records(entries));
    assertThat(answer.failedRecordCount()).isZero();
    assertThat(answer.records()).hasSize(500);
    var stored = new HashMap<String, String>();
    for (Shard shard : stream.shards()) {
      for (Record r : stream.read(shard.shardId())) {
        stored.put(r.sequenceNumber(), r.partitionKey() + " " + r.data().asUtf8String());
      }
    }
    for (int i = 0; i < 500; i++) {
      PutRecordsResultEntry entry = answer.records().get(i);
      assertThat(entry.errorCode()).isNull();
      assertThat(entry.errorMessage()).isNull();
      assertThat(stored).containsEntry(entry.sequenceNumber(), "key-" + i + " data-" + i);
    }
  }

  /// Consumers compare them as numbers and drop what is not above what they have seen.
  @Test
  default void sequenceNumbersAscendWithinAShardAndAreUniqueInTheStream() {
    TestStream stream = service().create(2);
    var last = new HashMap<String, BigInteger>();
    var seen = new ArrayList<BigInteger>();
    for (int call = 0; call < 5; call++) {
      var entries =
          IntStream.range(0, 40).mapToObj(i -> TestStream.entry("key-" + i, "x")).toList();
      for (PutRecordsResultEntry entry : stream.putAll(entries)) {
        ascends(entry.shardId(), entry.sequenceNumber(), last, seen);
      }
      PutRecordResponse one = stream.put("key", "x");
      ascends(one.shardId(), one.sequenceNumber(), last, seen);
    }
    assertThat(seen).doesNotHaveDuplicates();
    for (Shard shard : stream.shards()) {
      assertThat(TestStream.numbers(stream.read(shard.shardId())))
          .isSorted()
          .first()
          .satisfies(first ->
              assertThat(first)
                  .isGreaterThanOrEqualTo(
                      TestStream.number(shard.sequenceNumberRange().startingSequenceNumber())));
    }
  }

  private static void ascends(
      String shard, String text, Map<String, BigInteger> last, List<BigInteger> seen) {
    assertThat(text).matches("[1-9]\\d{0,128}");
    BigInteger number = TestStream.number(text);
    assertThat(number).isGreaterThan(last.getOrDefault(shard, BigInteger.ZERO));
    last.put(shard, number);
    seen.add(number);
  }

  @Test
  default void aRecordPutForOrderingComesBehindTheOneItNames() {
    TestStream stream = service().create(1);
    String before = stream.put("key", "first").sequenceNumber();
    String after =
        client()
            .putRecord(r ->
                r.streamName(stream.name())
                    .partitionKey("key")
                    .sequenceNumberForOrdering(before)
                    .data(SdkBytes.fromUtf8String("second")))
            .sequenceNumber();
    assertThat(TestStream.number(after)).isGreaterThan(TestStream.number(before));
    assertThat(TestStream.data(stream.read("shardId-000000000000")))
        .containsExactly("first", "second");
  }

  /// A byte that changes on the way is a broken record for every consumer.
  @Test
  default void keyAndDataComeBackByteForByte() {
    TestStream stream = service().create(1);
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }
    String key = "k".repeat(250) + "é🚣\"\\\n";
    client()
        .putRecord(r ->
            r.streamName(stream.name()).partitionKey(key).data(SdkBytes.fromByteArray(everyByte)));
    stream.putAll(
        List.of(
            PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(everyByte))
                .build(),
            TestStream.entry("empty", "")));
    List<Record> read = stream.read("shardId-000000000000");
    assertThat(read).extracting(Record::partitionKey).containsExactly(key, key, "empty");
    assertThat(read.get(0).data().asByteArray()).isEqualTo(everyByte);
    assertThat(read.get(1).data().asByteArray()).isEqualTo(everyByte);
    assertThat(read.get(2).data().asByteArray()).isEmpty();
  }

  /// Key and data together: what fits into the service by one byte must fit here.
  @Test
  default void aRecordOfAMebibyteWithItsKeyIsTaken() {
    TestStream stream = service().create(1);
    stream.putAll(List.of(sized("four", MEBIBYTE - 4)));
    client()
        .putRecord(r ->
            r.streamName(stream.name())
                .partitionKey("four")
                .data(SdkBytes.fromByteArray(new byte[MEBIBYTE - 4])));
    assertThat(stream.read("shardId-000000000000"))
        .hasSize(2)
        .allSatisfy(r -> assertThat(r.data().asByteArrayUnsafe()).hasSize(MEBIBYTE - 4));
  }

  static PutRecordsRequestEntry sized(String key, int bytes) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromByteArray(new byte[bytes]))
        .build();
  }
}
