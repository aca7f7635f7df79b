package io.wherry.binlog;

/// The first event of a file: who wrote it and how. A dump that starts inside a file begins with
/// one, too.
public final class FormatDescription {
  private String serverVersion = "";
  private long createdSeconds;
  private boolean checksums;

  FormatDescription() {}

  /// The writing server's version, `9.7.4` or `10.11.14-MariaDB-log`.
  public String serverVersion() {
    return serverVersion;
  }

  /// When the file was begun, in seconds since 1970: with the file's name, the stamp that tells it
  /// from another of that name. Taken from the event's header, since the server zeroes the field of
  /// its own in a dump that starts inside the file.
  public long createdSeconds() {
    return createdSeconds;
  }

  /// Whether the events that follow carry a CRC32.
  public boolean checksums() {
    return checksums;
  }

  /// Whether MariaDB wrote it.
  public boolean mariadb() {
    return serverVersion.contains("MariaDB");
  }
}
