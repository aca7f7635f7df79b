package io.wherry.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One line of the table: what was measured, several times, and what is asked of it.
final class Measurement {
  private final String name;
  private final String unit;
  private final String asked;
  private final List<Double> values = new ArrayList<>();

  /// @param asked the least that is wanted, in words, or an empty text
  Measurement(String name, String unit, String asked) {
    this.name = name;
    this.unit = unit;
    this.asked = asked;
  }

  void add(double value) {
    values.add(value);
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  double median() {
    return Rounds.median(values);
  }

  /// Its row in a Markdown table: name, median, range, count, what is asked.
  String row() {
    double least = values.stream().min(Double::compare).orElseThrow();
    double most = values.stream().max(Double::compare).orElseThrow();
    return "| %s | **%s %s** | %s to %s | %d | %s |"
        .formatted(name, number(median()), unit, number(least), number(most), values.size(), asked);
  }

  /// Three digits that count, with commas.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
