package io.wherry.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was measured so far, line by line; and what could not be.
///
/// @param out where each value is shown when it is there
record Lines(PrintStream out, Map<String, Measurement> byName, List<String> failures) {
  Lines(PrintStream out) {
    this(out, new LinkedHashMap<>(), new ArrayList<>());
  }

  /// One measuring.
  interface Try {
    void run() throws IOException, InterruptedException;
  }

  /// Measures; what fails is noted, and does not cost the other lines.
  void attempt(String name, Try measuring) throws InterruptedException {
    try {
      measuring.run();
    } catch (IOException | BenchException e) {
      failures.add(name + ": " + e.getMessage());
      out.printf("  %-36s failed: %s%n", name, e.getMessage());
    }
  }

  /// Adds a value to a line, and shows it.
  void show(String name, String unit, String asked, double value) {
    add(name, unit, asked, value);
    out.printf("  %-36s %s %s%n", name, Measurement.number(value), unit);
  }

  /// Adds a value to a line.
  void add(String name, String unit, String asked, double value) {
    byName.computeIfAbsent(name, _ -> new Measurement(name, unit, asked)).add(value);
  }

  /// All lines, in the order in which they were first measured.
  Collection<Measurement> all() {
    return byName.values();
  }
}
