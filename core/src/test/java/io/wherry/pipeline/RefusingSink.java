package io.wherry.pipeline;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import java.util.List;

/// A real sink that refuses one record, as a stream refuses one that is too large.
///
/// @param sink where all others go
/// @param refused number of the record, from 1; 0 for none
/// @param unacknowledged hears, when a record comes, how many before it are unacknowledged
record RefusingSink(Sink sink, long refused, List<Long> unacknowledged) implements Sink {
  @Override
  public boolean hasRoom() {
    return sink.hasRoom();
  }

  @Override
  public void offer(ByteSlice partitionKey, long waitKey, long secondWaitKey, ByteSlice record) {
    unacknowledged.add(sink.offered() - sink.acknowledged());
    if (sink.offered() + 1 == refused) {
      throw new SinkException("record " + refused + " is too large", null);
    }
    sink.offer(partitionKey, waitKey, secondWaitKey, record);
  }

  @Override
  public boolean step() {
    return sink.step();
  }

  @Override
  public long nextStepNanos() {
    return sink.nextStepNanos();
  }

  @Override
  public long acknowledged() {
    return sink.acknowledged();
  }

  @Override
  public long offered() {
    return sink.offered();
  }

  @Override
  public int inFlight() {
    return sink.inFlight();
  }

  @Override
  public void close() {
    sink.close();
  }
}
