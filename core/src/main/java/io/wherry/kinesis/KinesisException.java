package io.wherry.kinesis;

import org.jspecify.annotations.Nullable;

/// The service refuses, or cannot be reached, and another try cannot mend it. The message is one
/// line: where, what was found, what to do.
public final class KinesisException extends RuntimeException {
  /// @param cause what the SDK said, or null
  public KinesisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
