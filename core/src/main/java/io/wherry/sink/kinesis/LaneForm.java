package io.wherry.sink.kinesis;

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
    int end = request.firstPart(entry + 1);
    int bytes = 0;
    for (int part = request.firstPart(entry); part < end; part++) {
      bytes += AggregateEncoder.recordBytes(request.recordLength(part));
    }
    var aggregate =
        new AggregateEncoder(partitionKey(request, entry), explicitHashKey(request, entry), bytes);
    for (int part = request.firstPart(entry); part < end; part++) {
      aggregate.add(request.chunk(part), request.recordOffset(part), request.recordLength(part));
    }
    return aggregate.finish();
  }
}
