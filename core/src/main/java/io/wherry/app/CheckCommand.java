package io.wherry.app;

import java.util.List;

/// `wherry check`: takes what `wherry run` takes, so that the same line or file can be checked.
final class CheckCommand implements Command {
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
    return RunSettings.ALL;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry check --source.url=mysql://repl:secret@db:3306 --sink=kinesis:orders",
        "wherry check --config=wherry.yaml");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    return engine.check(RunOptions.of(values), console, stop);
  }
}
