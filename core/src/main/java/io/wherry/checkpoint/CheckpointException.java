package io.wherry.checkpoint;

import org.jspecify.annotations.Nullable;

/// A checkpoint could not be read or kept. The message is one line: where, which rule, what was
/// found, what to do.
public final class CheckpointException extends RuntimeException {
  /// @param cause what the file system or service said, or null
  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
