package io.wherry.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs Wherry over parts of a server's log, each time in a process of its own with the launcher's
/// heap.
///
/// @param server whose log
record Runs(BenchServer server) {
  /// Makes the folder for what the runs leave.
  Runs {
    try {
      Files.createDirectories(server.folder().resolve("runs"));
    } catch (IOException e) {
      throw new BenchException("cannot write to " + server.folder() + ": " + e.getMessage(), e);
    }
  }

  /// Where the runs leave what they say.
  Path folder() {
    return server.folder().resolve("runs");
  }

  /// Runs over a log.
  ///
  /// @param sink as [MeasuredRun] names it
  /// @param form `plain` or `aggregate`, or as [MeasuredRun] names it
  /// @param transport of puts: `LEAN` or `SDK`
  /// @param times in the same process; what the last of them has cost is told
  RunResult of(LogRange log, String sink, String form, String transport, int times)
      throws IOException, InterruptedException {
    return of(System.getProperty("java.class.path"), log, sink, form, transport, times);
  }

  /// The same without what [Unguarded] leaves out, one event a record.
  RunResult unguarded(LogRange log, String sink, String transport, int times)
      throws IOException, InterruptedException {
    Path classes = folder().resolve("unguarded");
    Unguarded.make(classes);
    String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
    return of(classPath, log, sink, "plain", transport, times);
  }

  private RunResult of(
      String classPath, LogRange log, String sink, String form, String transport, int times)
      throws IOException, InterruptedException {
    List<String> command =
        command(
            classPath,
            log.file() + ":4",
            log.lastFile() + ":" + log.end(),
            sink,
            form,
            transport,
            times);
    return RunResult.parse(Children.run(command, folder().resolve("wherry.log")));
  }

  /// Starts a run that follows until it is ended.
  Process follow(String from, String sink) throws IOException {
    return Children.start(
        command(System.getProperty("java.class.path"), from, "never", sink, "plain", "LEAN", 1),
        folder().resolve("wherry.log"));
  }

  private List<String> command(
      String classPath,
      String from,
      String until,
      String sink,
      String form,
      String transport,
      int times) {
    return Children.java(
        classPath,
        MeasuredRun.class,
        List.of("-Xmx256m", "-XX:+UseSerialGC"),
        List.of(
            Integer.toString(server.port()),
            from,
            until,
            sink,
            form,
            transport,
            Integer.toString(times)));
  }
}
