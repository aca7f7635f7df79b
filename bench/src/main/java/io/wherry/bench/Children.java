package io.wherry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Processes that the benchmarks start, and that do not outlive them.
final class Children {
  private static final int END_SECONDS = 60;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
  }

  private Children() {}

  /// Starts one whose words go to a file.
  static Process start(List<String> command, Path log) throws IOException {
    return start(command, log, Map.of(), null);
  }

  /// The same with more environment, in a folder of its own.
  static Process start(
      List<String> command,
      Path log,
      Map<String, String> environment,
      @org.jspecify.annotations.Nullable Path folder)
      throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Process process = builder.start();
    RUNNING.add(process);
    return process;
  }

  /// One that somebody else has started ends with this process, too.
  static void watch(Process process) {
    RUNNING.add(process);
  }

  /// Runs one to its end, and returns its words.
  ///
  /// @throws BenchException when it ends with a status that is not 0
  static String run(List<String> command, Path log) throws IOException, InterruptedException {
    Process process = start(command, log);
    int status = process.waitFor();
    RUNNING.remove(process);
    String said = Files.readString(log);
    if (status != 0) {
      throw new BenchException(
          "%s ended with status %d: %s"
              .formatted(
                  command.getFirst(),
                  status,
                  said.lines().toList().reversed().stream()
                      .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                      .findFirst()
                      .orElse("without a word")),
          null);
    }
    return said;
  }

  /// Ends one.
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    RUNNING.remove(process);
  }

  /// The command that runs a main class in a Java of its own, with the launcher's bounds.
  static List<String> java(Class<?> main, List<String> options, List<String> arguments) {
    return java(System.getProperty("java.class.path"), main, options, arguments);
  }

  /// The same with a class path of its own.
  static List<String> java(
      String classPath, Class<?> main, List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath,
            main.getName()));
    command.addAll(arguments);
    return command;
  }
}
