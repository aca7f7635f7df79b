package io.wherry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A process a test started, with its output in files. Signals go to this process alone.
final class Child {
  /// How long a process may take from the signal to its end.
  private static final Duration END = Duration.ofSeconds(60);

  private static final int TAIL_LINES = 20;
  private static final int TAIL_CHARS = 4_000;

  private final String name;
  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private Child(String name, Process process, Path stdout, Path stderr) {
    this.name = name;
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /// Starts `command` in `folder`, where `name.out` and `name.err` take its output, appended.
  /// Standard input is at its end.
  static Child start(
      String name, Path folder, Map<String, String> environment, List<String> command) {
    Path stdout = folder.resolve(name + ".out");
    Path stderr = folder.resolve(name + ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      LeftBehind.watch(process);
      return new Child(name, process, stdout, stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL, and waits for the end.
  void kill() {
    process.destroyForcibly();
    awaitExit(END);
  }

  /// SIGTERM, and waits for the end. Returns the exit status.
  int terminate() {
    process.destroy();
    return awaitExit(END);
  }

  /// SIGTERM, without waiting.
  void askToEnd() {
    process.destroy();
  }

  /// Waits for the end. Fails with the tail of the output when it does not come in `limit`.
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " still runs after " + limit + "\n" + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    LeftBehind.forget(process);
    return process.exitValue();
  }

  OptionalInt status() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  Path stdoutFile() {
    return stdout;
  }

  String stdout() {
    return text(stdout);
  }

  String stderr() {
    return text(stderr);
  }

  /// The last lines of both outputs, for messages.
  String tail() {
    return "stdout: " + last(stdout()) + "\nstderr: " + last(stderr());
  }

  private static String last(String text) {
    String end = text.substring(Math.max(0, text.length() - TAIL_CHARS));
    List<String> lines = end.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
