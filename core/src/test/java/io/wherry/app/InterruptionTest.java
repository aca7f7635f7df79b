package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterruptionTest {
  @TempDir Path folder;

  // A SIGTERM between the last thing that blocks at the start and the first save would close the
  // checkpoint's file under it: the run ended with "cannot be saved: null".
  @Test
  void aStopThatCameTooLateToInterruptTheStartBreaksNothingBehindIt() throws IOException {
    var stop = new StopSignal();
    Interruption interruption = Interruption.of(stop);
    stop.request();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    interruption.end();
    assertThat(interruption.interrupted()).isFalse();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("f"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(file.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
    }
  }

  @Test
  void behindTheStartAStopDoesNotInterrupt() {
    var stop = new StopSignal();
    Interruption.of(stop).end();
    stop.request();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
