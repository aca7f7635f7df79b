package io.wherry.source;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks that following needs.
///
/// @param wall what time it is
/// @param nanos a clock that only moves forward, in nanoseconds, for waiting
public record Clocks(InstantSource wall, LongSupplier nanos) {
  /// The machine's clocks.
  public static Clocks system() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }
}
