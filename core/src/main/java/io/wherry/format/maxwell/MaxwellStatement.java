package io.wherry.format.maxwell;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Transaction;
import io.wherry.format.JsonMembers;
import io.wherry.format.JsonText;

/// The record of a statement, as Maxwell writes DDL with `output_ddl`, without `def` and `old`.
///
/// ```text
///   {"type":"table-alter","database":"shop","table":"orders","ts":1763832000123,
///    "sql":"ALTER TABLE orders ADD note TEXT","position":"binlog.000003:4711","gtid":"…"
/// ```
///
/// `ts` is in milliseconds here. Source: Maxwell's documentation, "Data Format", "DDL".
final class MaxwellStatement {
  private MaxwellStatement() {}

  /// Appends all but the closing brace.
  static void write(LoggedStatement statement, MaxwellOptions options, ByteWriter out) {
    Transaction transaction = statement.transaction();
    out.utf8("{\"type\":\"" + type(statement) + "\",\"database\":");
    JsonText.quoted(statement.schema(), out);
    if (!statement.ofSchema()) {
      out.utf8(",\"table\":");
      JsonText.quoted(statement.table(), out);
    }
    out.utf8(",\"ts\":");
    out.decimal(statement.timestampMillis());
    out.utf8(",\"sql\":");
    JsonText.quoted(statement.sql(), out);
    if (options.binlogPosition()) {
      out.utf8(",\"position\":");
      JsonText.quoted(transaction.file() + ":" + transaction.offset(), out);
    }
    if (options.gtidPosition() && transaction.hasGtid()) {
      out.utf8(",\"gtid\":");
      JsonText.quoted(transaction.id(new ByteSlice()), out);
    }
  }

  /// Maxwell knows a rename as an alteration. It does not publish TRUNCATE; whoever reads its types
  /// meets a new one.
  private static String type(LoggedStatement statement) {
    return switch (statement.kind()) {
      case TABLE_RENAME -> LoggedStatement.Kind.TABLE_ALTER.word();
      case TABLE_CREATE,
          TABLE_ALTER,
          TABLE_DROP,
          TABLE_TRUNCATE,
          DATABASE_CREATE,
          DATABASE_ALTER,
          DATABASE_DROP ->
          statement.kind().word();
    };
  }

  /// Appends what tells the event of a record that has `sql`.
  static void identity(JsonMembers record, ByteWriter out) {
    out.write(record.find("type"));
    out.write(record.find("database"));
    if (record.has("table")) {
      out.write(record.value());
    }
    out.write(record.find("sql"));
  }
}
