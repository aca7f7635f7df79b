package io.wherry.binlog;

/// Bytes that cannot be what they claim to be. Whoever knows the place makes a [BinlogException] of
/// it; it never leaves the room.
final class Unsound extends RuntimeException {
  Unsound(String what) {
    super(what, null, false, false);
  }
}
