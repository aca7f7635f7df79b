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
import io.wherry.format.PerTable;
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
  private final PerTable<byte[]> names = new PerTable<>(WherryEncoder::name);
  private final boolean query;

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
    copy(members.head(), out);
    out.write(names.of(change.table()));
    out.decimal(change.number());
    switch (change.part()) {
      case WHOLE -> {}
      case DELETE_HALF -> out.write('d');
      case WRITE_HALF -> out.write('w');
    }
    copy(members.middle(change.timestampMillis()), out);
    out.decimal(change.number());
    more.clear();
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

  @Override
  public void begin(LoggedStatement statement, ByteWriter out) {
    members.of(statement.transaction());
    fields.write(statement, out);
    copy(members.head(), out);
    out.write('/');
    JsonText.escaped(statement.subject(), out);
    out.write('/');
    out.decimal(statement.number());
    out.write('s');
    copy(members.middle(statement.timestampMillis()), out);
    out.decimal(statement.number());
    more.clear();
  }

  @Override
  public void end(boolean lastOfTransaction, ByteWriter out) {
    copy(members.tail(lastOfTransaction), out);
    copy(more, out);
    out.write(END);
  }

  /// `/shop.orders/`
  private static byte[] name(Table table) {
    var name = new ByteWriter();
    name.write('/');
    JsonText.escaped(table.toString(), name);
    name.write('/');
    return name.copy();
  }

  private static void copy(ByteWriter from, ByteWriter out) {
    out.write(from.array(), 0, from.length());
  }

  /// The event's id.
  @Override
  public void identity(ByteSlice encoded, ByteWriter out) {
    meta.wrap(record.wrap(encoded).find("meta"));
    out.write(meta.find("id"));
  }
}
