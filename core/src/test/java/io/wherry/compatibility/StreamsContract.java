package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/// CreateStream, DeleteStream, DescribeStream, DescribeStreamSummary, ListStreams, ListShards.
interface StreamsContract extends Contract {
  /// Else half of this suite would silently repeat the other half.
  @Test
  default void theSdkSpeaksTheFormThatIsAskedFor() {
    client().listStreams();
    assertThat(service().contentTypes())
        .containsExactly(wire().contentType(), wire().contentType());
  }

  @Test
  default void aNewStreamIsDescribedAsItWasAskedFor() throws Throwable {
    TestStream stream = service().create(3);
    var summary =
        client().describeStreamSummary(r -> r.streamName(stream.name())).streamDescriptionSummary();
    assertThat(summary.streamName()).isEqualTo(stream.name());
    assertThat(summary.streamARN()).matches("arn:aws:kinesis:[a-z0-9-]+:\\d{12}:stream/.+");
    assertThat(summary.streamARN()).endsWith(":stream/" + stream.name());
    assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    assertThat(summary.hasEnhancedMonitoring()).isTrue();
    // The unit of a time differs between the two forms.
    assertThat(summary.streamCreationTimestamp())
        .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
  }

  /// The older call, which Debezium's and Flink's users still have in their policies.
  @Test
  default void describeStreamShowsTheShardsPageByPage() {
    TestStream stream = service().create(3);
    var all = client().describeStream(r -> r.streamName(stream.name())).streamDescription();
    assertThat(all.hasMoreShards()).isFalse();
    assertThat(all.shards()).isEqualTo(stream.shards());
    var first =
        client().describeStream(r -> r.streamName(stream.name()).limit(2)).streamDescription();
    assertThat(first.hasMoreShards()).isTrue();
    assertThat(first.shards()).isEqualTo(stream.shards().subList(0, 2));
    String last = first.shards().getLast().shardId();
    var rest =
        client()
            .describeStream(r -> r.streamName(stream.name()).exclusiveStartShardId(last))
            .streamDescription();
    assertThat(rest.hasMoreShards()).isFalse();
    assertThat(rest.shards()).isEqualTo(stream.shards().subList(2, 3));
  }

  /// A key between two ranges would have no shard. The developer guide shows the bounds for three
  /// shards; where rounding leaves a choice, nobody says which one the service takes.
  @Test
  default void theShardsOfANewStreamShareAllHashKeysEvenly() throws Throwable {
    assertThat(bounds(service().create(3).shards()))
        .containsExactly(
            "0..113427455640312821154458202477256070484",
            "113427455640312821154458202477256070485..226854911280625642308916404954512140969",
            "226854911280625642308916404954512140970..340282366920938463463374607431768211455");
    for (int shards : List.of(1, 5, 7)) {
      assertEven(service().create(shards).shards());
    }
    List<Shard> halves = service().create(2).shards();
    assertEven(halves);
    service()
        .asTheReferenceSays(
            Difference.HASH_KEYS_ARE_SHARED_AS_IF_THE_LAST_WERE_NONE,
            () -> assertThat(TestStream.start(halves.getLast())).isEqualTo(half()));
  }

  /// The bounds of two or three shards: there is nothing to round differently.
  static List<String> evenly(int shards) {
    BigInteger size = TestStream.HASH_KEYS.divide(BigInteger.valueOf(shards));
    return IntStream.range(0, shards)
        .mapToObj(i -> {
          BigInteger start = size.multiply(BigInteger.valueOf(i));
          BigInteger end = start.add(size).subtract(BigInteger.ONE);
          return start + ".." + (i == shards - 1 ? TestStream.LAST_HASH_KEY : end);
        })
        .toList();
  }

  private static BigInteger half() {
    return TestStream.HASH_KEYS.shiftRight(1);
  }

  private static void assertEven(List<Shard> shards) {
    BigInteger count = BigInteger.valueOf(shards.size());
    BigInteger next = BigInteger.ZERO;
    for (Shard shard : shards) {
      BigInteger start = TestStream.start(shard);
      BigInteger end = TestStream.end(shard);
      assertThat(start).isEqualTo(next);
      next = end.add(BigInteger.ONE);
      BigInteger uneven = next.subtract(start).multiply(count).subtract(TestStream.HASH_KEYS);
      assertThat(uneven.abs()).isLessThan(count.multiply(count));
    }
    assertThat(next).isEqualTo(TestStream.HASH_KEYS);
  }

