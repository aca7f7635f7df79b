package io.wherry.local;

import static io.wherry.local.Client.data;
import static io.wherry.local.Client.ids;
import static io.wherry.local.Client.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.Client.Answer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshardTest extends LocalStreamTest {
  private static final String HALF = BigInteger.TWO.pow(127).toString();
  private static final String KEYS_END =
      BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString();

  private void split(Client client, String shard, String key) {
    reshard(
        client,
        "SplitShard",
        Map.of("StreamName", "s", "ShardToSplit", shard, "NewStartingHashKey", key));
  }

  private void merge(Client client, String shard, String adjacent) {
    reshard(
        client,
        "MergeShards",
        Map.of("StreamName", "s", "ShardToMerge", shard, "AdjacentShardToMerge", adjacent));
  }

  private void scale(Client client, int target) {
    reshard(
        client,
        "UpdateShardCount",
        Map.of("StreamName", "s", "TargetShardCount", target, "ScalingType", "UNIFORM_SCALING"));
  }

  private static Map<?, ?> keys(Map<String, Object> shard) {
    return (Map<?, ?>) Objects.requireNonNull(shard.get("HashKeyRange"));
  }

  @Test
  void aSplitClosesTheParentAndOpensTwoChildren() {
    Client client = withShards(1);
    client.put("s", "before");
    split(client, SHARD_0, HALF);
    List<Map<String, Object>> shards = client.shards("s").list("Shards");
    assertThat(ids(shards)).containsExactly(SHARD_0, SHARD_1, SHARD_2);
    assertThat(Client.number(shards.get(0), "Ending")).hasSize(56);
    for (Map<String, Object> child : shards.subList(1, 3)) {
      assertThat(child).containsEntry("ParentShardId", SHARD_0);
      assertThat(child).doesNotContainKey("AdjacentParentShardId");
      assertThat(Client.number(child, "Ending")).isEqualTo("null");
      assertThat(new BigInteger(Client.number(child, "Starting")))
          .isGreaterThan(new BigInteger(Client.number(shards.get(0), "Ending")));
    }
    assertThat(keys(shards.get(1)))
        .isEqualTo(
            Map.of(
                "StartingHashKey",
                "0",
                "EndingHashKey",
                new BigInteger(HALF).subtract(BigInteger.ONE).toString()));
    assertThat(keys(shards.get(2)))
        .isEqualTo(Map.of("StartingHashKey", HALF, "EndingHashKey", KEYS_END));
  }

  // A consumer follows closed shards by what this answer says: without it, it stops.
  @Test
  void aClosedShardsEndNamesItsChildren() {
    Client client = withShards(1);
    client.put("s", "before");
    split(client, SHARD_0, HALF);
    client.put("s", "after");
    Answer end = client.read(client.oldest("s", SHARD_0));
    assertThat(data(end)).containsExactly("before");
    assertThat(end.body()).doesNotContainKey("NextShardIterator");
    assertThat(end.body()).containsEntry("MillisBehindLatest", 0L);
    assertThat(ids(end.list("ChildShards"))).containsExactly(SHARD_1, SHARD_2);
    assertThat(end.list("ChildShards"))
        .allSatisfy(child -> assertThat(child).containsEntry("ParentShards", List.of(SHARD_0)));
    assertThat(client.all("s")).containsExactlyInAnyOrder("before", "after");
    String latest = client.iterator("s", SHARD_0, "LATEST", Map.of());
    assertThat(client.read(latest).body()).doesNotContainKey("NextShardIterator");
  }

  @Test
  void aMergeHasTwoParentsWhicheverIsNamedFirst() {
    Client client = withShards(2);
    client.put("s", records(0, 20));
    merge(client, SHARD_1, SHARD_0);
    Map<String, Object> child = client.shards("s").list("Shards").get(2);
    assertThat(child)
        .containsEntry("ParentShardId", SHARD_1)
        .containsEntry("AdjacentParentShardId", SHARD_0);
    assertThat(keys(child)).isEqualTo(Map.of("StartingHashKey", "0", "EndingHashKey", KEYS_END));
    for (String parent : List.of(SHARD_0, SHARD_1)) {
      Answer end = client.read(client.oldest("s", parent));
      assertThat(end.list("ChildShards").getFirst())
          .containsEntry("ParentShards", List.of(SHARD_1, SHARD_0));
    }
  }

  @ParameterizedTest
  @CsvSource({"4,8", "4,2", "4,6", "6,4", "3,5", "5,3", "1,2", "2,1"})
  void anyCountIsReachedWithEqualShares(int from, int to) {
    Client client = withShards(from);
    client.put("s", records(0, 100));
    scale(client, to);
    client.put("s", records(100, 100));
    List<Map<String, Object>> open =
        client
            .ok("ListShards", Map.of("StreamName", "s", "ShardFilter", Map.of("Type", "AT_LATEST")))
            .list("Shards")
            .stream()
            .sorted(Comparator.comparing(shard -> start(shard)))
            .toList();
    assertThat(open).hasSize(to);
    for (int i = 0; i < to; i++) {
      BigInteger share = BigInteger.TWO.pow(128).multiply(BigInteger.valueOf(i));
      assertThat(start(open.get(i))).isEqualTo(share.divide(BigInteger.valueOf(to)));
    }
    assertThat(client.all("s")).hasSize(200).doesNotHaveDuplicates();
  }

  private static BigInteger start(Map<String, Object> shard) {
    return new BigInteger(String.valueOf(keys(shard).get("StartingHashKey")));
  }

  // Parents first: who walks the children that the ends name must reach every record.
  @Test
  void followingChildrenFromTheOldestShardsFindsEverything() {
    Client client = withShards(2);
    client.put("s", records(0, 50));
    scale(client, 4);
    client.put("s", records(50, 50));
    scale(client, 3);
    client.put("s", records(100, 50));
    var toRead = new ArrayList<>(filtered(client, Map.of("Type", "AT_TRIM_HORIZON")));
    assertThat(toRead).containsExactly(SHARD_0, SHARD_1);
    var read = new ArrayList<String>();
    for (int i = 0; i < toRead.size(); i++) {
      Answer answer = client.read(client.oldest("s", toRead.get(i)));
      read.addAll(data(answer));
      ids(answer.list("ChildShards")).stream()
          .filter(child -> !toRead.contains(child))
          .forEach(toRead::add);
    }
    assertThat(read).hasSize(150).doesNotHaveDuplicates();
  }

  private static List<String> filtered(Client client, Map<String, Object> filter) {
    return ids(
        client.ok("ListShards", Map.of("StreamName", "s", "ShardFilter", filter)).list("Shards"));
  }

  // KCL asks for shards in all of these ways.
  @Test
  void filtersChooseShards() {
    Client client = withShards(1);
    clock.pass(CHANGE);
    split(client, SHARD_0, HALF);
    Instant before = clock.instant().minusMillis(1);
    Instant after = clock.instant().plusMillis(1);
    clock.pass(CHANGE);
    merge(client, SHARD_1, SHARD_2);
    String shard3 = "shardId-000000000003";
    assertThat(filtered(client, Map.of("Type", "AT_LATEST"))).containsExactly(shard3);
    assertThat(filtered(client, Map.of("Type", "AT_TRIM_HORIZON"))).containsExactly(SHARD_0);
    assertThat(filtered(client, Map.of("Type", "FROM_TRIM_HORIZON"))).hasSize(4);
    assertThat(filtered(client, Map.of("Type", "AFTER_SHARD_ID", "ShardId", SHARD_1)))
        .containsExactly(SHARD_2, shard3);
    assertThat(filtered(client, Map.of("Type", "AT_TIMESTAMP", "Timestamp", before)))
        .containsExactly(SHARD_0);
    assertThat(filtered(client, Map.of("Type", "AT_TIMESTAMP", "Timestamp", after)))
        .containsExactly(SHARD_1, SHARD_2);
    assertThat(filtered(client, Map.of("Type", "FROM_TIMESTAMP", "Timestamp", after)))
        .containsExactly(SHARD_1, SHARD_2, shard3);
  }

  @Test
  void listsOfShardsComeInPages() {
    Client client = withShards(5);
    Answer first = client.ok("ListShards", Map.of("StreamName", "s", "MaxResults", 3));
    assertThat(first.list("Shards")).hasSize(3);
    Answer rest = client.ok("ListShards", Map.of("NextToken", first.text("NextToken")));
    assertThat(ids(rest.list("Shards")))
        .containsExactly("shardId-000000000003", "shardId-000000000004");
    assertThat(rest.body()).doesNotContainKey("NextToken");
    Answer described = client.ok("DescribeStream", Map.of("StreamName", "s", "Limit", 2));
    assertThat(described.inner("StreamDescription")).containsEntry("HasMoreShards", true);
    described =
        client.ok(
            "DescribeStream",
            Map.of("StreamName", "s", "ExclusiveStartShardId", "shardId-000000000003"));
    assertThat(described.inner("StreamDescription")).containsEntry("HasMoreShards", false);
  }

  @Test
  void aStreamIsCreatedChangedAndDeletedInTime() {
    Client client = client(options());
    client.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 2));
    assertThat(status(client, "s")).isEqualTo("CREATING");
    clock.pass(CHANGE);
    assertThat(status(client, "s")).isEqualTo("ACTIVE");
    client.ok(
        "UpdateShardCount",
        Map.of("StreamName", "s", "TargetShardCount", 4, "ScalingType", "UNIFORM_SCALING"));
    assertThat(status(client, "s")).isEqualTo("UPDATING");
    client.put("s", records(0, 10));
    assertThat(client.shardIds("s")).hasSize(2);
    clock.pass(CHANGE);
    assertThat(status(client, "s")).isEqualTo("ACTIVE");
    assertThat(client.shardIds("s")).hasSize(6);
    client.ok("DeleteStream", Map.of("StreamName", "s"));
    assertThat(status(client, "s")).isEqualTo("DELETING");
    clock.pass(CHANGE);
    assertThat(client.ok("ListStreams", Map.of()).list("StreamNames")).isEmpty();
  }

  @Test
  void anOnDemandStreamBeginsWithFourShards() {
    Client client = client(options());
    client.ok(
        "CreateStream",
        Map.of("StreamName", "s", "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));
    clock.pass(CHANGE);
    assertThat(client.shardIds("s")).hasSize(4);
  }

  // The numbers of the old stream must not be taken for places in the new one.
  @Test
  void aStreamOfTheSameNameIsAnotherStream() {
    Client client = withShards(1);
    String number = client.put("s", "old");
    client.ok("DeleteStream", Map.of("StreamName", "s"));
    clock.pass(CHANGE);
    client.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 1));
    clock.pass(CHANGE);
    Answer refused =
        client.call(
            "GetShardIterator",
            Map.of(
                "StreamName",
                "s",
                "ShardId",
                SHARD_0,
                "ShardIteratorType",
                "AFTER_SEQUENCE_NUMBER",
                "StartingSequenceNumber",
                number));
    assertThat(refused.message()).endsWith("is invalid because it did not come from this stream.");
    assertThat(client.all("s")).isEmpty();
  }

  @Test
  void anArnNamesAStreamToo() {
    Client client = withShards(1);
    String arn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    assertThat(client.ok("ListShards", Map.of("StreamARN", arn)).list("Shards")).hasSize(1);
    assertThat(
            client
                .ok("DescribeStreamSummary", Map.of("StreamARN", arn, "StreamName", "s"))
                .inner("StreamDescriptionSummary"))
        .containsEntry("StreamARN", arn);
  }
}
