package io.wherry.bench;

import java.util.HashMap;
import java.util.Map;

/// What one run of [MeasuredRun] has cost.
///
/// @param rows records offered
/// @param nanos from the first one offered to the last one acknowledged
/// @param bytesPerRow allocated a row, the warm-up apart
/// @param cpuNanos of all threads, from the first one offered on
/// @param gcMillis spent in collections
/// @param heapPeak largest use of the heap's parts, in bytes
record RunResult(
    long rows, long nanos, double bytesPerRow, long cpuNanos, long gcMillis, long heapPeak) {
  /// Rows a second.
  double rate() {
    return rows * 1e9 / nanos;
  }

  /// Processor time of a row in nanoseconds.
  double cpuPerRow() {
    return (double) cpuNanos / rows;
  }

  @Override
  public String toString() {
    return "rows=%d nanos=%d bytesPerRow=%s cpuNanos=%d gcMillis=%d heapPeak=%d"
        .formatted(rows, nanos, bytesPerRow, cpuNanos, gcMillis, heapPeak);
  }

  /// Finds it among the words of a run.
  ///
  /// @throws BenchException when the run said none
  static RunResult parse(String said) {
    String line =
        said.lines()
            .filter(l -> l.startsWith("rows="))
            .findFirst()
            .orElseThrow(() -> new BenchException("a run told no result: " + said.strip(), null));
    Map<String, String> values = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      values.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    return new RunResult(
        Long.parseLong(values.get("rows")),
        Long.parseLong(values.get("nanos")),
        Double.parseDouble(values.get("bytesPerRow")),
        Long.parseLong(values.get("cpuNanos")),
        Long.parseLong(values.get("gcMillis")),
        Long.parseLong(values.get("heapPeak")));
  }
}
