package io.wherry.pipeline;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    unacknowledged.add(sink.offered() - sink.acknowledged());
    if (sink.offered() + 1 == refused) {
      throw new SinkException("record " + refused + " is too large", null);
    }
    sink.offer(partitionKey, secondPartitionKey, waitKey, secondWaitKey, record);
  }

  @Override
  public boolean step() {
    return sink.step();
  }

  @Override
  public Cut start() {
    return sink.start();
  }

  @Override
  public boolean setBarrier() {
    return sink.setBarrier();
  }

  @Override
  public boolean wantsBarrier() {
    return sink.wantsBarrier();
  }

  @Override
  public @Nullable Cut takeCut() {
    return sink.takeCut();
  }

  @Override
  public void settled(Cut cut) {
    sink.settled(cut);
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
