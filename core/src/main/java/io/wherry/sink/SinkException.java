package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// A sink cannot go on. The message is one line: where, which rule, what was found, what to do.
public class SinkException extends RuntimeException {
  /// @param cause what the service or file system said, or null
  public SinkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
