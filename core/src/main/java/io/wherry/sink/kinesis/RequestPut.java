package io.wherry.sink.kinesis;

import io.wherry.kinesis.PutEntries;
import io.wherry.kinesis.PutOutcomes;
import io.wherry.sink.Request;
import java.util.function.Consumer;

/// Shows a request of the delivery machine to the Kinesis client, and brings the outcomes back.
///
/// @param shardSeen hears the shard of every stored record
record RequestPut(Request request, Consumer<String> shardSeen) implements PutEntries, PutOutcomes {
  @Override
  public int count() {
    return request.count();
  }

  @Override
  public String partitionKey(int entry) {
    return request.partitionKey(entry);
  }

  @Override
  public byte[] data(int entry) {
    return request.record(entry);
  }

  @Override
  public void stored(int entry, String shard, String sequenceNumber) {
    request.stored(entry, shard, sequenceNumber);
    shardSeen.accept(shard);
  }

  @Override
  public void throttled(int entry) {
    request.throttled(entry);
  }

  @Override
  public void notStored(int entry, String why) {
    request.notStored(entry, why);
  }

  @Override
  public void unknown(int entry, String why) {
    request.unknown(entry, why);
  }
}
