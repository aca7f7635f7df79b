package io.wherry.app;

import java.util.List;

/// What the person asked for is not possible. Carries all problems at once, one line each.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  UsageException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// One line each: what, where, what to do.
  public List<String> problems() {
    return problems;
  }
}
