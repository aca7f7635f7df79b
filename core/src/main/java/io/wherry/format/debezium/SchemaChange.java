package io.wherry.format.debezium;

import io.wherry.bytes.ByteWriter;
import io.wherry.change.LoggedStatement;
import io.wherry.format.JsonText;

/// The members of a schema change event in front of its source and times.
///
/// ```text
///   {"databaseName":"shop","schemaName":null,"ddl":"ALTER TABLE orders ADD note TEXT",
///    "tableChanges":[{"type":"ALTER","id":"\"shop\".\"orders\"","table":null}]
/// ```
///
/// What the table looks like is not said. Source: Debezium's documentation, "Debezium connector for
/// MySQL", section "Schema change topic".
final class SchemaChange {
  private SchemaChange() {}

  static void write(LoggedStatement statement, ByteWriter out) {
    out.utf8("{\"databaseName\":");
    JsonText.quoted(statement.schema(), out);
    out.utf8(",\"schemaName\":null,\"ddl\":");
    JsonText.quoted(statement.sql(), out);
    out.utf8(",\"tableChanges\":[");
    if (!statement.ofSchema()) {
      out.utf8("{\"type\":\"" + type(statement) + "\",\"id\":");
      JsonText.quoted("\"" + statement.schema() + "\".\"" + statement.table() + "\"", out);
      out.utf8(",\"table\":null}");
    }
    out.write(']');
  }

  private static String type(LoggedStatement statement) {
    return switch (statement.kind()) {
      case TABLE_CREATE, DATABASE_CREATE -> "CREATE";
      case TABLE_ALTER, TABLE_RENAME, TABLE_TRUNCATE, DATABASE_ALTER -> "ALTER";
      case TABLE_DROP, DATABASE_DROP -> "DROP";
    };
  }
}
