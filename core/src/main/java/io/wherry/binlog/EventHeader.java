package io.wherry.binlog;

import io.wherry.bytes.ByteReader;

/// The common header of the event that was read last; valid until the next read.
///
/// ```text
///   0         4      5           9      13              17      19
///   | seconds | type | server id | size | next position | flags |
/// ```
///
/// Source: MySQL internals, "Binlog Event header" (version 4).
public final class EventHeader {
  /// Bytes of the header.
  public static final int BYTES = 19;

  /// Index of the flags.
  static final int FLAGS_AT = 17;

  /// The file is being written to; the server flips this bit in the file without a new checksum.
  static final int IN_USE = 0x1;

  /// The server made the event up while sending; it stands nowhere in the log.
  static final int ARTIFICIAL = 0x20;

  /// A reader that does not know the event may pass over it.
  static final int IGNORABLE = 0x80;

  private long timestampSeconds;
  private int typeCode;
  private long serverId;
  private long size;
  private long nextPosition;
  private int flags;

  EventHeader() {}

  /// Reads the 19 bytes.
  void read(ByteReader in) {
    in.need(BYTES);
    timestampSeconds = in.uint32();
    typeCode = in.uint8();
    serverId = in.uint32();
    size = in.uint32();
    nextPosition = in.uint32();
    flags = in.uint16();
  }

  /// When the statement started, in seconds since 1970; 0 in events made up while sending.
  public long timestampSeconds() {
    return timestampSeconds;
  }

  /// The event type's number in the log.
  public int typeCode() {
    return typeCode;
  }

  /// The event type's name in the manual's spelling, for messages: `WRITE_ROWS`.
  public String typeName() {
    return EventCode.name(typeCode);
  }

  /// `server_id` of the server the event first ran on.
  public long serverId() {
    return serverId;
  }

  /// Bytes of the event with header and checksum.
  public long size() {
    return size;
  }

  /// Where the next event starts in the file, modulo 2³²; see [EventReader#nextPosition()]. 0 in
  /// events made up while sending, and inside transactions on MariaDB 11.4 and later.
  public long nextPosition() {
    return nextPosition;
  }

  /// All flag bits.
  public int flags() {
    return flags;
  }

  /// Whether the server made the event up while sending.
  public boolean artificial() {
    return (flags & ARTIFICIAL) != 0;
  }

  /// Whether a reader that does not know the event may pass over it.
  public boolean ignorable() {
    return (flags & IGNORABLE) != 0;
  }
}
