package io.wherry.sink.file;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.Appender;
import io.wherry.sink.Cut;
import io.wherry.sink.Sink;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import io.wherry.sink.WrittenCuts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends records to a file. Acknowledged means written and forced, in groups, at least once a
/// second. A torn last line is cut at the start. Devices (`/dev/null`) and named pipes are written
/// without force; opening a named pipe waits for its reader.
///
/// ```java
/// Sink sink = new FileSink(Path.of("rows.json"), WindowOptions.DEFAULT, System::nanoTime, bell);
/// ```
public final class FileSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

  private final Path path;
  private final FileChannel file;
  private final long cut;
  private final Appender appender;
  private final WrittenCuts cuts = new WrittenCuts();

  /// @param bell wakes the thread that steps the sink
  /// @throws SinkException when the file cannot be opened for writing
  public FileSink(Path path, WindowOptions window, LongSupplier nanoTime, Runnable bell) {
    this.path = path;
    if (Files.isDirectory(path)) {
      throw new SinkException(at("is a directory: name a file in it"), null);
    }
    boolean regular = !Files.exists(path) || Files.isRegularFile(path);
    FileChannel opened;
    try {
      cut = regular ? cut(path) : 0;
      opened =
          regular
              // Whoever else appends, or empties the file (log rotation), loses nothing by us.
              ? FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
              : openDevice(path);
    } catch (IOException e) {
      throw new SinkException(at("cannot open: " + reason(e)), e);
    }
    file = opened;
    if (cut > 0) {
      LOG.warn(
          "file sink {}: its last line was torn, without a line's end: {} bytes cut", path, cut);
    }
    appender = new Appender(window, new Out(file), regular, nanoTime, bell);
  }

  /// Opening a named pipe waits for its reader, and nothing ends that: so another thread waits, and
  /// this one can be interrupted.
  private static FileChannel openDevice(Path path) throws IOException {
    var opening = new FutureTask<>(() -> FileChannel.open(path, StandardOpenOption.WRITE));
    Thread.ofPlatform().daemon().name("open " + path).start(opening);
    try {
      return opening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for its reader");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static long cut(Path path) throws IOException {
    try (FileChannel file = openFile(path)) {
      return TornLine.cut(file);
    }
  }

  private static FileChannel openFile(Path path) throws IOException {
    boolean isNew = !Files.exists(path);
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Path folder = path.toAbsolutePath().getParent();
    if (isNew && folder != null && !System.getProperty("os.name").startsWith("Windows")) {
      // Else a forced file may still be missing from its folder after a power cut.
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
    return file;
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

  private String at(String what) {
    return "file sink " + path + ": " + what;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "its folder does not exist: create it";
      case AccessDeniedException denied -> "permission denied: choose another, or allow writing";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /// Bytes of a torn last line that were cut at the start.
  public long cutAtStart() {
    return cut;
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
      throw new SinkException(
          at(
              "cannot write behind record %d: %s: mend that and start again"
                  .formatted(appender.acknowledged(), e.getMessage())),
          e);
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

  /// Does not wait for a write into a pipe that nobody reads: closing would.
  @Override
  public void close() {
    if (appender.isBusy()) {
      Thread.ofPlatform().daemon().name("close " + path).start(this::closeFile);
    } else {
      closeFile();
    }
  }

  private void closeFile() {
    try {
      file.close();
    } catch (IOException e) {
      // What is acknowledged was forced before.
      return;
    }
  }
}
