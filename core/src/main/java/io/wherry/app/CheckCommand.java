package io.wherry.app;

import java.util.List;
import java.util.stream.Stream;

/// `wherry check`: takes what `wherry run` takes, so that the same line or file can be checked.
final class CheckCommand implements Command {
  static final Option<Boolean> PROBE =
      Option.flag(
          "probe",
          "Check",
          "Put a few marked records into the stream, read them back, and compare how long that"
              + " takes with what delivery assumes. Consumers see these records.");

  private final Engine engine;

  CheckCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "say what is wrong with server, grants, stream and permissions before it hurts";
  }

  @Override
  public List<Option<?>> options() {
    return Stream.concat(Stream.of(PROBE), RunSettings.ALL.stream()).toList();
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry check --source.url=mysql://repl:secret@db:3306 --sink=kinesis:orders",
        "wherry check --config=wherry.yaml",
        "wherry check --config=wherry.yaml --probe");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    boolean probe = values.need(PROBE);
    return engine.check(RunOptions.of(values), probe, console, stop);
  }
}
