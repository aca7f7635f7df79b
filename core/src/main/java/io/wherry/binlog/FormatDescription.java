package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;

/// The first event of a file: who wrote it and how. A dump that starts inside a file begins with
/// one, too.
///
/// ```text
///   0         2                52        56              57
///   | version | server version | created | header length | post-header lengths … |
///   | checksum kind | CRC32 |
/// ```
///
/// Source: MySQL internals, "FORMAT_DESCRIPTION_EVENT".
public final class FormatDescription {
  private static final int VERSION = 4;
  private static final int SERVER_VERSION_BYTES = 50;
  private static final int CHECKSUM_BYTES = 5;
  private static final int CHECKSUM_NONE = 0;
  private static final int CHECKSUM_CRC32 = 1;

  private final ByteSlice text = new ByteSlice();
  private String serverVersion = "";
  private long createdSeconds;
  private boolean checksums;

  FormatDescription() {}

  void read(ByteReader in, EventHeader header, EventPlace place) {
    int version = in.uint16();
    if (version != VERSION) {
      throw place.error("binlog version " + version + "; version 4 (MySQL 5.6 on) is read");
    }
    serverVersion = untilZero(in.slice(SERVER_VERSION_BYTES, text));
    createdSeconds = header.timestampSeconds();
    in.skip(4);
    int headerBytes = in.uint8();
    if (headerBytes != EventHeader.BYTES) {
      throw place.error("event headers of " + headerBytes + " bytes; 19 are read");
    }
    in.need(CHECKSUM_BYTES);
    in.skip(in.remaining() - CHECKSUM_BYTES);
    int kind = in.uint8();
    checksums = kind == CHECKSUM_CRC32;
    if (kind != CHECKSUM_CRC32 && kind != CHECKSUM_NONE) {
      throw place.error(
          "checksums of kind " + kind + "; NONE and CRC32 are known (binlog_checksum)");
    }
  }

  private static String untilZero(ByteSlice text) {
    int length = 0;
    while (length < text.length() && text.at(length) != 0) {
      length++;
    }
    return new ByteSlice().wrap(text.array(), text.offset(), length).utf8();
  }

  /// The writing server's version, `9.7.4` or `10.11.14-MariaDB-log`.
  public String serverVersion() {
    return serverVersion;
  }

  /// When the file was begun, in seconds since 1970: with the file's name, the stamp that tells it
  /// from another of that name. Taken from the event's header, since the server zeroes the event's
  /// own field in a dump that starts inside the file, and in all files but the first.
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
