package io.wherry.sink.file;

import io.wherry.sink.Appender;
import io.wherry.sink.AppendingSink;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends records to a file. Acknowledged means written and forced, in groups, at least once a
/// second. A torn last line is cut at the start. Devices (`/dev/null`) and named pipes are written
/// without force; opening a named pipe waits for its reader.
///
/// ```java
/// Sink sink = new FileSink(Path.of("rows.json"), WindowOptions.DEFAULT, System::nanoTime, bell);
/// ```
public final class FileSink extends AppendingSink {
  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

  private final Path path;
  private final OpenFile file;

  /// @param bell wakes the thread that steps the sink
  /// @throws SinkException when the file cannot be opened for writing
  public FileSink(Path path, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    this(path, OpenFile.at(path), window, nanoTime, bell);
  }

  private FileSink(
      Path path, OpenFile file, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    super(new Appender(window, new Out(file.channel()), file.isRegular(), nanoTime, bell));
    this.path = path;
    this.file = file;
    if (file.cut() > 0) {
      LOG.warn(
          "file sink {}: its last line was torn, without a line's end: {} bytes cut",
          path,
          file.cut());
    }
  }

  private record Out(FileChannel channel) implements Appender.Target {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }
  }

  /// Bytes of a torn last line that were cut at the start.
  public long cutAtStart() {
    return file.cut();
  }

  @Override
  protected RuntimeException failure(IOException e, long acknowledged) {
    return new SinkException(
        OpenFile.words(
            path,
            "cannot write behind record %d: %s: mend that and start again"
                .formatted(acknowledged, e.getMessage())),
        e);
  }

  /// Does not wait for a write into a pipe that nobody reads: closing would.
  @Override
  public void close() {
    if (isBusy()) {
      Thread.ofPlatform().daemon().name("close " + path).start(this::closeFile);
    } else {
      closeFile();
    }
  }

  private void closeFile() {
    try {
      file.channel().close();
    } catch (IOException e) {
      // What is acknowledged was forced before.
      return;
    }
  }
}
