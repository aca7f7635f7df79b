package io.wherry.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.sink.Sink;
import io.wherry.sink.SinkContract;
import io.wherry.sink.SinkException;
import io.wherry.sink.WindowOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest extends SinkContract {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("rows.json");
  }

  @Override
  protected Sink open(WindowOptions window, Runnable bell) {
    return new FileSink(file(), window, System::nanoTime, bell);
  }

  @Override
  protected List<String> stored() {
    try {
      return lines(Files.readString(file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.add(text.substring(from, end + 1));
      from = end + 1;
    }
    return lines;
  }

  private FileSink open(Path path) {
    return new FileSink(path, WindowOptions.DEFAULT, System::nanoTime, bell());
  }

  @Test
  void recordsAreAppendedToWhatIsThere() throws IOException {
    Files.writeString(file(), "old\n");
    try (Sink sink = open(file())) {
      offer(sink, "k", "new\n");
      awaitAcknowledged(sink, 1);
    }
    assertThat(file()).hasContent("old\nnew\n");
  }

  // Two runs into one file by mistake, or a log rotation that empties it: what the others wrote
  // must
  // not be overwritten, and no hole be left.
  @Test
  void whatOthersAppendIsKept() throws IOException {
    try (Sink sink = open(file())) {
      offer(sink, "k", "one\n");
      awaitAcknowledged(sink, 1);
      Files.writeString(file(), "theirs, longer\n", java.nio.file.StandardOpenOption.APPEND);
      offer(sink, "k", "two\n");
      awaitAcknowledged(sink, 2);
      assertThat(file()).hasContent("one\ntheirs, longer\ntwo\n");
      Files.writeString(file(), "");
      offer(sink, "k", "three\n");
      awaitAcknowledged(sink, 3);
    }
    assertThat(file()).hasContent("three\n");
  }

  // Else the half record that a crash left and the first new one become one broken line.
  @Test
  void aTornLastLineIsCut() throws IOException {
    String whole = "{\"a\":1}\n".repeat(3) + "y".repeat(100_000) + "\n";
    for (String torn : List.of("", "{", "{\"a\":2}", "x".repeat(64 << 10), "x".repeat(200_000))) {
      Files.writeString(file(), whole + torn);
      try (FileSink sink = open(file())) {
        assertThat(sink.cutAtStart()).isEqualTo(torn.length());
        offer(sink, "k", "new\n");
        awaitAcknowledged(sink, 1);
      }
      assertThat(Files.readString(file())).isEqualTo(whole + "new\n");
    }
  }

  @Test
  void aFileThatIsOneTornLineBecomesEmpty() throws IOException {
    Files.writeString(file(), "{\"a\":");
    open(file()).close();
    assertThat(file()).isEmptyFile();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDeviceIsWrittenWithoutForce() {
    try (Sink sink = open(Path.of("/dev/null"))) {
      offer(sink, "k", "gone\n");
      awaitAcknowledged(sink, 1);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aNamedPipeHandsRecordsToItsReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> firstLine(pipe));
    try (Sink sink = open(pipe)) {
      offer(sink, "k", "through the pipe\n");
      awaitAcknowledged(sink, 1);
      assertThat(line.get()).isEqualTo("through the pipe");
    }
  }

  // Else SIGTERM would not end a run whose pipe nobody empties: closing waits for the write.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void closingDoesNotWaitForAReaderThatStands() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var reader = CompletableFuture.supplyAsync(() -> reader(pipe));
    Sink sink = open(pipe);
    try (BufferedReader standing = reader.get()) {
      offer(sink, "k", "x".repeat(1 << 20) + "\n");
      while (sink.inFlight() == 0) {
        sink.step();
      }
      // The write has begun, and a megabyte is more than pipe and reader take.
      assertThat(standing.read()).isEqualTo('x');
      sink.close();
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aStopEndsTheWaitForAReader() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> open(pipe))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("interrupted while waiting for its reader");
    assertThat(Thread.interrupted()).isTrue();
    // Lets go of the thread that still opens it.
    reader(pipe).close();
  }

  private static BufferedReader reader(Path pipe) {
    try {
      return Files.newBufferedReader(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Path pipe) {
    try (BufferedReader reader = Files.newBufferedReader(pipe)) {
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskEndsInOneLine() {
    Path full = Path.of("/dev/full");
    Sink sink = open(full);
    offer(sink, "k", "no room for this\n");
    assertThatThrownBy(() -> awaitAcknowledged(sink, 1))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            "file sink /dev/full: cannot write behind record 0: No space left on device: mend that"
                + " and start again");
    assertThatThrownBy(sink::step).isInstanceOf(SinkException.class);
    assertThat(sink.acknowledged()).isZero();
    sink.close();
  }

  @Test
  void aFolderIsNotAFile() {
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SinkException.class)
        .hasMessage("file sink " + folder + ": is a directory: name a file in it");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("no/rows.json");
    assertThatThrownBy(() -> open(missing))
        .isInstanceOf(SinkException.class)
        .hasMessage("file sink " + missing + ": cannot open: its folder does not exist: create it");
  }

  // Under /sys nobody may create a file, not even root, who runs many tests.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatForbidsWritingIsNamed() {
    assertThatThrownBy(() -> open(Path.of("/sys/rows.json")))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("file sink /sys/rows.json: cannot open: ");
  }
}
