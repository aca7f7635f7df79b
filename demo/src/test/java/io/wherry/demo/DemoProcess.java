package io.wherry.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `wherry demo` as a process of its own, whose temporary files all lie in one folder.
final class DemoProcess implements AutoCloseable {
  private static final long WAIT_SECONDS = 90;

  private final Path folder;
  private final Process process;

  private DemoProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /// @param folder an empty one
  static DemoProcess start(Path folder, boolean terminal, String... arguments) throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    List<String> command = new ArrayList<>();
    // Where the tests were started in the background, a shell made them ignore SIGINT.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dwherry.out.terminal=" + terminal);
    command.addAll(List.of("-cp", classPath(), "io.wherry.app.Main", "demo"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return new DemoProcess(folder, builder.start());
  }

  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var entries = new ArrayList<>(List.of(all.split(File.pathSeparator)));
    entries.removeIf(entry -> entry.endsWith("test-classes"));
    return String.join(File.pathSeparator, entries);
  }

  String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /// Waits until stdout holds a text.
  void awaitOutput(String text) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!out().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new AssertionError("no " + text + " in: " + out() + err());
      }
      Thread.sleep(50);
    }
  }

  /// Sends a signal to this process alone.
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  int awaitExit() throws Exception {
    if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs: " + out() + err());
    }
    return process.exitValue();
  }

  /// The processes of its server: those that were given the temporary folder.
  List<ProcessHandle> servers() throws Exception {
    var servers = new ArrayList<ProcessHandle>();
    for (ProcessHandle handle : ProcessHandle.allProcesses().toList()) {
      boolean isOurs =
          handle.pid() != process.pid()
              && handle.info().commandLine().orElse("").contains(folder.resolve("tmp").toString());
      if (isOurs) {
        servers.add(handle);
      }
    }
    return servers;
  }

  /// What it has left behind, after a moment for those who clean up; empty when nothing.
  String leftBehind() throws Exception {
    String left = "";
    for (int i = 0; i < 100; i++) {
      try (var files = Files.list(folder.resolve("tmp"))) {
        left = "" + files.filter(file -> !file.toString().contains("hsperfdata")).toList();
      }
      left += servers();
      if (left.equals("[][]")) {
        return "";
      }
      Thread.sleep(50);
    }
    return left;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
