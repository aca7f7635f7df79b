package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// Whoever took the records went away, as `head` does: a quiet end, not a failure to report.
public final class SinkClosedException extends SinkException {
  /// @param cause what the write said, or null
  public SinkClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
