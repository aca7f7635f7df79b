package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// Whoever took the records went away, as `head` does: not a failure, but the end. The message is
/// one line.
public final class SinkClosedException extends RuntimeException {
  /// @param cause what the write said, or null
  public SinkClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
