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

  /// A key between two ranges would have no shard. The bounds of two and of three shards are those
  /// of the service; how it rounds where they do not share evenly, nobody says.
  @Test
  default void theShardsOfANewStreamShareAllHashKeysEvenly() throws Throwable {
    for (int shards : List.of(1, 5, 7)) {
      List<Shard> open = service().create(shards).shards();
      BigInteger fair = TestStream.HASH_KEYS.divide(BigInteger.valueOf(shards));
      BigInteger next = BigInteger.ZERO;
      for (Shard shard : open) {
        assertThat(TestStream.start(shard)).isEqualTo(next);
        next = TestStream.end(shard).add(BigInteger.ONE);
        assertThat(next.subtract(TestStream.start(shard)))
            .isCloseTo(fair, within(BigInteger.valueOf(shards)));
      }
      assertThat(open).hasSize(shards);
      assertThat(next).isEqualTo(TestStream.HASH_KEYS);
    }
    assertThat(bounds(service().create(3).shards())).isEqualTo(evenly(3));
    List<String> two = bounds(service().create(2).shards());
    service()
        .asTheReferenceSays(
            Difference.HASH_KEYS_ARE_SHARED_AS_IF_THE_LAST_WERE_NONE,
            () -> assertThat(two).isEqualTo(evenly(2)));
  }

  static List<String> bounds(List<Shard> shards) {
    return shards.stream().map(s -> TestStream.start(s) + ".." + TestStream.end(s)).toList();
  }

  /// Each starts at a multiple of 2^128 / n, rounded down; the last takes what is left.
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
