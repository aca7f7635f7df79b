package io.wherry.sink.stdout;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Appender;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkClosedException;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongSupplier;

/// Writes records to standard output, at the latest [Appender#WRITE_NANOS] after they were offered,
/// so that a pipe sees them at once. Acknowledged means written.
///
/// When the reading end of a pipe is closed, [#step()] throws [SinkClosedException]: a quiet end.
///
/// ```java
/// var out = new FileOutputStream(FileDescriptor.out).getChannel();
/// Sink sink = new StdoutSink(out, WindowOptions.DEFAULT, System::nanoTime, bell);
/// ```
public final class StdoutSink implements Sink {
  private final FileChannel out;
  private final Appender appender;

  /// @param out where to write; stays open when the sink is closed
  /// @param bell wakes the thread that steps the sink
  public StdoutSink(FileChannel out, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    this.out = out;
    appender = new Appender(window, new Out(out), false, nanoTime, bell);
  }

  private record Out(FileChannel channel) implements Appender.Target {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() {}
  }

  @Override
  public boolean hasRoom() {
    return appender.hasRoom();
  }

  @Override
  public void offer(ByteSlice partitionKey, long waitKey, long secondWaitKey, ByteSlice record) {
    appender.offer(record);
  }

  @Override
  public boolean step() {
    try {
      return appender.step();
    } catch (IOException e) {
      if (isPipe()) {
        throw new SinkClosedException("stdout: closed by its reader", e);
      }
      throw new SinkException(
          "stdout: cannot write: " + e.getMessage() + ": make room and start again", e);
    }
  }

  /// Whether the output has no position: a pipe, a socket or a terminal. A write to one of them
  /// fails only when the other end is gone, whatever words the system's language has for that.
  private boolean isPipe() {
    try {
      return out.position() < 0;
    } catch (IOException e) {
      return true;
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
