package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// SplitShard, MergeShards, UpdateShardCount, and reading and writing across them.
interface ReshardContract extends Contract {
  @Test
  default void aSplitShardIsClosedAndItsHashKeysAreItsChildrens() throws Throwable {
    TestStream stream = service().create(2);
    Shard parent = stream.shards().getFirst();
    String stored = stream.put(TestStream.keyOf(parent), "x").sequenceNumber();
    BigInteger middle = TestStream.start(parent).add(BigInteger.valueOf(4_711));
    client()
        .splitShard(r ->
            r.streamName(stream.name())
                .shardToSplit(parent.shardId())
                .newStartingHashKey(middle.toString()));
    stream.awaitActive();

    List<Shard> shards = stream.shards();
    assertThat(shards).hasSize(4);
    Shard lower = shards.get(2);
    Shard upper = shards.get(3);
    assertThat(List.of(lower, upper))
        .extracting(Shard::shardId)
        .containsExactly("shardId-000000000002", "shardId-000000000003");
    assertThat(List.of(lower, upper))
        .allSatisfy(child -> assertThat(child.parentShardId()).isEqualTo(parent.shardId()))
        .allSatisfy(child -> assertThat(child.adjacentParentShardId()).isNull());
    assertThat(TestStream.start(lower)).isEqualTo(TestStream.start(parent));
    assertThat(TestStream.end(lower)).isEqualTo(middle.subtract(BigInteger.ONE));
    assertThat(TestStream.start(upper)).isEqualTo(middle);
    assertThat(TestStream.end(upper)).isEqualTo(TestStream.end(parent));
    assertThat(stream.open()).containsExactly(lower, upper, shards.get(1));
    endsBehind(stream.shard(parent.shardId()), stored);
  }

  @Test
  default void twoMergedShardsAreClosedAndHaveOneChild() throws Throwable {
    TestStream stream = service().create(3);
    Shard one = stream.shards().get(0);
    Shard two = stream.shards().get(1);
    String stored = stream.put(TestStream.keyOf(one), "x").sequenceNumber();
    String alsoStored = stream.put(TestStream.keyOf(two), "x").sequenceNumber();
    stream.merge(one, two);

    assertThat(stream.shards()).hasSize(4);
    Shard child = stream.shards().get(3);
    assertThat(child.parentShardId()).isEqualTo(one.shardId());
    assertThat(child.adjacentParentShardId()).isEqualTo(two.shardId());
    assertThat(TestStream.start(child)).isEqualTo(TestStream.start(one));
    assertThat(TestStream.end(child)).isEqualTo(TestStream.end(two));
    assertThat(stream.open()).containsExactly(child, stream.shards().get(2));
    endsBehind(stream.shard(one.shardId()), stored);
    endsBehind(stream.shard(two.shardId()), alsoStored);
  }

  private void endsBehind(Shard closed, String lastRecord) throws Throwable {
    service()
        .asTheReferenceSays(
            Difference.ENDING_SEQUENCE_NUMBER_OF_A_CLOSED_SHARD_IS_WRONG,
            () ->
                assertThat(TestStream.number(closed.sequenceNumberRange().endingSequenceNumber()))
                    .isGreaterThanOrEqualTo(TestStream.number(lastRecord)));
  }

  /// The wrong way round it is the same pair.
  @Test
  default void shardsMergeInEitherOrder() throws Throwable {
    TestStream stream = service().create(2);
    Shard one = stream.shards().get(0);
    Shard two = stream.shards().get(1);
    service()
        .asTheReferenceSays(
            Difference.SHARDS_MERGE_IN_ONE_ORDER_ONLY,
            () -> {
              stream.merge(two, one);
              Shard child = stream.shards().get(2);
              assertThat(TestStream.start(child)).isEqualTo(BigInteger.ZERO);
              assertThat(TestStream.end(child)).isEqualTo(TestStream.LAST_HASH_KEY);
              assertThat(List.of(child.parentShardId(), child.adjacentParentShardId()))
                  .containsExactlyInAnyOrder(one.shardId(), two.shardId());
            });
  }

