package io.wherry.demo;

import org.jspecify.annotations.Nullable;

/// The demo cannot go on. The message is one line: what, where, what to do.
public final class DemoException extends RuntimeException {
  /// @param cause what was caught, or null
  public DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
