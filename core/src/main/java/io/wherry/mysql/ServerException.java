package io.wherry.mysql;

import org.jspecify.annotations.Nullable;

/// The server, or the way to it, does not do what was asked. The message is one line: where, what
/// was said, what to do.
public final class ServerException extends RuntimeException {
  /// Whether trying again may help.
  public enum Kind {
    /// The connection is gone, or the server cannot be reached just now: reconnect.
    LOST,
    /// The server says no, and will say it again until somebody changes something.
    REFUSED
  }

  private final Kind kind;
  private final int code;

  /// @param code the server's error number, or 0 where none came
  /// @param cause what lies behind it, or null
  public ServerException(Kind kind, int code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
  }

  /// Whether trying again may help.
  public Kind kind() {
    return kind;
  }

  /// The server's error number (1045, 1236, …), or 0 where none came.
  public int code() {
    return code;
  }
}
