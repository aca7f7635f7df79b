package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;

/// Reads the events of one replication connection (or one log file), one after the other. Version 4
/// of the format: MySQL 5.6 to 9.x, MariaDB 10.5 to 11.x.
///
/// Its views are reused: what they say is valid until the next [#read]. One thread at a time.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class EventReader {
  /// @param checksums whether events carry a CRC32 before the first FORMAT_DESCRIPTION says so: in
  ///   a dump, whether the session's `@source_binlog_checksum` is `CRC32`
  public EventReader(boolean checksums) {}

  /// Says where reading starts, for messages before the first ROTATE (a dump begins with one, a
  /// file does not).
  public void startAt(String file, long position) {}

  /// Reads one event: checks its size and checksum, and fills the view that the answer names.
  ///
  /// A ROWS event of a kind that is not decoded is let through, so that a table that nobody wants
  /// can be passed over; [RowsEvent#start] refuses it.
  ///
  /// @param event the whole event from its 19-byte header on, without packet header and OK byte
  /// @throws BinlogException when the bytes are not a sound event, or are one that changes data in
  ///   a way that is not decoded
  public EventType read(ByteSlice event) {
    throw new UnsupportedOperationException();
  }

  /// The header of the last event.
  public EventHeader header() {
    throw new UnsupportedOperationException();
  }

  /// The file the last event stands in; after a ROTATE, the file that follows.
  public String file() {
    throw new UnsupportedOperationException();
  }

  /// Byte in [#file()] where the last event starts, or -1 where neither its header nor its
  /// neighbour tells.
  public long position() {
    throw new UnsupportedOperationException();
  }

  /// `binlog.000007:4711 WRITE_ROWS`: the last event, for messages. `~` before the position means
  /// that the event lies behind it, the server having logged no exact one.
  public String place() {
    throw new UnsupportedOperationException();
  }

  /// The last ROTATE.
  public RotateEvent rotate() {
    throw new UnsupportedOperationException();
  }

  /// The last FORMAT_DESCRIPTION; valid until the next one.
  public FormatDescription formatDescription() {
    throw new UnsupportedOperationException();
  }

  /// The last GTID.
  public GtidEvent gtid() {
    throw new UnsupportedOperationException();
  }

  /// The last QUERY.
  public QueryEvent query() {
    throw new UnsupportedOperationException();
  }

  /// The storage engine's number of the transaction that the last XID commits.
  public long xid() {
    throw new UnsupportedOperationException();
  }

  /// The last TABLE_MAP.
  public TableMap tableMap() {
    throw new UnsupportedOperationException();
  }

  /// The last ROWS.
  public RowsEvent rows() {
    throw new UnsupportedOperationException();
  }
}
