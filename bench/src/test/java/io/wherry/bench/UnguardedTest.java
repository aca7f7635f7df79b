package io.wherry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnguardedTest {
  @TempDir Path folder;

  /// Sources move on; the benchmark must still find what it leaves out, and compile the rest.
  @Test
  void whatIsLeftOutIsThereAndTheRestCompiles() throws Exception {
    Unguarded.make(folder);
    for (String name : new String[] {"sink/Delivery", "sink/WaitChains", "transform/RecordKey"}) {
      assertThat(folder.resolve("io/wherry/" + name + ".class")).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.resolve("src/sink/Delivery.java")))
        .doesNotContain("doubt(request, entry, now);", "request.remember(");
  }
}
