package io.wherry.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.local.LocalStream;
import io.wherry.local.LocalStreamOptions;
import io.wherry.server.Python;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A client of the stream on one machine that shares nothing with Java's.
@Tag("server")
class Boto3Test {
  /// Reads every shard after its parents, to the end of those that are closed.
  private static final String PROGRAM =
      """
      import os
      import boto3

      kinesis = boto3.client("kinesis", endpoint_url=os.environ["KINESIS_ENDPOINT"])
      kinesis.create_stream(StreamName="orders", ShardCount=2)
      kinesis.get_waiter("stream_exists").wait(StreamName="orders", WaiterConfig={"Delay": 1})

      def put(first, count):
          entries = [{"Data": b"%d" % i, "PartitionKey": "key-%d" % (i % 7)}
                     for i in range(first, first + count)]
          answer = kinesis.put_records(StreamName="orders", Records=entries)
          assert answer["FailedRecordCount"] == 0, answer

      def await_active():
          while kinesis.describe_stream_summary(StreamName="orders")[
                  "StreamDescriptionSummary"]["StreamStatus"] != "ACTIVE":
              pass

      put(0, 100)
      kinesis.update_shard_count(
          StreamName="orders", TargetShardCount=4, ScalingType="UNIFORM_SCALING")
      await_active()
      put(100, 100)
      one, two = [s["ShardId"] for s in kinesis.list_shards(
          StreamName="orders", ShardFilter={"Type": "AT_LATEST"})["Shards"][:2]]
      kinesis.merge_shards(StreamName="orders", ShardToMerge=one, AdjacentShardToMerge=two)
      await_active()
      put(200, 100)

      shards, page = [], {"StreamName": "orders"}
      while page:
          answer = kinesis.list_shards(MaxResults=2, **page)
          shards += [s["ShardId"] for s in answer["Shards"]]
          page = {"NextToken": answer["NextToken"]} if "NextToken" in answer else None
      assert shards == ["shardId-%012d" % i for i in range(7)], shards

      read = []
      for shard in shards:
          iterator = kinesis.get_shard_iterator(
              StreamName="orders", ShardId=shard,
              ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
          while iterator:
              answer = kinesis.get_records(ShardIterator=iterator, Limit=10)
              read += [(r["PartitionKey"], int(r["Data"])) for r in answer["Records"]]
              if not answer["Records"] and answer["MillisBehindLatest"] == 0:
                  break
              iterator = answer.get("NextShardIterator")
      assert sorted(i for _, i in read) == list(range(300)), read
      for k in range(7):
          mine = [i for key, i in read if key == "key-%d" % k]
          assert mine == sorted(mine), mine
      try:
          kinesis.get_shard_iterator(StreamName="none", ShardId="shardId-000000000000",
                                     ShardIteratorType="LATEST")
      except kinesis.exceptions.ResourceNotFoundException as e:
          print("refused:", e.response["Error"]["Code"])
      kinesis.delete_stream(StreamName="orders")
      print("read", len(read), "of", len(set(read)))
      """;

  /// Most consumers there are read by it. Its own paginator of shards, which repeats the name
  /// beside the token, is refused by the service too.
  @Test
  void boto3CreatesPutsReshardsAndReadsBack() {
    var options = LocalStreamOptions.defaults().withThrottling(false);
    try (var local = LocalStream.start(options)) {
      var environment = Map.of("KINESIS_ENDPOINT", local.endpoint().toString());
      assertThat(Python.run(PROGRAM, environment))
          .isEqualTo("refused: ResourceNotFoundException\nread 300 of 300\n");
    }
  }
}
