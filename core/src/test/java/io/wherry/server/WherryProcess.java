package io.wherry.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program as a user runs it: a JVM of its own with `-Xmx256m`, with its output in files. What
/// a signal does to it can be seen only from outside.
public final class WherryProcess implements AutoCloseable {
  /// How long a test waits for a line or for the end, unless it says otherwise. On a machine that
  /// does much else: `-Dtest.patience=300`, in seconds.
  public static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("test.patience", 60));

  /// Any do for an emulator, but the SDK wants some.
  static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "test",
          "AWS_SECRET_ACCESS_KEY", "test",
          "AWS_REGION", "us-east-1");

  private static final String MAIN = "io.wherry.app.Main";

  private final Child process;
  private final Path folder;

  private WherryProcess(Child process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /// Starts `wherry` with these arguments in an empty folder of its own.
  public static WherryProcess start(String... arguments) {
    return start(Map.of(), arguments);
  }

  /// The same with variables added to the environment.
  public static WherryProcess start(Map<String, String> environment, String... arguments) {
    return java(environment, MAIN, arguments);
  }

  /// The same with a heap of another size, `512m`.
  public static WherryProcess withHeap(String size, String... arguments) {
    var command = command(MAIN, arguments);
    command.set(1, "-Xmx" + size);
    return run(Map.of(), command);
  }

  /// The same with its outputs in pipes, for the test to read and to close. It is ended with the
  /// JVM at the latest.
  public static Process piped(String... arguments) {
    var command = command(MAIN, arguments);
    // As the launcher does: else Java warns of a call into the operating system.
    command.add(1, "--enable-native-access=ALL-UNNAMED");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(CREDENTIALS);
    try {
      Process process = builder.start();
      LeftBehind.watch(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with another main class.
  static WherryProcess java(Map<String, String> environment, String main, String... arguments) {
    return run(environment, command(main, arguments));
  }

  private static WherryProcess run(Map<String, String> environment, List<String> command) {
    Path folder = LeftBehind.folder("process");
    var all = new HashMap<>(CREDENTIALS);
    all.putAll(environment);
    return new WherryProcess(Child.start("wherry", folder, all, command), folder);
  }

  private static List<String> command(String main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", classPath(main), main));
    command.addAll(List.of(arguments));
    return command;
  }

  /// The class path of this test run; without the tests when the program itself is run.
  private static String classPath(String main) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> !main.equals(MAIN) || !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Its working folder, where a default checkpoint would lie.
  public Path folder() {
    return folder;
  }

  public boolean alive() {
    return process.alive();
  }

  public long pid() {
    return process.pid();
  }

  public String stdout() {
    return process.stdout();
  }

  public String stderr() {
    return process.stderr();
  }

  /// Where standard output goes, for outputs too long for a string.
  public Path stdoutFile() {
    return process.stdoutFile();
  }

  /// SIGKILL, and waits for the end.
  public void kill() {
    process.kill();
  }

  /// SIGSTOP: it does nothing any more, and does not know it, until [#goOn()].
  public void suspend() {
    signal("-STOP");
  }

  /// SIGCONT.
  public void goOn() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int status = new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill " + signal + " " + pid() + ": status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling", e);
    }
  }

  /// SIGTERM, and waits for the end. Returns the exit status (143 when the signal itself ended it).
  public int terminate() {
    process.askToEnd();
    return awaitExit();
  }

  /// Waits for the end and returns the exit status.
  public int awaitExit() {
    return process.awaitExit(PATIENCE);
  }

  /// Waits for the end for at most `limit`, and fails with the last output when it does not come.
  public int awaitExit(Duration limit) {
    return process.awaitExit(limit);
  }

  /// Waits until standard output or standard error holds a match of the regular expression, and
  /// returns it. Fails with the last output when the process ends without, or after `PATIENCE`.
  public MatchResult awaitOutput(String regex) {
    Pattern pattern = Pattern.compile(regex);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean alive = process.alive();
      for (String text : List.of(process.stderr(), process.stdout())) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
          return matcher.toMatchResult();
        }
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new AssertionError("no output matches " + regex + "\n" + process.tail());
      }
      pause();
    }
  }

  /// Ends it if it still runs and removes its folder.
  @Override
  public void close() {
    if (process.alive()) {
      process.kill();
    }
    LeftBehind.remove(folder);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for output", e);
    }
  }
}
