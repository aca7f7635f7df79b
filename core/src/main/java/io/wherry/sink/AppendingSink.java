package io.wherry.sink;

import io.wherry.bytes.ByteSlice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A sink that writes record behind record, whatever their keys: all of [Sink] but how it is closed
/// and what it says when it cannot write.
public abstract class AppendingSink implements Sink {
  private final Appender appender;
  private final WrittenCuts cuts = new WrittenCuts();

  /// @param appender writes the records
  protected AppendingSink(Appender appender) {
    this.appender = appender;
  }

  /// What the sink ends with when it cannot write.
  ///
  /// @param acknowledged records that are written for certain
  protected abstract RuntimeException failure(IOException e, long acknowledged);

  /// Whether a write is on its way.
  protected final boolean isBusy() {
    return appender.isBusy();
  }

  @Override
  public final boolean hasRoom() {
    return appender.hasRoom();
  }

  @Override
  public final void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    appender.offer(record);
  }

  @Override
  public final Cut start() {
    return WrittenCuts.start();
  }

  @Override
  public final boolean setBarrier() {
    return cuts.set(appender.offered());
  }

  @Override
  public final boolean wantsBarrier() {
    return false;
  }

  @Override
  public final @Nullable Cut takeCut() {
    return cuts.take(appender.acknowledged());
  }

  @Override
  public final void settled(Cut cut) {}

  @Override
  public final boolean step() {
    try {
      return appender.step();
    } catch (IOException e) {
      throw failure(e, appender.acknowledged());
    }
  }

  @Override
  public final long nextStepNanos() {
    return appender.nextStepNanos();
  }

  @Override
  public final long acknowledged() {
    return appender.acknowledged();
  }

  @Override
  public final long offered() {
    return appender.offered();
  }

  @Override
  public final int inFlight() {
    return appender.inFlight();
  }
}
