package io.wherry.compatibility;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/// What a consumer of the Kinesis Client Library hears, by shard.
final class ShardReading {
  private final Map<String, List<BigInteger>> numbers = new ConcurrentHashMap<>();
  private final Set<String> data = ConcurrentHashMap.newKeySet();

  /// Shards in the order in which they began and ended: `began shardId-…`, `ended shardId-…`.
  private final List<String> story = new CopyOnWriteArrayList<>();

  Set<String> data() {
    return data;
  }

  List<String> story() {
    return story;
  }

  Set<String> shards() {
    return numbers.keySet();
  }

  /// The sequence numbers in the order in which they came.
  List<BigInteger> numbers(String shard) {
    return numbers.getOrDefault(shard, List.of());
  }

  ShardRecordProcessor processor() {
    return new Processor();
  }

  private final class Processor implements ShardRecordProcessor {
    private String shard = "";

    @Override
    public void initialize(InitializationInput input) {
      shard = input.shardId();
      numbers.put(shard, new ArrayList<>());
      story.add("began " + shard);
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
      for (KinesisClientRecord record : input.records()) {
        numbers(shard).add(new BigInteger(record.sequenceNumber()));
        data.add(StandardCharsets.UTF_8.decode(record.data()).toString());
      }
      checkpoint(() -> input.checkpointer().checkpoint());
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
      story.add("ended " + shard);
      checkpoint(() -> input.checkpointer().checkpoint());
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
      checkpoint(() -> input.checkpointer().checkpoint());
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
      story.add("lost " + shard);
    }
  }

  private interface Checkpoint {
    void make() throws InvalidStateException, ShutdownException;
  }

  private static void checkpoint(Checkpoint checkpoint) {
    try {
      checkpoint.make();
    } catch (InvalidStateException | ShutdownException e) {
      throw new IllegalStateException("the library could not store a checkpoint", e);
    }
  }
}
