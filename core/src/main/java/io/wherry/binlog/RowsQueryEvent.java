package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;

/// The statement whose rows follow, as it was typed: ROWS_QUERY of MySQL
/// (`binlog_rows_query_log_events`), ANNOTATE_ROWS of MariaDB (`binlog_annotate_row_events`).
///
/// ```text
///   ROWS_QUERY      | length, 1 byte, which lies where there are more than 255 | SQL, to the end |
///   ANNOTATE_ROWS   | SQL, to the end |
/// ```
///
/// Neither says a charset: the bytes are those of the session's `character_set_client`. Source:
/// MySQL 9 source documentation, "Rows_query_event"; MariaDB Knowledge Base, "ANNOTATE_ROWS_EVENT".
public final class RowsQueryEvent {
  private final ByteSlice sql = new ByteSlice();

  RowsQueryEvent() {}

  /// Lets go of the event's bytes.
  void letGo() {
    sql.letGo();
  }

  void read(ByteReader in, EventCode code) {
    if (code == EventCode.ROWS_QUERY) {
      in.skip(1);
    }
    in.slice(in.remaining(), sql);
  }

  /// The statement's bytes, in the charset of the session that ran it.
  public ByteSlice sql() {
    return sql;
  }

  /// The statement as an object, read as UTF-8; what is not becomes U+FFFD.
  public String sqlText() {
    return sql.utf8();
  }
}
