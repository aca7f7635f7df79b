package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// GetShardIterator and GetRecords on an open shard.
interface ReadContract extends Contract {
  String SHARD = "shardId-000000000000";

  @Test
  default void trimHorizonBeginsWithTheOldestRecord() {
    TestStream stream = service().create(1);
    putNumbered(stream, 3);
    String iterator = stream.iterator(SHARD, ShardIteratorType.TRIM_HORIZON);
    assertThat(TestStream.data(stream.records(iterator).records())).containsExactly("0", "1", "2");
  }

  @Test
  default void latestBeginsBehindTheNewestRecord() {
    TestStream stream = service().create(1);
    stream.put("key", "before");
    String iterator = stream.iterator(SHARD, ShardIteratorType.LATEST);
    stream.put("key", "after");
    assertThat(TestStream.data(stream.read(iterator, 5))).containsExactly("after");
  }

  @Test
  default void aSequenceNumberIsAPlaceToBeginAtOrBehind() {
    TestStream stream = service().create(1);
    List<String> numbers = putNumbered(stream, 3);
    assertThat(readFrom(stream, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(1)))
        .containsExactly("1", "2");
    assertThat(readFrom(stream, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(1)))
        .containsExactly("2");
    assertThat(readFrom(stream, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(2))).isEmpty();
  }

  /// What a client knows of a shard it has never read.
  @Test
  default void theShardsOwnFirstSequenceNumberIsAPlaceToBegin() {
    TestStream stream = service().create(1);
    String start = stream.shard(SHARD).sequenceNumberRange().startingSequenceNumber();
    putNumbered(stream, 2);
    assertThat(readFrom(stream, ShardIteratorType.AT_SEQUENCE_NUMBER, start))
        .containsExactly("0", "1");
    assertThat(readFrom(stream, ShardIteratorType.AFTER_SEQUENCE_NUMBER, start))
        .containsExactly("0", "1");
  }

  @Test
  default void aTimeIsAPlaceToBegin() {
    TestStream stream = service().create(1);
    var arrivals = new ArrayList<Instant>();
    for (int i = 0; i < 3; i++) {
      stream.put("key", String.valueOf(i));
      service().tick();
    }
    for (Record record : stream.read(SHARD)) {
      arrivals.add(record.approximateArrivalTimestamp());
    }
    assertThat(readFrom(stream, arrivals.get(1))).containsExactly("1", "2");
    assertThat(readFrom(stream, arrivals.get(1).plusMillis(1))).containsExactly("2");
    assertThat(readFrom(stream, arrivals.get(0).minusSeconds(3_600)))
        .containsExactly("0", "1", "2");
  }

  @Test
  default void aRecordTellsWhenItArrived() {
    TestStream stream = service().create(1);
    stream.put("key", "x");
    // The unit of a time differs between the two forms.
    assertThat(stream.read(SHARD).getFirst().approximateArrivalTimestamp())
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  /// A gap or an overlap between two pages is a lost or a doubled record.
  @Test
  default void recordsAreReadPageByPage() {
    TestStream stream = service().create(1);
    putNumbered(stream, 10);
    var sizes = new ArrayList<Integer>();
    var read = new ArrayList<Record>();
    String next = stream.iterator(SHARD, ShardIteratorType.TRIM_HORIZON);
    for (int call = 0; call < 5; call++) {
      String iterator = next;
      GetRecordsResponse page = client().getRecords(r -> r.shardIterator(iterator).limit(3));
      sizes.add(page.records().size());
      read.addAll(page.records());
      next = page.nextShardIterator();
      assertThat(next).isNotNull();
    }
    assertThat(sizes).containsExactly(3, 3, 3, 1, 0);
    assertThat(TestStream.data(read))
        .isEqualTo(IntStream.range(0, 10).mapToObj(String::valueOf).toList());
  }

  /// A consumer asks again after an answer it did not get.
  @Test
  default void anIteratorAnswersTheSameTwice() {
    TestStream stream = service().create(1);
    putNumbered(stream, 4);
    String iterator = stream.iterator(SHARD, ShardIteratorType.TRIM_HORIZON);
    List<Record> once = client().getRecords(r -> r.shardIterator(iterator).limit(2)).records();
    assertThat(client().getRecords(r -> r.shardIterator(iterator).limit(2)).records())
        .isEqualTo(once);
  }

  @Test
  default void anEmptyShardAnswersWithNothingAndGoesOn() {
    TestStream stream = service().create(1);
    GetRecordsResponse empty =
        stream.records(stream.iterator(SHARD, ShardIteratorType.TRIM_HORIZON));
    assertThat(empty.records()).isEmpty();
    assertThat(empty.millisBehindLatest()).isZero();
    assertThat(empty.nextShardIterator()).isNotNull();
    stream.put("key", "x");
    assertThat(TestStream.data(stream.read(empty.nextShardIterator(), 5))).containsExactly("x");
  }

  /// Consumers watch it to see how late they are.
  @Test
  default void millisBehindLatestTellsHowMuchIsLeft() throws Throwable {
    TestStream stream = service().create(1);
    putNumbered(stream, 2);
    service().tick();
    String iterator = stream.iterator(SHARD, ShardIteratorType.TRIM_HORIZON);
    GetRecordsResponse first = client().getRecords(r -> r.shardIterator(iterator).limit(1));
    assertThat(first.millisBehindLatest()).isPositive();
    assertThat(stream.records(first.nextShardIterator()).millisBehindLatest()).isZero();
  }

  private static List<String> putNumbered(TestStream stream, int records) {
    return IntStream.range(0, records)
        .mapToObj(i -> stream.put("key", String.valueOf(i)).sequenceNumber())
        .toList();
  }

  private static List<String> readFrom(
      TestStream stream, ShardIteratorType type, String sequenceNumber) {
    return TestStream.data(
        stream.read(
            stream.iterator(
                SHARD, r -> r.shardIteratorType(type).startingSequenceNumber(sequenceNumber)),
            5));
  }

  private static List<String> readFrom(TestStream stream, Instant time) {
    return TestStream.data(
        stream.read(
            stream.iterator(
                SHARD, r -> r.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time)),
            5));
  }
}
