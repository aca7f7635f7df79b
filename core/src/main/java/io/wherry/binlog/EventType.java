package io.wherry.binlog;

/// What [EventReader#read] came upon, and so which of its views is filled.
public enum EventType {
  /// The log goes on in another file, or a dump starts: [EventReader#rotate()].
  ROTATE,
  /// The first event of a file: [EventReader#formatDescription()].
  FORMAT_DESCRIPTION,
  /// A transaction (or a statement of its own) starts: [EventReader#gtid()].
  GTID,
  /// A statement, `BEGIN` and `COMMIT` among them: [EventReader#query()].
  QUERY,
  /// The transaction is committed: [EventReader#xid()].
  XID,
  /// The statement whose rows follow: [EventReader#rowsQuery()]. Both servers log it in front of
  /// the TABLE_MAP events of its tables.
  ROWS_QUERY,
  /// The rows of an XA transaction end: [EventReader#xaPrepare()].
  XA_PREPARE,
  /// The layout of a table whose rows follow: [EventReader#tableMap()].
  TABLE_MAP,
  /// Changed rows of one table: [EventReader#rows()].
  ROWS,
  /// A transaction in one event: its events are read with [EventReader#readInside()].
  TRANSACTION_PAYLOAD,
  /// The server is alive and has nothing new; it stands nowhere in the log.
  HEARTBEAT,
  /// Known, or marked as ignorable by the server, and nothing in it for us.
  PASSED
}
