package io.wherry.binlog;

import io.wherry.bytes.ByteWriter;

/// The name of the transaction that follows: MySQL's GTID, anonymous and tagged ones, or MariaDB's.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class GtidEvent {
  /// There is no commit time in the event.
  public static final long NO_TIME = Long.MIN_VALUE;

  GtidEvent() {}

  /// Whether MySQL wrote it with GTIDs off: there is no id.
  public boolean anonymous() {
    throw new UnsupportedOperationException();
  }

  /// Whether the id has MariaDB's form.
  public boolean mariadb() {
    throw new UnsupportedOperationException();
  }

  /// Appends the id in ASCII, as the server writes it: `uuid:23`, `uuid:tag:23` or `0-1-100`;
  /// nothing for an anonymous one.
  public void appendId(ByteWriter out) {
    throw new UnsupportedOperationException();
  }

  /// Appends the UUID of the server it first ran on (MariaDB: its server id) in ASCII; nothing for
  /// an anonymous one.
  public void appendServer(ByteWriter out) {
    throw new UnsupportedOperationException();
  }

  /// The id as an object, `""` for an anonymous one.
  public String id() {
    var out = new ByteWriter(64);
    appendId(out);
    return out.utf8();
  }

  /// Number of the transaction within its server (and tag), or within its domain in MariaDB.
  public long sequence() {
    throw new UnsupportedOperationException();
  }

  /// MariaDB's replication domain; 0 in MySQL.
  public long domain() {
    throw new UnsupportedOperationException();
  }

  /// When it was committed on the server it first ran on, in microseconds since 1970, or [#NO_TIME]
  /// (MySQL before 8.0, MariaDB).
  public long originalCommitMicros() {
    throw new UnsupportedOperationException();
  }

  /// When it was committed on the server that sends it, in microseconds since 1970, or [#NO_TIME].
  public long immediateCommitMicros() {
    throw new UnsupportedOperationException();
  }

  /// MariaDB: one statement follows (DDL), and neither BEGIN nor COMMIT.
  public boolean standalone() {
    throw new UnsupportedOperationException();
  }

  /// MariaDB: the group that follows ends in XA PREPARE, not in a commit.
  public boolean preparesXa() {
    throw new UnsupportedOperationException();
  }

  /// MariaDB: an XA COMMIT or XA ROLLBACK of a group prepared earlier follows.
  public boolean completesXa() {
    throw new UnsupportedOperationException();
  }
}
