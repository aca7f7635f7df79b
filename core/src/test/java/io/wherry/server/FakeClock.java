package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/// The time of day as another process sees it, set by a test while it runs: by `libfaketime`, which
/// reads the step from a file. What a process measures times with (CLOCK_MONOTONIC) goes on as it
/// does when an administrator sets the clock.
public final class FakeClock {
  private final Path library;
  private final Path step;

  /// A clock that is right so far.
  public FakeClock(Path folder) {
    try (var files = Files.walk(Cache.item("faketime").resolve("root"))) {
      library =
          files
              .filter(file -> file.getFileName().toString().equals("libfaketimeMT.so.1"))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    step = folder.resolve("clock");
    step(Duration.ZERO);
  }

  /// Sets the clock to the right time and so much more.
  public void step(Duration more) {
    try {
      Path next = step.resolveSibling("clock.next");
      Files.writeString(next, "%+d".formatted(more.toSeconds()));
      Files.move(next, step, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For the process that is to see it.
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", step.toString(),
        "FAKETIME_NO_CACHE", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else every wait with an end returns at once.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }
}
