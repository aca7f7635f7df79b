package io.wherry.source;

import org.jspecify.annotations.Nullable;

/// Following the server cannot go on. The message is one line: where, which rule, what was found,
/// what to do.
public final class SourceException extends RuntimeException {
  /// @param cause what lies behind it, or null
  public SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
