package io.wherry.sink.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.bytes.ByteSlice;
import io.wherry.sink.DeadLetter;
import io.wherry.sink.DeadLetterContract;
import io.wherry.sink.DeadLetterPlace;
import io.wherry.sink.SinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFileTest extends DeadLetterContract {
  @TempDir Path folder;

  @Override
  protected DeadLetter open() {
    return new DeadLetterFile(folder.resolve("dead"));
  }

  @Override
  protected String at(DeadLetterPlace place, int bytes) throws IOException {
    if (!(place instanceof DeadLetterPlace.InFile(String file, long offset))) {
      throw new AssertionError(place);
    }
    byte[] all = Files.readAllBytes(Path.of(file));
    byte[] part = Arrays.copyOfRange(all, (int) offset, (int) offset + bytes);
    return new String(part, StandardCharsets.UTF_8);
  }

  @Test
  void aFullDiskHasItsLine() {
    try (DeadLetter deadLetter = new DeadLetterFile(Path.of("/dev/full"))) {
      assertThatThrownBy(() -> deadLetter.write(ONE, ByteSlice.utf8("x")))
          .isInstanceOf(SinkException.class)
          .hasMessage(
              "dead letter /dev/full: cannot be written: java.io.IOException: No space left on"
                  + " device: mend that, or use another --oversize.dead-letter");
    }
  }

  @Test
  void aFolderThatIsNotThereHasItsLine() {
    Path path = folder.resolve("none/dead");
    assertThatThrownBy(() -> new DeadLetterFile(path))
        .isInstanceOf(SinkException.class)
        .hasMessage(
            "dead letter %s: cannot be opened: java.nio.file.NoSuchFileException: %s: mend that,"
                + " or use another --oversize.dead-letter",
            path, path);
  }
}
