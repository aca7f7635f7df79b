package io.wherry.mysql;

import java.util.List;

/// Options that cannot be used. Each problem is one line that begins with the option's name and
/// says what to do; the message is all of them, joined by `; `.
public final class InvalidOptions extends IllegalArgumentException {
  private final List<String> problems;

  InvalidOptions(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// All problems, at least one.
  public List<String> problems() {
    return problems;
  }
}