  static List<String> bounds(List<Shard> shards) {
    return shards.stream().map(s -> TestStream.start(s) + ".." + TestStream.end(s)).toList();
  }

  @Test
  default void newShardsAreOpenAndHaveNoParents() {
    List<Shard> shards = service().create(2).shards();
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly("shardId-000000000000", "shardId-000000000001");
    for (Shard shard : shards) {
      assertThat(shard.parentShardId()).isNull();
      assertThat(shard.adjacentParentShardId()).isNull();
      assertThat(shard.sequenceNumberRange().startingSequenceNumber()).matches("[1-9]\\d{0,128}");
      assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
    }
  }

  @Test
  default void aDeletedStreamIsGoneAndItsNameIsFreeForAnEmptyOne() {
    TestStream stream = service().create(1);
    stream.put("key", "of the first");
    stream.delete();
    assertThatThrownBy(stream::status).isInstanceOf(ResourceNotFoundException.class);
    client().createStream(r -> r.streamName(stream.name()).shardCount(1));
    stream.awaitActive();
    assertThat(stream.read("shardId-000000000000")).isEmpty();
  }

  @Test
  default void streamsAreListedByNamePageByPage() {
    List<String> names =
        Stream.generate(() -> service().create(1)).limit(5).map(TestStream::name).toList();
    var seen = new ArrayList<String>();
    ListStreamsResponse page = client().listStreams(r -> r.limit(2));
    assertThat(page.streamNames()).hasSize(2);
    while (true) {
      seen.addAll(page.streamNames());
      if (!page.hasMoreStreams()) {
        break;
      }
      String last = page.streamNames().getLast();
      page = client().listStreams(r -> r.limit(2).exclusiveStartStreamName(last));
    }
    assertThat(seen).isEqualTo(names);
  }

  /// How newer clients go on: the token instead of the last name.
  @Test
  default void aListOfStreamsGoesOnByItsToken() throws Throwable {
    List<String> names =
        Stream.generate(() -> service().create(1)).limit(3).map(TestStream::name).toList();
    service()
        .asTheReferenceSays(
            Difference.LIST_STREAMS_GIVES_NO_TOKEN,
            () -> {
              ListStreamsResponse first = client().listStreams(r -> r.limit(2));
              assertThat(first.streamSummaries())
                  .extracting(s -> s.streamName())
                  .isEqualTo(names.subList(0, 2));
              ListStreamsResponse rest = client().listStreams(r -> r.nextToken(first.nextToken()));
              assertThat(rest.streamNames()).isEqualTo(names.subList(2, 3));
              assertThat(rest.nextToken()).isNull();
            });
  }

  @Test
  default void shardsAreListedPageByPage() {
    TestStream stream = service().create(5);
    var seen = new ArrayList<Shard>();
    ListShardsResponse page = client().listShards(r -> r.streamName(stream.name()).maxResults(2));
    seen.addAll(page.shards());
    assertThat(seen).hasSize(2);
    while (page.nextToken() != null) {
      String token = page.nextToken();
      page = client().listShards(r -> r.nextToken(token).maxResults(2));
      seen.addAll(page.shards());
    }
    assertThat(seen).isEqualTo(stream.shards());
    String second = seen.get(1).shardId();
    assertThat(
            client()
                .listShards(r -> r.streamName(stream.name()).exclusiveStartShardId(second))
                .shards())
        .isEqualTo(seen.subList(2, 5));
  }

  /// The reference recommends the ARN over the name.
  @Test
  default void aStreamGoesByItsArnToo() {
    TestStream stream = service().create(1);
    String arn =
        client()
            .describeStreamSummary(r -> r.streamName(stream.name()))
            .streamDescriptionSummary()
            .streamARN();
    assertThat(client().listShards(r -> r.streamARN(arn)).shards()).isEqualTo(stream.shards());
    assertThat(
            client()
                .describeStreamSummary(r -> r.streamARN(arn))
                .streamDescriptionSummary()
                .streamName())
        .isEqualTo(stream.name());
  }
}
