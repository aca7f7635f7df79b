package io.wherry.local;

import org.jspecify.annotations.Nullable;

/// The local stream cannot start. The message is one line: where, what, what to do.
public final class LocalStreamException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LocalStreamException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
