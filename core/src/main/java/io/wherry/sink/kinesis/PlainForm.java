package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import io.wherry.sink.EntryForm;
import io.wherry.sink.Request;
import org.jspecify.annotations.Nullable;

/// An entry is one event under its own partition key.
final class PlainForm implements EntryForm {
  @Override
  public String partitionKey(Request request, int entry) {
    return request.partitionKey(entry);
  }

  @Override
  public @Nullable String explicitHashKey(Request request, int entry) {
    return null;
  }

  @Override
  public byte[] data(Request request, int entry) {
    return request.record(entry);
  }

  @Override
  public int partitionKeyBytes(Request request, int entry) {
    return request.keyLength(request.firstPart(entry));
  }

  @Override
  public void partitionKey(Request request, int entry, ByteWriter out) {
    request.copyKey(request.firstPart(entry), out);
  }

  @Override
  public int dataBytes(Request request, int entry) {
    return request.recordLength(request.firstPart(entry));
  }

  @Override
  public void data(Request request, int entry, ByteWriter out, Md5Batch digests) {
    request.copyRecord(request.firstPart(entry), out);
  }
}
