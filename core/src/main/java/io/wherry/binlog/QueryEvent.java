package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/// A statement, as text. In a log of rows: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, XA, and all DDL.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedMethod"})
public final class QueryEvent {
  QueryEvent() {}

  /// The default database of the session; empty where it had none.
  public String schema() {
    throw new UnsupportedOperationException();
  }

  /// The statement's bytes, in the charset of [#charset()].
  public ByteSlice sql() {
    throw new UnsupportedOperationException();
  }

  /// The statement as an object; what its charset cannot decode becomes U+FFFD.
  public String sqlText() {
    throw new UnsupportedOperationException();
  }

  /// Whether it is `BEGIN` (or `START TRANSACTION`) and nothing else. Makes no object.
  public boolean isBegin() {
    throw new UnsupportedOperationException();
  }

  /// Whether it is `COMMIT` and nothing else. Makes no object.
  public boolean isCommit() {
    throw new UnsupportedOperationException();
  }

  /// Whether it is `ROLLBACK` and nothing else. Makes no object.
  public boolean isRollback() {
    throw new UnsupportedOperationException();
  }

  /// The server's name of the statement's charset (`character_set_client`), or null where the event
  /// does not say.
  public @Nullable String charset() {
    throw new UnsupportedOperationException();
  }

  /// The session's `sql_mode` bits, 0 where the event does not say.
  public long sqlMode() {
    throw new UnsupportedOperationException();
  }

  /// The error the statement ended with on the server, 0 for none.
  public int errorCode() {
    throw new UnsupportedOperationException();
  }
}
