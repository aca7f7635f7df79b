package io.wherry.format.debezium;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import io.wherry.format.Encoder;
import io.wherry.format.JsonMembers;
import io.wherry.format.JsonText;
import io.wherry.format.PerTable;
import java.util.List;
import java.util.function.LongSupplier;

/// The change event of Debezium's MySQL connector as JSON: its payload, without schema.
///
/// ```text
///   {"before":{…},"after":{…},
///    "source":{"version":"wherry-1","connector":"mysql","name":"wherry","ts_ms":1763832000123,
///              "snapshot":"false","db":"shop","sequence":null,"ts_us":…,"ts_ns":…,
///              "table":"orders","server_id":1,"gtid":"3e11fa47-…:23","file":"binlog.000003",
///              "pos":4711,"row":0,"thread":8,"query":null},
///    "op":"u","ts_ms":1763832000151,"ts_us":…,"ts_ns":…,
///    "transaction":{"id":"3e11fa47-…:23","total_order":1,"data_collection_order":1}}
/// ```
///
/// `pos` is where the transaction starts, `row` the row's number in it among those of its table.
/// Where it differs from Debezium: `docs/FORMATS.md`. Source: Debezium's documentation, "Debezium
/// connector for MySQL", sections "Data change events" and "Transaction metadata".
public final class DebeziumEncoder implements Encoder {
  private static final byte[] BEFORE = "{\"before\":{".getBytes(US_ASCII);
  private static final byte[] NO_BEFORE = "{\"before\":null".getBytes(US_ASCII);
  private static final byte[] AFTER = ",\"after\":{".getBytes(US_ASCII);
  private static final byte[] NO_AFTER = ",\"after\":null".getBytes(US_ASCII);
  private static final byte[] MICROS = ",\"ts_us\":".getBytes(US_ASCII);
  private static final byte[] NANOS = ",\"ts_ns\":".getBytes(US_ASCII);
  private static final byte[] GTID = ",\"gtid\":".getBytes(US_ASCII);
  private static final byte[] FILE = ",\"file\":\"".getBytes(US_ASCII);
  private static final byte[] POS = "\",\"pos\":".getBytes(US_ASCII);
  private static final byte[] ROW = ",\"row\":".getBytes(US_ASCII);
  private static final byte[] THREAD = ",\"thread\":".getBytes(US_ASCII);
  private static final byte[] QUERY = ",\"query\":".getBytes(US_ASCII);
  private static final byte[] CREATED = "},\"op\":\"c\"".getBytes(US_ASCII);
  private static final byte[] UPDATED = "},\"op\":\"u\"".getBytes(US_ASCII);
  private static final byte[] DELETED = "},\"op\":\"d\"".getBytes(US_ASCII);
  private static final byte[] TRUNCATED = "},\"op\":\"t\"".getBytes(US_ASCII);
  private static final byte[] MILLIS = ",\"ts_ms\":".getBytes(US_ASCII);
  private static final byte[] NO_TRANSACTION = ",\"transaction\":null".getBytes(US_ASCII);
  private static final byte[] TRANSACTION = ",\"transaction\":{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] ID_FILE = "file=".getBytes(US_ASCII);
  private static final byte[] ID_POS = ",pos=".getBytes(US_ASCII);
  private static final byte[] TOTAL_ORDER = "\",\"total_order\":".getBytes(US_ASCII);
  private static final byte[] ORDER = ",\"data_collection_order\":".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);
  private static final List<String> IDENTITY = List.of("op", "before", "after");

  private final DebeziumOptions options;
  private final LongSupplier epochMillis;
  private final PerTable<Frame> frames;
  private final ByteSlice slice = new ByteSlice();
  private final JsonMembers record = new JsonMembers();
  private final JsonMembers source = new JsonMembers();

  /// What stays the same for all changes of one table version: `source` up to its first time, from
  /// there to its second, and from its third to the server.
  private static final class Frame {
    final DebeziumColumns columns;
    final byte[] head;
    final byte[] schema;
    final byte[] table;

    Frame(Table table, DebeziumOptions options, UnscaledBytes unscaled) {
      columns = new DebeziumColumns(table, options, unscaled);
      var text = new ByteWriter();
      text.utf8(",\"source\":{\"version\":\"wherry-1\",\"connector\":\"mysql\",\"name\":");
      JsonText.quoted(options.topicPrefix(), text);
      text.write(MILLIS);
      this.head = text.copy();
      text.clear();
      text.utf8(",\"snapshot\":\"false\",\"db\":");
      JsonText.quoted(table.schema(), text);
      text.utf8(",\"sequence\":null");
      this.schema = text.copy();
      text.clear();
      text.utf8(",\"table\":");
      if (table.name().isEmpty()) {
        text.write(NULL);
      } else {
        JsonText.quoted(table.name(), text);
      }
      text.utf8(",\"server_id\":");
      this.table = text.copy();
    }
  }

  /// @param epochMillis the time of day in milliseconds since 1970: when the event was processed
  public DebeziumEncoder(DebeziumOptions options, LongSupplier epochMillis) {
    this.options = options;
    this.epochMillis = epochMillis;
    var unscaled = new UnscaledBytes();
    frames = new PerTable<>(table -> new Frame(table, options, unscaled));
  }

  @Override
  public String name() {
    return "debezium/1";
  }

  @Override
  public void begin(Change change, ByteWriter out) {
    Frame frame = frames.of(change.table());
    switch (change.operation()) {
      case INSERT -> {
        out.write(NO_BEFORE);
        after(change, frame, out);
        source(change, frame, out);
        out.write(CREATED);
      }
      case UPDATE -> {
        before(change, frame, out);
        after(change, frame, out);
        source(change, frame, out);
        out.write(UPDATED);
      }
      case DELETE -> {
        before(change, frame, out);
        out.write(NO_AFTER);
        source(change, frame, out);
        out.write(DELETED);
      }
    }
    processed(out);
    transaction(change.transaction(), change.number(), out);
  }

  private void processed(ByteWriter out) {
    long now = epochMillis.getAsLong();
    out.write(MILLIS);
    out.decimal(now);
    finer(now, out);
  }

  /// TRUNCATE is a change event of its table, all else a schema change event.
  @Override
  public void begin(LoggedStatement statement, ByteWriter out) {
    var table = new Table(statement.schema(), statement.table(), List.of(), List.of());
    var frame = new Frame(table, options, new UnscaledBytes());
    if (statement.kind() == LoggedStatement.Kind.TABLE_TRUNCATE) {
      out.write(NO_BEFORE);
      out.write(NO_AFTER);
      source(statement, frame, out);
      out.write(TRUNCATED);
      processed(out);
      transaction(statement.transaction(), statement.number(), out);
      return;
    }
    SchemaChange.write(statement, out);
    source(statement, frame, out);
    out.write('}');
    processed(out);
  }

  private void source(LoggedStatement statement, Frame frame, ByteWriter out) {
    Transaction transaction = statement.transaction();
    source(frame, transaction, statement.timestampMillis(), statement.number(), out);
  }

  private static void before(Change change, Frame frame, ByteWriter out) {
    out.write(BEFORE);
    change.before(frame.columns.into(out));
    out.write('}');
  }

  private static void after(Change change, Frame frame, ByteWriter out) {
    out.write(AFTER);
    change.after(frame.columns.into(out));
    out.write('}');
  }

  private void source(Change change, Frame frame, ByteWriter out) {
    source(frame, change.transaction(), change.timestampMillis(), change.number(), out);
  }

  private void source(
      Frame frame, Transaction transaction, long timestampMillis, long number, ByteWriter out) {
    out.write(frame.head);
    out.decimal(timestampMillis);
    out.write(frame.schema);
    finer(timestampMillis, out);
    out.write(frame.table);
    out.decimal(transaction.serverId());
    out.write(GTID);
    if (transaction.hasGtid()) {
      JsonText.quoted(transaction.id(slice), out);
    } else {
      out.write(NULL);
    }
    out.write(FILE);
    JsonText.escaped(transaction.file(), out);
    out.write(POS);
    out.decimal(transaction.offset());
    out.write(ROW);
    out.decimal(number - 1);
    out.write(THREAD);
    if (transaction.threadId() == Transaction.NO_THREAD) {
      out.write(NULL);
    } else {
      out.decimal(transaction.threadId());
    }
    out.write(QUERY);
    if (options.query() && transaction.query(slice).length() > 0) {
      JsonText.quoted(slice, out);
    } else {
      out.write(NULL);
    }
  }

  private static void finer(long millis, ByteWriter out) {
    out.write(MICROS);
    out.decimal(millis * 1_000);
    out.write(NANOS);
    out.decimal(millis * 1_000_000);
  }

  private void transaction(Transaction transaction, long number, ByteWriter out) {
    if (!options.transactionMetadata()) {
      out.write(NO_TRANSACTION);
      return;
    }
    out.write(TRANSACTION);
    if (transaction.hasGtid()) {
      JsonText.escaped(transaction.id(slice), out);
    } else {
      out.write(ID_FILE);
      JsonText.escaped(transaction.file(), out);
      out.write(ID_POS);
      out.decimal(transaction.offset());
    }
    out.write(TOTAL_ORDER);
    out.decimal(transaction.rows());
    out.write(ORDER);
    out.decimal(number);
    out.write('}');
  }

  @Override
  public void end(boolean lastOfTransaction, ByteWriter out) {
    out.write('}');
    out.write('\n');
  }

  /// Table, operation and content: everything that is not about when and where.
  @Override
  public void identity(ByteSlice encoded, ByteWriter out) {
    source.wrap(record.wrap(encoded).find("source"));
    out.write(source.find("db"));
    out.write(source.find("table"));
    if (record.has("ddl")) {
      out.write(record.value());
      return;
    }
    for (String member : IDENTITY) {
      out.write(record.find(member));
    }
  }
}
