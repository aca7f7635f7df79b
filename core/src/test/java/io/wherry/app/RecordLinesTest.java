package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.consumer.StreamRecord;
import io.wherry.sink.stdout.StandardOutput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLinesTest {
  @TempDir Path folder;

  private static StreamRecord record(String data) {
    return new StreamRecord("shard", "1", 0, Instant.EPOCH, "k", ByteSlice.utf8(data));
  }

  private FileChannel out() throws IOException {
    return FileChannel.open(
        folder.resolve("out"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private String written() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  // Our records end in a newline, those of others need not; two lines in one would break `jq`.
  @Test
  void eachRecordIsOneLine() throws IOException {
    try (FileChannel out = out()) {
      var lines = new RecordLines(new StandardOutput(out), false);
      lines.record(record("{\"a\":1}\n"));
      lines.record(record("{\"b\":2}"));
      lines.record(record(""));
      assertThat(written()).isEmpty();
      lines.pause();
      assertThat(written()).isEqualTo("{\"a\":1}\n{\"b\":2}\n\n");
    }
  }

  @Test
  void aPersonSeesEachLineAtOnce() throws IOException {
    try (FileChannel out = out()) {
      var lines = new RecordLines(new StandardOutput(out), true);
      lines.record(record("one\n"));
      assertThat(written()).isEqualTo("one\n");
    }
  }

  @Test
  void aRecordMayBeLargerThanTheBuffer() throws IOException {
    String large = "x".repeat(1_000_000);
    try (FileChannel out = out()) {
      var lines = new RecordLines(new StandardOutput(out), false);
      lines.record(record("before\n"));
      lines.record(record(large));
      lines.record(record("after\n"));
      lines.pause();
    }
    assertThat(written()).isEqualTo("before\n" + large + "\nafter\n");
  }
}
