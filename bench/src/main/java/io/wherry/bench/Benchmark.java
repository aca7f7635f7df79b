package io.wherry.bench;

import java.io.PrintStream;

/// One thing to measure.
interface Benchmark {
  /// Measures it and prints one line per case.
  ///
  /// @throws BenchException when what is measured does not do its work
  void run(Rounds rounds, PrintStream out) throws InterruptedException;
}
