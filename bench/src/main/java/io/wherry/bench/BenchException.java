package io.wherry.bench;

import org.jspecify.annotations.Nullable;

/// A measurement that means nothing. The message is one line: what, where, what to do.
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
