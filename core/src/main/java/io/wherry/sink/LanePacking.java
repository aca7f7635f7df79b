package io.wherry.sink;

import io.wherry.kinesis.AggregateEncoder;

/// All events of a lane that may go, in their order, in one record. The wait keys are lanes here:
/// the event at the front of its lane leads, and those behind it ride along up to one that waits
/// for another lane, or that travels in another. Source: DELIVERY 2, "Aggregated".
record LanePacking(Window window, Aggregation aggregation) implements Packing {
  @Override
  public int least(long event) {
    return aggregation.frameBytes() + AggregateEncoder.recordBytes(window.length(event));
  }

  @Override
  public int pack(long event, int room, boolean limited, long last, Request request) {
    int most = Math.min(room, limited ? aggregation.limitedBytes() : aggregation.bytes());
    int bytes = aggregation.frameBytes();
    request.begin(window.hash(event), 0);
    long next = event;
    int added = AggregateEncoder.recordBytes(window.length(event));
    do {
      bytes += added;
      window.state(next, Window.SENT);
      window.copyTo(request, next);
      next = window.rider(next);
      added = next == 0 ? 0 : AggregateEncoder.recordBytes(window.length(next));
    } while (next != 0 && next <= last && bytes + added <= most);
    request.grow(bytes);
    return bytes;
  }
}
