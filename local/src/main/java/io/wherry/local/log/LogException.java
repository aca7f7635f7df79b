package io.wherry.local.log;

import org.jspecify.annotations.Nullable;

/// Files that cannot be used. The message is one line: where, what, what to do.
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param message one line
  public LogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
