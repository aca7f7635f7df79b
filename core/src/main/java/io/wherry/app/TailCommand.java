package io.wherry.app;

import java.util.List;

/// `wherry tail`.
final class TailCommand implements Command {
  private final Engine engine;

  TailCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "tail";
  }

  @Override
  public String summary() {
    return "read a stream and print each record as one line";
  }

  @Override
  public List<Option<?>> options() {
    return TailSettings.ALL;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "wherry tail --stream=orders",
        "wherry tail --stream=orders --from=oldest --until=latest | jq .",
        "wherry tail --stream=orders --from=2026-11-22T10:00:00Z");
  }

  @Override
  public int run(OptionValues values, Console console, StopSignal stop) throws Exception {
    return engine.tail(TailOptions.of(values), console, stop);
  }
}
