package io.wherry;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a property on many seeded random inputs and names the seed that broke it.
public final class Seeds {
  private Seeds() {}

  /// What must hold for every random input.
  public interface Property {
    /// Tries one input drawn from `random`.
    void accept(RandomGenerator random) throws Exception;
  }

  public static void forAll(int tries, Property property) {
    long first = Long.getLong("seed", System.nanoTime());
    int count = System.getProperty("seed") == null ? tries : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("property broke; rerun with -Dseed=" + seed, e);
      }
    }
  }
}
