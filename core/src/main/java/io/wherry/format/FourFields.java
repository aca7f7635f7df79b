package io.wherry.format;

import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Table;

/// The four fields that every consumer of the classic message knows: table, row, type, schema.
///
/// ```text
///   {"table":"Users","row":{"values":{…}},"type":"WriteRowsEvent","schema":"shop"
///   {"table":"Users","row":{"before_values":{…},"after_values":{…}},
///                                         "type":"UpdateRowsEvent","schema":"shop"
///   {"table":"Users","row":{"values":{…}},"type":"DeleteRowsEvent","schema":"shop"
/// ```
///
/// A statement has its text where a row has its values, and no table where it concerns a whole
/// schema:
///
/// ```text
///   {"table":"Users","row":{"statement":"TRUNCATE Users","kind":"table-truncate","rows":"removed",
///                           "database":"shop"},"type":"QueryEvent","schema":"shop"
/// ```
///
/// The closing brace is left to the caller. Source: DESIGN 9.
public final class FourFields {
  private final PerTable<Frame> frames;

  /// What stays the same for all changes of one table version.
  private record Frame(JsonColumns columns, Ends insert, Ends update, Ends delete) {}

  private static final class Ends {
    final byte[] head;
    final byte[] tail;

    Ends(Table table, String row, String type) {
      var head = new ByteWriter();
      head.utf8("{\"table\":");
      JsonText.quoted(table.name(), head);
      head.utf8(",\"row\":{\"" + row + "\":{");
      this.head = head.copy();
      var tail = new ByteWriter();
      tail.utf8("}},\"type\":\"" + type + "\",\"schema\":");
      JsonText.quoted(table.schema(), tail);
      this.tail = tail.copy();
    }
  }

  private static final byte[] BETWEEN =
      "},\"after_values\":{".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  /// Fields whose values are written as the options say.
  public FourFields(FormatOptions options) {
    frames =
        new PerTable<>(table ->
            new Frame(
                new JsonColumns(table.columns(), options),
                new Ends(table, "values", "WriteRowsEvent"),
                new Ends(table, "before_values", "UpdateRowsEvent"),
                new Ends(table, "values", "DeleteRowsEvent")));
  }

  /// Appends the fields of a statement.
  public void write(LoggedStatement statement, ByteWriter out) {
    out.utf8("{\"table\":");
    if (statement.ofSchema()) {
      out.utf8("null");
    } else {
      JsonText.quoted(statement.table(), out);
    }
    out.utf8(",\"row\":{\"statement\":");
    JsonText.quoted(statement.sql(), out);
    out.utf8(",\"kind\":\"" + statement.kind().word());
    out.utf8("\",\"rows\":\"" + statement.rows().word());
    out.utf8("\",\"database\":");
    JsonText.quoted(statement.database(), out);
    out.utf8("},\"type\":\"QueryEvent\",\"schema\":");
    JsonText.quoted(statement.schema(), out);
  }

  /// Appends the fields of a change.
  public void write(Change change, ByteWriter out) {
    Frame frame = frames.of(change.table());
    JsonColumns columns = frame.columns.into(out);
    switch (change.operation()) {
      case INSERT -> {
        out.write(frame.insert.head);
        change.after(columns);
        out.write(frame.insert.tail);
      }
      case UPDATE -> {
        out.write(frame.update.head);
        change.before(columns);
        out.write(BETWEEN);
        change.after(columns.into(out));
        out.write(frame.update.tail);
      }
      case DELETE -> {
        out.write(frame.delete.head);
        change.before(columns);
        out.write(frame.delete.tail);
      }
    }
  }
}
