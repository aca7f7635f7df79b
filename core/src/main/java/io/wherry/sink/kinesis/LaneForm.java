package io.wherry.sink.kinesis;

import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Md5Batch;
import io.wherry.kinesis.AggregateEncoder;
import io.wherry.sink.EntryForm;
import io.wherry.sink.Request;

/// An entry is the aggregate of a lane's events.
final class LaneForm implements EntryForm {
  /// Bytes of a record with one event, its partition key included, at most.
  static long length(int eventBytes) {
    return (long) HashLanes.FRAME_BYTES + AggregateEncoder.recordBytes(eventBytes);
  }

  @Override
  public String partitionKey(Request request, int entry) {
    return HashLanes.partitionKey(HashLanes.ofHash(request.hash(entry)));
  }

  @Override
  public String explicitHashKey(Request request, int entry) {
    return HashLanes.hashKey(HashLanes.ofHash(request.hash(entry)));
  }

  @Override
  public byte[] data(Request request, int entry) {
    int bytes = dataBytes(request, entry);
    var out = new ByteWriter(bytes);
    var digest = new Md5Batch();
    data(request, entry, out, digest);
    digest.finish(out.array());
    return out.array().length == bytes ? out.array() : out.copy();
  }

  @Override
  public int dataBytes(Request request, int entry) {
    return AggregateEncoder.frameBytes(
            partitionKey(request, entry).length(), explicitHashKey(request, entry).length())
        + recordsBytes(request, entry);
  }

  private static int recordsBytes(Request request, int entry) {
    int end = request.firstPart(entry + 1);
    int bytes = 0;
    for (int part = request.firstPart(entry); part < end; part++) {
      bytes += AggregateEncoder.recordBytes(request.recordLength(part));
    }
    return bytes;
  }

  @Override
  public void data(Request request, int entry, ByteWriter out, Md5Batch digests) {
    int end = request.firstPart(entry + 1);
    var aggregate =
        new AggregateEncoder(
            out,
            partitionKey(request, entry),
            explicitHashKey(request, entry),
            recordsBytes(request, entry));
    for (int part = request.firstPart(entry); part < end; part++) {
      aggregate.add(request.chunk(part), request.recordOffset(part), request.recordLength(part));
    }
    aggregate.finish(digests);
  }
}
