package io.wherry.change;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;

/// The transaction that is being read. One object is reused for all: what it says is valid until
/// the next `begin`.
public final class Transaction {
  /// No commit time: the server logs none.
  public static final long NO_TIME = Long.MIN_VALUE;

  /// No session: the log does not name the one that ran the transaction (MariaDB).
  public static final long NO_THREAD = -1;

  private final ByteWriter id = new ByteWriter(64);
  private final ByteWriter query = new ByteWriter(16);
  private String server = "";
  private String file = "";
  private long offset;
  private long commitMillis = NO_TIME;
  private boolean hasGtid;
  private long serverId;
  private long threadId = NO_THREAD;
  private long rows;
  private long serial;

  /// Starts to stand for another transaction. The caller then writes its id into [#idWriter()].
  ///
  /// @param server identity of the server the transaction first ran on: its UUID, or MariaDB's
  ///   server id
  /// @param file binlog file it starts in
  /// @param offset byte in the file where its first event starts
  /// @param commitMillis since 1970, or [#NO_TIME]
  public void begin(String server, String file, long offset, long commitMillis) {
    this.id.clear();
    this.query.clear();
    this.server = server;
    this.file = file;
    this.offset = offset;
    this.commitMillis = commitMillis;
    this.hasGtid = false;
    this.serverId = 0;
    this.threadId = NO_THREAD;
    this.rows = 0;
    serial++;
  }

  /// Adds what else its first events say.
  ///
  /// @param hasGtid whether the id is a GTID
  /// @param serverId `server_id` of the server it first ran on
  public void logged(boolean hasGtid, long serverId) {
    this.hasGtid = hasGtid;
    this.serverId = serverId;
  }

  /// Adds the session that ran it: its connection id on the server it first ran on.
  public void thread(long threadId) {
    this.threadId = threadId;
  }

  /// Counts its rows.
  ///
  /// @param rows number of the row in hand, from 1, among the rows of all published tables
  public void rows(long rows) {
    this.rows = rows;
  }

  /// Where the id is written, in ASCII.
  public ByteWriter idWriter() {
    return id;
  }

  /// Where the statement is written, in UTF-8, whose rows follow; whoever does so clears it when
  /// the statement ends.
  public ByteWriter queryWriter() {
    return query;
  }

  /// Points `into` at the statement that changed the row in hand, in UTF-8; empty where it is not
  /// known.
  public ByteSlice query(ByteSlice into) {
    return query.slice(into);
  }

  /// Points `into` at the id: the GTID, else server, creation stamp of the log file and position.
  public ByteSlice id(ByteSlice into) {
    return id.slice(into);
  }

  /// Identity of the server the transaction first ran on.
  public String server() {
    return server;
  }

  /// Binlog file it starts in.
  public String file() {
    return file;
  }

  /// Byte in the file where its first event starts: `file:offset` is a start position.
  public long offset() {
    return offset;
  }

  /// When it was committed, in milliseconds since 1970, or [#NO_TIME].
  public long commitMillis() {
    return commitMillis;
  }

  /// Whether the id is a GTID.
  public boolean hasGtid() {
    return hasGtid;
  }

  /// `server_id` of the server it first ran on.
  public long serverId() {
    return serverId;
  }

  /// Connection id of the session that ran it, or [#NO_THREAD].
  public long threadId() {
    return threadId;
  }

  /// Another number for each transaction that this object has stood for: who has prepared something
  /// for one knows by it whether it still is that one.
  public long serial() {
    return serial;
  }

  /// Number of the row in hand, from 1, among the rows of all published tables.
  public long rows() {
    return rows;
  }
}
