package io.wherry.format.maxwell;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.format.Encoder;
import io.wherry.format.JsonMembers;
import io.wherry.format.JsonText;
import io.wherry.format.PerTable;
import java.util.List;

/// The message of Maxwell's daemon, its members in the order of its documentation.
///
/// ```text
///   {"database":"shop","table":"orders","type":"update","ts":1763832000,
///    "xid":12884906599,"commit":true,                 or "xoffset":0
///    "position":"binlog.000003:4711","gtid":"…","server_id":1,"thread_id":8,
///    "primary_key":[7],"primary_key_columns":["id"],
///    "data":{"id":7,"state":"paid"},"old":{"state":"new"}}
/// ```
///
/// `data` is the whole row: a column that the after image lacks is unchanged and taken from the
/// before image. `old` has the columns that changed. `commit` is known only at [#end], so the
/// members behind it are kept aside. Where it differs from Maxwell: `docs/FORMATS.md`. Source:
/// Maxwell's documentation, "Data Format" and "Reference".
public final class MaxwellEncoder implements Encoder {
  private static final byte[] XID = ",\"xid\":".getBytes(US_ASCII);
  private static final byte[] COMMIT = ",\"commit\":true".getBytes(US_ASCII);
  private static final byte[] XOFFSET = ",\"xoffset\":".getBytes(US_ASCII);
  private static final byte[] POSITION = ",\"position\":\"".getBytes(US_ASCII);
  private static final byte[] GTID = ",\"gtid\":\"".getBytes(US_ASCII);
  private static final byte[] SERVER_ID = ",\"server_id\":".getBytes(US_ASCII);
  private static final byte[] THREAD_ID = ",\"thread_id\":".getBytes(US_ASCII);
  private static final byte[] QUERY = ",\"query\":\"".getBytes(US_ASCII);
  private static final byte[] KEY = ",\"primary_key\":[".getBytes(US_ASCII);
  private static final byte[] KEY_COLUMNS = ",\"primary_key_columns\":".getBytes(US_ASCII);
  private static final byte[] DATA = ",\"data\":{".getBytes(US_ASCII);
  private static final byte[] OLD = "},\"old\":{".getBytes(US_ASCII);
  private static final byte[] END = "}}\n".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);
  private static final List<String> IDENTITY = List.of("database", "table", "type", "data");

  private final MaxwellOptions options;
  private final PerTable<Frame> frames;
  private final RowMembers data = new RowMembers();
  private final RowMembers old = new RowMembers();
  private final ByteWriter place = new ByteWriter();
  private final ByteSlice slice = new ByteSlice();
  private final JsonMembers record = new JsonMembers();
  private Frame frame;
  private boolean update;
  private boolean isStatement;
  private long xoffset;

  /// What stays the same for all changes of one table version.
  private static final class Frame {
    final Table table;
    final MaxwellColumns columns;
    final byte[] insert;
    final byte[] update;
    final byte[] delete;
    final byte[] keyColumns;

    Frame(Table table, MaxwellOptions options, RowMembers row) {
      this.table = table;
      columns = new MaxwellColumns(table, options, row);
      insert = head(table, "insert");
      update = head(table, "update");
      delete = head(table, "delete");
      keyColumns = names(table.key());
    }

    private static byte[] head(Table table, String type) {
      var head = new ByteWriter();
      head.utf8("{\"database\":");
      JsonText.quoted(table.schema(), head);
      head.utf8(",\"table\":");
      JsonText.quoted(table.name(), head);
      head.utf8(",\"type\":\"" + type + "\",\"ts\":");
      return head.copy();
    }

    private static byte[] names(List<Column> columns) {
      var names = new ByteWriter();
      for (Column column : columns) {
        names.write(names.length() == 0 ? '[' : ',');
        JsonText.quoted(column.name(), names);
      }
      names.utf8(columns.isEmpty() ? "[]" : "]");
      return names.copy();
    }
  }

  /// An encoder with the given choices.
  public MaxwellEncoder(MaxwellOptions options) {
    this.options = options;
    frames = new PerTable<>(table -> new Frame(table, options, data));
    frame = new Frame(new Table("", "", List.of(), List.of()), options, data);
  }

  @Override
  public String name() {
    return "maxwell/1";
  }

  @Override
  public void begin(Change change, ByteWriter out) {
    frame = frames.of(change.table());
    update = false;
    switch (change.operation()) {
      case INSERT -> {
        out.write(frame.insert);
        frame.columns.after(change, data);
      }
      case UPDATE -> {
        out.write(frame.update);
        frame.columns.after(change, data);
        frame.columns.before(change, old);
        update = true;
      }
      case DELETE -> {
        out.write(frame.delete);
        frame.columns.before(change, data);
      }
    }
    out.decimal(Math.floorDiv(change.timestampMillis(), 1000L));
    Transaction transaction = change.transaction();
    if (options.commitInfo()) {
      out.write(XID);
      out.decimal(TransactionNumber.of(transaction));
    }
    xoffset = transaction.rows() - 1;
    place(transaction);
  }

  private void place(Transaction transaction) {
    place.clear();
    if (options.binlogPosition()) {
      place.write(POSITION);
      JsonText.escaped(transaction.file(), place);
      place.write(':');
      place.decimal(transaction.offset());
      place.write('"');
    }
    if (options.gtidPosition() && transaction.hasGtid()) {
      place.write(GTID);
      JsonText.escaped(transaction.id(slice), place);
      place.write('"');
    }
    if (options.serverId()) {
      place.write(SERVER_ID);
      place.decimal(transaction.serverId());
    }
    if (options.threadId() && transaction.threadId() != Transaction.NO_THREAD) {
      place.write(THREAD_ID);
      place.decimal(transaction.threadId());
    }
    if (options.rowQuery() && transaction.query(slice).length() > 0) {
      place.write(QUERY);
      JsonText.escaped(slice, place);
      place.write('"');
    }
  }

  @Override
  public void begin(LoggedStatement statement, ByteWriter out) {
    MaxwellStatement.write(statement, options, out);
    isStatement = true;
  }

  @Override
  public void end(boolean lastOfTransaction, ByteWriter out) {
    if (isStatement) {
      isStatement = false;
      out.write('}');
      out.write('\n');
      return;
    }
    if (options.commitInfo() && lastOfTransaction) {
      out.write(COMMIT);
    } else if (options.xoffset()) {
      out.write(XOFFSET);
      out.decimal(xoffset);
    }
    out.write(place.slice(slice));
    if (options.primaryKeys()) {
      out.write(KEY);
      key(out);
    }
    if (options.primaryKeyColumns()) {
      out.write(KEY_COLUMNS);
      out.write(frame.keyColumns);
    }
    out.write(DATA);
    data(out);
    if (update) {
      out.write(OLD);
      old(out);
    }
    out.write(END);
  }

  private void key(ByteWriter out) {
    List<Column> key = frame.table.key();
    for (int i = 0; i < key.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      Column column = key.get(i);
      RowMembers row = data.isAbsent(column.index()) && update ? old : data;
      if (row.has(column.index())) {
        row.write(column.index(), frame.columns.nameLength(column), out);
      } else {
        out.write(NULL);
      }
    }
    out.write(']');
  }

  private void data(ByteWriter out) {
    int start = out.length();
    for (int i = 0; i < frame.table.columns().size(); i++) {
      if (data.has(i)) {
        comma(start, out);
        data.write(i, 0, out);
      } else if (update && data.isAbsent(i) && old.has(i)) {
        comma(start, out);
        old.write(i, 0, out);
      }
    }
  }

  private void old(ByteWriter out) {
    int start = out.length();
    for (int i = 0; i < frame.table.columns().size(); i++) {
      if (old.has(i) && !data.isAbsent(i) && !old.isSame(i, data)) {
        comma(start, out);
        old.write(i, 0, out);
      }
    }
  }

  private static void comma(int start, ByteWriter out) {
    if (out.length() > start) {
      out.write(',');
    }
  }

  /// Table, type and content: everything that is not about when and where.
  @Override
  public void identity(ByteSlice encoded, ByteWriter out) {
    record.wrap(encoded);
    if (record.has("sql")) {
      MaxwellStatement.identity(record, out);
      return;
    }
    for (String member : IDENTITY) {
      out.write(record.find(member));
    }
    if (record.has("old")) {
      out.write(record.value());
    }
  }
}
