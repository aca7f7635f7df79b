package io.wherry.app;

import java.util.List;

/// `wherry run`.
final class RunCommand implements Command {
  private final Engine engine;

  RunCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "follow a server and publish each changed row";
  }

  @Override
  public List<Option<?>> options() {
    return RunSettings.ALL;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry run --source.url=mysql://repl:secret@db:3306",
        "wherry run --config=wherry.yaml --sink=kinesis:orders --sink.create=4",
        "wherry run --config=wherry.yaml --sink=file:rows.json --until=latest",
        "WHERRY_SOURCE_PASSWORD=secret wherry run --source.url=mysql://repl@db");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    return engine.run(RunOptions.of(values), console, stop);
  }
}