  @Test
  default void aShardCountGoesUpAndDown() throws Throwable {
    TestStream stream = service().create(2);
    var answer =
        client()
            .updateShardCount(r ->
                r.streamName(stream.name())
                    .targetShardCount(4)
                    .scalingType(ScalingType.UNIFORM_SCALING));
    assertThat(answer.streamName()).isEqualTo(stream.name());
    assertThat(answer.currentShardCount()).isEqualTo(2);
    assertThat(answer.targetShardCount()).isEqualTo(4);
    stream.awaitActive();
    assertThat(openShards(stream)).isEqualTo(4);
    assertThat(stream.open()).hasSize(4);
    stream.reshard(2);
    assertThat(openShards(stream)).isEqualTo(2);
    service()
        .asTheReferenceSays(
            Difference.HASH_KEYS_ARE_SHARED_AS_IF_THE_LAST_WERE_NONE,
            () ->
                assertThat(StreamsContract.bounds(stream.open()))
                    .isEqualTo(StreamsContract.evenly(2)));
    stream.reshard(3);
    assertThat(openShards(stream)).isEqualTo(3);
    service()
        .asTheReferenceSays(
            Difference.SHARDS_ARE_UNEVEN_AFTER_A_RESHARD,
            () ->
                assertThat(StreamsContract.bounds(stream.open()))
                    .isEqualTo(StreamsContract.evenly(3)));
  }

  private int openShards(TestStream stream) {
    return client()
        .describeStreamSummary(r -> r.streamName(stream.name()))
        .streamDescriptionSummary()
        .openShardCount();
  }

  /// KCL builds its leases from parents: a child without one, or one that is younger than its
  /// child, is read too early.
  @Test
  default void everyChildIsYoungerThanItsParents() throws Throwable {
    TestStream stream = service().create(2);
    stream.reshard(4);
    stream.reshard(3);
    List<Shard> shards = stream.shards();
    for (Shard child : shards.subList(2, shards.size())) {
      Shard parent = stream.shard(child.parentShardId());
      assertThat(child.shardId()).isGreaterThan(parent.shardId());
      assertThat(parent.sequenceNumberRange().endingSequenceNumber()).isNotNull();
    }
    service()
        .asTheReferenceSays(
            Difference.SEQUENCE_NUMBERS_OF_PARENT_AND_CHILD_OVERLAP,
            () -> {
              for (Shard child : shards.subList(2, shards.size())) {
                Shard parent = stream.shard(child.parentShardId());
                assertThat(TestStream.number(child.sequenceNumberRange().startingSequenceNumber()))
                    .isGreaterThan(
                        TestStream.number(parent.sequenceNumberRange().startingSequenceNumber()))
                    .isGreaterThan(
                        TestStream.number(parent.sequenceNumberRange().endingSequenceNumber()));
              }
            });
  }

  @Test
  default void aClosedShardIsReadToItsEndWhichNamesItsChildren() {
    TestStream stream = service().create(1);
    Shard parent = stream.shards().getFirst();
    for (int i = 0; i < 5; i++) {
      stream.put("key", String.valueOf(i));
    }
    stream.split(parent);

    String first = stream.iterator(parent.shardId(), ShardIteratorType.TRIM_HORIZON);
    List<GetRecordsResponse> pages = toTheEnd(first);
    assertThat(pages)
        .flatExtracting(page -> TestStream.data(page.records()))
        .containsExactly("0", "1", "2", "3", "4");
    namesChildren(pages.getLast(), stream.open(), List.of(parent.shardId()));
  }

  /// A consumer that starts at the end of a closed shard must be sent on to its children.
  @Test
  default void latestOfAClosedShardIsItsEnd() {
    TestStream stream = service().create(1);
    Shard parent = stream.shards().getFirst();
    stream.put("key", "x");
    stream.split(parent);
    GetRecordsResponse end =
        stream.records(stream.iterator(parent.shardId(), ShardIteratorType.LATEST));
    assertThat(end.records()).isEmpty();
    assertThat(end.nextShardIterator()).isNull();
    namesChildren(end, stream.open(), List.of(parent.shardId()));
  }

  @Test
  default void bothEndsOfMergedShardsNameTheChildAndBothParents() {
    TestStream stream = service().create(2);
    List<Shard> parents = stream.shards();
    stream.merge(parents.get(0), parents.get(1));
    List<String> ids = parents.stream().map(Shard::shardId).toList();
    for (String parent : ids) {
      GetRecordsResponse end =
          stream.records(stream.iterator(parent, ShardIteratorType.TRIM_HORIZON));
      assertThat(end.nextShardIterator()).isNull();
      namesChildren(end, stream.open(), ids);
    }
  }

  private static void namesChildren(
      GetRecordsResponse end, List<Shard> children, List<String> parents) {
    assertThat(end.childShards())
        .extracting(ChildShard::shardId)
        .containsExactlyInAnyOrderElementsOf(children.stream().map(Shard::shardId).toList());
    for (ChildShard child : end.childShards()) {
      assertThat(child.parentShards()).containsExactlyInAnyOrderElementsOf(parents);
      assertThat(children)
          .filteredOn(shard -> shard.shardId().equals(child.shardId()))
          .extracting(Shard::hashKeyRange)
          .containsExactly(child.hashKeyRange());
    }
  }

