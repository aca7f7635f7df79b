package io.wherry.bench;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes encoded records and throws them away.
final class NoSink implements Sink {
  private long offered;
  private long cutAt = -1;

  /// Bytes taken, so that nobody can leave the work out.
  private long bytes;

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    bytes += record.length() + partitionKey.length() + (waitKey & 1);
    offered++;
  }

  @Override
  public boolean step() {
    return false;
  }

  @Override
  public long nextStepNanos() {
    return Long.MAX_VALUE;
  }

  @Override
  public long acknowledged() {
    return offered;
  }

  @Override
  public long offered() {
    return offered;
  }

  @Override
  public Cut start() {
    return new Cut(0, true, Map.of());
  }

  @Override
  public boolean setBarrier() {
    cutAt = offered;
    return true;
  }

  @Override
  public boolean wantsBarrier() {
    return false;
  }

  @Override
  public @Nullable Cut takeCut() {
    if (cutAt < 0) {
      return null;
    }
    var cut = new Cut(cutAt, true, Map.of());
    cutAt = -1;
    return cut;
  }

  @Override
  public void settled(Cut cut) {}

  @Override
  public int inFlight() {
    return 0;
  }

  /// Bytes taken so far.
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {}
}
