package io.wherry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A launcher that was run to its end.
///
/// @param status exit status
/// @param out lines of stdout
/// @param err lines of stderr
record LaunchedProcess(int status, List<String> out, List<String> err) {
  private static final long WAIT_SECONDS = 300;

  /// A process whose output goes to files, so that no full pipe can hold it up.
  record Running(Process process, Path out, Path err) {
    LaunchedProcess end() throws IOException, InterruptedException {
      if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still runs: " + Files.readString(err));
      }
      return new LaunchedProcess(
          process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }
  }

  /// @param environment all that it sees, besides a PATH of the system's folders
  static Running start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("launched", ".out");
    Path err = Files.createTempFile("launched", ".err");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  static LaunchedProcess run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Running running = start(folder, environment, List.of(command));
    try {
      return running.end();
    } finally {
      Files.delete(running.out());
      Files.delete(running.err());
    }
  }
}
