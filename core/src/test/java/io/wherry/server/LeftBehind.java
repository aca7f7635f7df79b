package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a test run would leave behind: processes and folders. A shutdown hook ends and removes what
/// nobody closed, so that a failing or interrupted run leaves the machine as it was.
final class LeftBehind {
  private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LeftBehind::sweep, "left-behind"));
  }

  private LeftBehind() {}

  /// A fresh folder under the system's temp folder, removed at the latest when the JVM ends.
  static Path folder(String name) {
    try {
      Path folder = Files.createTempDirectory("wherry-" + name + "-");
      FOLDERS.add(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void watch(Process process) {
    PROCESSES.add(process);
  }

  static void forget(Process process) {
    PROCESSES.remove(process);
  }

  static void remove(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      FOLDERS.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sweep() {
    for (Process process : PROCESSES) {
      process.destroyForcibly();
      process.onExit().join();
    }
    for (Path folder : FOLDERS) {
      remove(folder);
    }
  }
}
