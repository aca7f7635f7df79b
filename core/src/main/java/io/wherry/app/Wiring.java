package io.wherry.app;

/// All rooms wired together. The one place that names implementations.
final class Wiring implements Engine {
  @Override
  public int run(RunOptions options, Console console, StopSignal stop) {
    throw new UnsupportedOperationException("nothing is wired yet");
  }

  @Override
  public int check(RunOptions options, Console console, StopSignal stop) {
    throw new UnsupportedOperationException("nothing is wired yet");
  }
}
