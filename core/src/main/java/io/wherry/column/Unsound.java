package io.wherry.column;

/// Bytes that cannot be what they claim to be. Whoever knows the place makes a `BinlogException` of
/// it; it never leaves `column` and `binlog`.
public final class Unsound extends RuntimeException {
  /// @param what one phrase: what is wrong, and the actual value
  public Unsound(String what) {
    super(what, null, false, false);
  }
}
