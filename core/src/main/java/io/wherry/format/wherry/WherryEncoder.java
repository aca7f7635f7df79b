package io.wherry.format.wherry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Change;
import io.wherry.change.Image;
import io.wherry.change.LoggedStatement;
import io.wherry.change.Table;
import io.wherry.format.Encoder;
import io.wherry.format.FormatOptions;
import io.wherry.format.FourFields;
import io.wherry.format.JsonMembers;
import io.wherry.format.JsonText;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/// The four fields and a fifth, `meta`.
///
/// ```text
///   "meta":{"id":"3e11fa47-…:23/kinesistest.Users/1","ts_ms":1763832000123,
///           "tx":{"id":"3e11fa47-…:23","row":1,"last":true},
///           "server":"3e11fa47-…","position":"binlog.000003:4711"}
/// ```
///
/// `id` of a statement ends in `s` behind its number among the transaction's statements.
///
/// `id` names the event: transaction, table, number of the row among the table's rows in it (and
/// `d` or `w` for a half of a split update). `position` is where the transaction starts: a valid
/// `--start`. Where the log does not carry all columns, `"image":"minimal"` follows: see [Image];
/// then, where it is asked for and in the log, `"query"`, the statement that changed the row.
/// Source: DESIGN 9.
public final class WherryEncoder implements Encoder {
  private static final byte[] ID = ",\"meta\":{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] TIME = "\",\"ts_ms\":".getBytes(US_ASCII);
  private static final byte[] TX = ",\"tx\":{\"id\":\"".getBytes(US_ASCII);
  private static final byte[] ROW = "\",\"row\":".getBytes(US_ASCII);
  private static final byte[] LAST = ",\"last\":true},\"server\":\"".getBytes(US_ASCII);
  private static final byte[] NOT_LAST = ",\"last\":false},\"server\":\"".getBytes(US_ASCII);
  private static final byte[] IMAGE = "\",\"image\":\"".getBytes(US_ASCII);
  private static final byte[] QUERY = "\",\"query\":\"".getBytes(US_ASCII);
  private static final byte[] END = "\"}}\n".getBytes(US_ASCII);
  private static final Map<Image, byte[]> IMAGES = new EnumMap<>(Image.class);

  static {
    for (Image image : EnumSet.complementOf(EnumSet.of(Image.FULL))) {
      IMAGES.put(image, image.word().getBytes(US_ASCII));
    }
  }

  private final FourFields fields;
  private final JsonMembers record = new JsonMembers();
  private final JsonMembers meta = new JsonMembers();
  private final TransactionMembers members = new TransactionMembers();
  private final ByteSlice text = new ByteSlice();
  private final ByteWriter more = new ByteWriter();
  private final boolean query;
  private Table tableNamed = new Table("", "", java.util.List.of(), java.util.List.of());
  private byte[] tableName = {};

  /// An encoder with the given choices.
  public WherryEncoder(FormatOptions options) {
    fields = new FourFields(options);
    query = options.query();
  }

  @Override
  public String name() {
    return "wherry/1";
  }

  @Override
  public void begin(Change change, ByteWriter out) {
    members.of(change.transaction());
    fields.write(change, out);
    out.write(ID);
    out.write(members.id());
    out.write(tableName(change.table()));
    out.decimal(change.number());
    switch (change.part()) {
      case WHOLE -> {}
      case DELETE_HALF -> out.write('d');
      case WRITE_HALF -> out.write('w');
    }
    tx(change.timestampMillis(), change.number(), out);
    byte[] image = IMAGES.get(change.image());
    if (image != null) {
      more.write(IMAGE);
      more.write(image);
    }
    if (query && change.transaction().query(text).length() > 0) {
      more.write(QUERY);
      JsonText.escaped(text, more);
    }
  }

  /// The members from the time on; what stands behind `last` is kept aside, for `last` is known
  /// later.
  private void tx(long timestampMillis, long number, ByteWriter out) {
    out.write(TIME);
    out.decimal(timestampMillis);
    out.write(TX);
    out.write(members.id());
    out.write(ROW);
    out.decimal(number);
    more.clear();
  }

  @Override
  public void begin(LoggedStatement statement, ByteWriter out) {
    members.of(statement.transaction());
    fields.write(statement, out);
    out.write(ID);
    out.write(members.id());
    out.write('/');
    JsonText.escaped(statement.subject(), out);
    out.write('/');
    out.decimal(statement.number());
    out.write('s');
    tx(statement.timestampMillis(), statement.number(), out);
  }

  @Override
  public void end(boolean lastOfTransaction, ByteWriter out) {
    out.write(lastOfTransaction ? LAST : NOT_LAST);
    out.write(members.origin());
    out.write(more.array(), 0, more.length());
    out.write(END);
  }

  /// The event's id.
  @Override
  public void identity(ByteSlice encoded, ByteWriter out) {
    meta.wrap(record.wrap(encoded).find("meta"));
    out.write(meta.find("id"));
  }

  private byte[] tableName(Table table) {
    if (table != tableNamed) {
      var name = new ByteWriter();
      name.write('/');
      JsonText.escaped(ByteSlice.utf8(table.toString()), name);
      name.write('/');
      tableName = name.copy();
      tableNamed = table;
    }
    return tableName;
  }
}