  /// An iterator that was taken while the shard was open reaches its end all the same.
  @Test
  default void aReaderThatWaitsAtTheTipLearnsThatItsShardWasClosed() {
    TestStream stream = service().create(1);
    Shard parent = stream.shards().getFirst();
    String tip =
        stream
            .records(stream.iterator(parent.shardId(), ShardIteratorType.LATEST))
            .nextShardIterator();
    stream.put("key", "last");
    stream.split(parent);
    assertThat(toTheEnd(tip))
        .flatExtracting(page -> TestStream.data(page.records()))
        .containsExactly("last");
  }

  /// Two records a call, until there is no next iterator.
  private List<GetRecordsResponse> toTheEnd(String first) {
    var pages = new ArrayList<GetRecordsResponse>();
    for (String next = first; next != null; next = pages.getLast().nextShardIterator()) {
      String iterator = next;
      pages.add(client().getRecords(r -> r.shardIterator(iterator).limit(2)));
      assertThat(pages).hasSizeLessThan(20);
    }
    return pages;
  }

  /// Whoever follows a key from parent to child compares the numbers of both.
  @Test
  default void afterAReshardRecordsGoToTheChildrenAndTheirNumbersGoOn() {
    TestStream stream = service().create(1);
    BigInteger last = BigInteger.ZERO;
    for (int shards : List.of(2, 4, 2, 1)) {
      stream.reshard(shards);
      for (int i = 0; i < 3; i++) {
        PutRecordResponse stored = stream.put("key", "x");
        Shard shard = stream.shard(stored.shardId());
        assertThat(stream.open()).contains(shard);
        assertThat(TestStream.takes(shard, TestStream.hash("key"))).isTrue();
        BigInteger number = TestStream.number(stored.sequenceNumber());
        assertThat(number).isGreaterThan(last);
        assertThat(number)
            .isGreaterThanOrEqualTo(
                TestStream.number(shard.sequenceNumberRange().startingSequenceNumber()));
        last = number;
      }
    }
  }

  /// KCL asks for them when it starts, at the horizon, at the tip or at a time.
  @Test
  default void shardsAreListedByTheTimeTheyWereOpen() throws Throwable {
    TestStream stream = service().create(2);
    service().tick();
    Instant before = Instant.now();
    service().tick();
    stream.split(stream.shards().getFirst());
    service().tick();
    Instant after = Instant.now();

    assertThat(filtered(stream, ShardFilterType.AT_LATEST, after)).containsExactly(1, 2, 3);
    assertThat(filtered(stream, ShardFilterType.FROM_TRIM_HORIZON, after))
        .containsExactly(0, 1, 2, 3);
    assertThat(filtered(stream, ShardFilterType.AT_TIMESTAMP, after)).containsExactly(1, 2, 3);
    assertThat(filtered(stream, ShardFilterType.FROM_TIMESTAMP, before))
        .containsExactly(0, 1, 2, 3);
    assertThat(filtered(stream, ShardFilterType.FROM_TIMESTAMP, after)).containsExactly(1, 2, 3);
    assertThat(filtered(stream, ShardFilterType.AT_TIMESTAMP, before)).containsExactly(0, 1);
    service()
        .asTheReferenceSays(
            Difference.SHARDS_ARE_LISTED_AS_OPEN_AT_THE_HORIZON_THAT_WERE_NOT_THERE,
            () ->
                assertThat(filtered(stream, ShardFilterType.AT_TRIM_HORIZON, before))
                    .containsExactly(0, 1));
    assertThat(
            client()
                .listShards(r ->
                    r.streamName(stream.name())
                        .shardFilter(f ->
                            f.type(ShardFilterType.AFTER_SHARD_ID).shardId("shardId-000000000001")))
                .shards())
        .isEqualTo(stream.shards().subList(2, 4));
  }

  /// The numbers of the shards.
  private List<Integer> filtered(TestStream stream, ShardFilterType type, Instant time) {
    boolean timed = type == ShardFilterType.AT_TIMESTAMP || type == ShardFilterType.FROM_TIMESTAMP;
    return client()
        .listShards(r ->
            r.streamName(stream.name())
                .shardFilter(f -> f.type(type).timestamp(timed ? time : null)))
        .shards()
        .stream()
        .map(shard -> Integer.valueOf(shard.shardId().substring("shardId-".length())))
        .sorted()
        .toList();
  }
}
