package io.wherry.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A run of the whole command line inside this process, with an engine that notes what it is asked.
final class Trial implements Engine {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<RunOptions> heard = new ArrayList<>();
  final List<TailOptions> tailed = new ArrayList<>();
  int status;

  static Trial of(Map<String, String> environment, String... arguments) {
    var trial = new Trial();
    trial.start(trial, environment, arguments);
    return trial;
  }

  static Trial of(String... arguments) {
    return of(Map.of(), arguments);
  }

  /// With another engine.
  static Trial with(Engine engine, String... arguments) {
    var trial = new Trial();
    trial.start(engine, Map.of(), arguments);
    return trial;
  }

  private void start(Engine engine, Map<String, String> environment, String... arguments) {
    var console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false,
            0);
    status = new Main(engine, console, environment, StopSignal::new).run(List.of(arguments));
  }

  @Override
  public int run(RunOptions options, Console console, StopSignal stop) {
    heard.add(options);
    return 0;
  }

  @Override
  public int check(RunOptions options, boolean probe, Console console, StopSignal stop) {
    heard.add(options);
    return 1;
  }

  @Override
  public int tail(TailOptions options, Console console, StopSignal stop) {
    tailed.add(options);
    return 0;
  }

  /// What the only command that ran was asked to do.
  RunOptions options() {
    if (heard.size() != 1) {
      throw new AssertionError("status " + status + ": " + err());
    }
    return heard.getFirst();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<String> errLines() {
    return err().lines().toList();
  }
}
