package io.wherry.sink.stdout;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Appender;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.WrittenCuts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Writes records to standard output, at the latest [Appender#WRITE_NANOS] after they were offered,
/// so that a pipe sees them at once. Acknowledged means written.
///
/// When the reading end of a pipe is closed, [#step()] throws [io.wherry.sink.SinkClosedException]:
/// a quiet end.
///
/// ```java
/// var out = StandardOutput.ofProcess();
/// Sink sink = new StdoutSink(out, WindowOptions.DEFAULT, System::nanoTime, bell);
/// ```
public final class StdoutSink implements Sink {
  private final StandardOutput out;
  private final Appender appender;
  private final WrittenCuts cuts = new WrittenCuts();

  /// @param bell wakes the thread that steps the sink
  public StdoutSink(
      StandardOutput out, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    this.out = out;
    appender = new Appender(window, new Out(out), false, nanoTime, bell);
  }

  private record Out(StandardOutput output) implements Appender.Target {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      output.writeAll(bytes);
    }

    @Override
    public void force() {}
  }

  @Override
  public boolean hasRoom() {
    return appender.hasRoom();
  }

  @Override
  public void offer(
      ByteSlice partitionKey,
      ByteSlice secondPartitionKey,
      long waitKey,
      long secondWaitKey,
      ByteSlice record) {
    appender.offer(record);
  }

  @Override
  public Cut start() {
    return WrittenCuts.start();
  }

  @Override
  public boolean setBarrier() {
    return cuts.set(appender.offered());
  }

  @Override
  public boolean wantsBarrier() {
    return false;
  }

  @Override
  public @Nullable Cut takeCut() {
    return cuts.take(appender.acknowledged());
  }

  @Override
  public void settled(Cut cut) {}

  @Override
  public boolean step() {
    try {
      return appender.step();
    } catch (IOException e) {
      throw out.failure(e);
    }
  }

  @Override
  public long nextStepNanos() {
    return appender.nextStepNanos();
  }

  @Override
  public long acknowledged() {
    return appender.acknowledged();
  }

  @Override
  public long offered() {
    return appender.offered();
  }

  @Override
  public int inFlight() {
    return appender.inFlight();
  }

  @Override
  public void close() {}
}
