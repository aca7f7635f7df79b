package io.wherry.sink.stdout;

import io.wherry.sink.Appender;
import io.wherry.sink.AppendingSink;
import io.wherry.sink.WindowOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

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
public final class StdoutSink extends AppendingSink {
  private final StandardOutput out;

  /// @param bell wakes the thread that steps the sink
  public StdoutSink(
      StandardOutput out, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    super(new Appender(window, new Out(out), false, nanoTime, bell));
    this.out = out;
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
  protected RuntimeException failure(IOException e, long acknowledged) {
    return out.failure(e);
  }

  @Override
  public void close() {}
}
