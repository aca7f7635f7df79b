package io.wherry.checkpoint.file;

import java.io.IOException;
import java.nio.file.Path;

/// Another process that holds the lock of a checkpoint until it is closed.
final class OtherRun implements AutoCloseable {
  private final Process process;

  OtherRun(Path checkpoint) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherRun.class.getName(),
                checkpoint.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() != 'L') {
      throw new IOException("the other process did not take the lock");
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    // SIGKILL: the lock must go with the process, not with its tidiness.
    process.destroyForcibly().onExit().join();
  }

  /// Takes the lock, says `L`, and waits to be killed.
  public static void main(String[] arguments) throws IOException {
    try (var store = new FileCheckpointStore(Path.of(arguments[0]))) {
      System.out.print("L");
      System.out.flush();
      if (System.in.read() >= 0) {
        store.save("unexpected", "input");
      }
    }
  }
}
