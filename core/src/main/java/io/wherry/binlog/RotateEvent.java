package io.wherry.binlog;

/// The log goes on in another file, or a dump starts in one.
public final class RotateEvent {
  private String file = "";
  private long position;

  RotateEvent() {}

  /// The file that follows.
  public String file() {
    return file;
  }

  /// Byte in that file from which events follow; 4 for its beginning.
  public long position() {
    return position;
  }
}
