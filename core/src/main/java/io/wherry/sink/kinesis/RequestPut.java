package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import io.wherry.kinesis.PutEntries;
import io.wherry.kinesis.PutOutcomes;
import io.wherry.sink.EntryForm;
import io.wherry.sink.Request;
import org.jspecify.annotations.Nullable;

/// Shows a request of the delivery machine to the Kinesis client, and brings the outcomes back.
record RequestPut(Request request, EntryForm form, Runnable mayPut)
    implements PutEntries, PutOutcomes {
  @Override
  public int count() {
    return request.count();
  }

  @Override
  public String partitionKey(int entry) {
    return form.partitionKey(request, entry);
  }

  @Override
  public @Nullable String explicitHashKey(int entry) {
    return form.explicitHashKey(request, entry);
  }

  @Override
  public byte[] data(int entry) {
    return form.data(request, entry);
  }

  @Override
  public void leaving() {
    mayPut.run();
  }

  @Override
  public int partitionKeyBytes(int entry) {
    return form.partitionKeyBytes(request, entry);
  }

  @Override
  public void partitionKey(int entry, ByteWriter out) {
    form.partitionKey(request, entry, out);
  }

  @Override
  public int dataBytes(int entry) {
    return form.dataBytes(request, entry);
  }

  @Override
  public void data(int entry, ByteWriter out, Md5Batch digests) {
    form.data(request, entry, out, digests);
  }

  @Override
  public void stored(int entry, String shard, String sequenceNumber) {
    request.stored(entry, shard, sequenceNumber);
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
