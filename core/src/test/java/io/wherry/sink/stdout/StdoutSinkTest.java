package io.wherry.sink.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.sink.Sink;
import io.wherry.sink.SinkClosedException;
import io.wherry.sink.SinkContract;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StdoutSinkTest extends SinkContract {
  @TempDir Path folder;
  private @Nullable FileChannel out;

  @Override
  protected Sink open(WindowOptions window, Runnable bell) {
    return sink(folder.resolve("out"), window, bell);
  }

  private Sink sink(Path path, WindowOptions window, Runnable bell) {
    try {
      FileChannel channel =
          Files.exists(path)
              ? FileChannel.open(path, StandardOpenOption.WRITE)
              : FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      out = channel;
      return new StdoutSink(new StandardOutput(channel), window, System::nanoTime, bell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected List<String> stored() {
    try {
      return Files.readString(folder.resolve("out")).lines().map(line -> line + "\n").toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void closeOut() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static InputStream reader(Path pipe) {
    try {
      return Files.newInputStream(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // `wherry run | jq` must show a row when it changes, not when a buffer is full.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeSeesALineAtOnce() throws Exception {
    Path pipe = pipe();
    var reading = CompletableFuture.supplyAsync(() -> reader(pipe));
    try (Sink sink = sink(pipe, WindowOptions.DEFAULT, bell());
        InputStream reader = reading.get()) {
      offer(sink, "k", "one\n");
      awaitAcknowledged(sink, 1);
      assertThat(new String(reader.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
    }
  }

  // `wherry run | head -1` ends quietly, as every filter does.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aClosedPipeIsAQuietEnd() throws Exception {
    Path pipe = pipe();
    var reading = CompletableFuture.supplyAsync(() -> reader(pipe));
    try (Sink sink = sink(pipe, WindowOptions.DEFAULT, bell())) {
      reading.get().close();
      offer(sink, "k", "nobody reads this\n");
      assertThatThrownBy(() -> awaitAcknowledged(sink, 1))
          .isInstanceOf(SinkClosedException.class)
          .hasMessage("stdout: closed by its reader");
    }
  }

  // A reader that is slower than the database must slow the reading down, and block nothing.
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeThatIsFullFillsTheWindowAndBlocksNobody() throws Exception {
    Path pipe = pipe();
    var reading = CompletableFuture.supplyAsync(() -> reader(pipe));
    try (Sink sink = sink(pipe, new WindowOptions(1_000_000, 1_000_000), bell());
        InputStream reader = reading.get()) {
      int offered = 0;
      while (sink.hasRoom()) {
        offer(sink, "k", "x".repeat(9_999) + "\n");
        sink.step();
        offered++;
      }
      assertThat(offered).isBetween(100, 110);
      assertThat(sink.acknowledged()).isZero();
      var rest = CompletableFuture.supplyAsync(() -> readRest(reader));
      awaitAcknowledged(sink, offered);
      assertThat(sink.hasRoom()).isTrue();
      out().close();
      assertThat(rest.get()).isEqualTo(10_000L * offered);
    }
  }

  private FileChannel out() {
    return java.util.Objects.requireNonNull(out);
  }

  private static long readRest(InputStream reader) {
    try {
      return reader.readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskBehindStdoutIsAFailure() {
    try (Sink sink = sink(Path.of("/dev/full"), WindowOptions.DEFAULT, bell())) {
      offer(sink, "k", "no room for this\n");
      assertThatThrownBy(() -> awaitAcknowledged(sink, 1))
          .isExactlyInstanceOf(SinkException.class)
          .hasMessage("stdout: cannot write: No space left on device: make room and start again");
    }
  }
}
