package io.wherry.transform;

/// A change cannot be chosen or routed as configured. The message is one line: where, which rule,
/// what to do.
public final class TransformException extends RuntimeException {
  /// @param message the one line
  public TransformException(String message) {
    super(message);
  }
}
