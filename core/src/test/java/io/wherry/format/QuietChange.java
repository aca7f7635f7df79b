package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.ColumnVisitor;
import io.wherry.change.Image;
import io.wherry.change.Operation;
import io.wherry.change.Part;
import io.wherry.change.SampleChange;
import io.wherry.change.Table;
import io.wherry.change.Transaction;
import java.util.List;

/// An update that makes no object when it is pushed: whatever is allocated is the encoder's doing.
final class QuietChange implements Change {
  private static final Table TABLE =
      new Table(
          "shop",
          "quiet",
          List.of(
              new Column(0, "int", new ColumnType.Int(4, false), false),
              new Column(1, "bigint", new ColumnType.Int(8, true), true),
              new Column(2, "bit", new ColumnType.Bit(9), true),
              new Column(3, "decimal", new ColumnType.Decimal(20, 2), true),
              new Column(4, "text", new ColumnType.Text("utf8mb4"), true),
              new Column(5, "set", new ColumnType.LabelSet(List.of("a", "b")), true),
              new Column(6, "json", new ColumnType.Json(), true),
              new Column(7, "bytes", new ColumnType.Binary(0), true),
              new Column(8, "date", new ColumnType.Date(), true),
              new Column(9, "time", new ColumnType.Time(3), true),
              new Column(10, "datetime", new ColumnType.Datetime(6), true),
              new Column(11, "timestamp", new ColumnType.Timestamp(0), true),
              new Column(12, "null", new ColumnType.Json(), true),
              new Column(13, "float", new ColumnType.Real(4, ColumnType.Real.SHORTEST), true),
              new Column(14, "double", new ColumnType.Real(8, ColumnType.Real.SHORTEST), true)),
          List.of());

  private final Transaction transaction = SampleChange.exampleTransaction();
  private final ByteSlice digits = ByteSlice.utf8("-123456789012345678.90");
  private final ByteSlice text = ByteSlice.utf8("text with \"quotes\" é");
  private final ByteSlice labels = ByteSlice.utf8("a,b");
  private final ByteSlice document = ByteSlice.utf8("{\"a\": [1, 2]}");

  @Override
  public Table table() {
    return TABLE;
  }

  @Override
  public Operation operation() {
    return Operation.UPDATE;
  }

  @Override
  public Part part() {
    return Part.WHOLE;
  }

  @Override
  public Image image() {
    return Image.FULL;
  }

  @Override
  public boolean carriesBefore(Column column) {
    return true;
  }

  @Override
  public boolean carriesAfter(Column column) {
    return true;
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public long number() {
    return 1;
  }

  @Override
  public long timestampMillis() {
    return 1_763_832_000_123L;
  }

  @Override
  public void before(ColumnVisitor visitor) {
    push(visitor, 1);
  }

  @Override
  public void after(ColumnVisitor visitor) {
    push(visitor, 2);
  }

  private void push(ColumnVisitor to, int value) {
    List<Column> columns = TABLE.columns();
    to.int64(columns.get(0), value);
    to.uint64(columns.get(1), -value);
    to.uint64(columns.get(2), 257);
    to.decimal(columns.get(3), digits);
    to.text(columns.get(4), text);
    to.text(columns.get(5), labels);
    to.json(columns.get(6), document);
    to.bytes(columns.get(7), text);
    to.date(columns.get(8), 2026, 11, value);
    to.time(columns.get(9), true, 1, 2, value, 500_000);
    to.datetime(columns.get(10), 2026, 11, 22, 18, 30, value, 1);
    to.timestamp(columns.get(11), 1_763_832_000L + value, 0);
    to.nothing(columns.get(12));
    to.float32(columns.get(13), value / 3f);
    to.float64(columns.get(14), value * 1e-20 / 3);
  }

  @Override
  public void before(Column column, ColumnVisitor visitor) {
    throw new UnsupportedOperationException("encoders take whole rows");
  }

  @Override
  public void after(Column column, ColumnVisitor visitor) {
    throw new UnsupportedOperationException("encoders take whole rows");
  }

  @Override
  public ByteSlice beforeImage(ByteSlice into) {
    throw new UnsupportedOperationException("encoders take columns");
  }

  @Override
  public ByteSlice afterImage(ByteSlice into) {
    throw new UnsupportedOperationException("encoders take columns");
  }
}
