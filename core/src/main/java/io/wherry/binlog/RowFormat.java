package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;

/// How the rows of one version of one table lie in the log: everything that can be prepared, so
/// that reading a row asks no question twice. Immutable; keep it as long as [TableMap#body()] stays
/// the same.
public final class RowFormat {
  private final Table table;
  private final ColumnLayout[] layouts;
  private final ColumnDecoder[] decoders;
  private final byte[] prefixes;
  private final int[] sizes;

  private RowFormat(Table table, TableColumns columns) {
    this.table = table;
    int count = columns.count();
    layouts = new ColumnLayout[count];
    decoders = new ColumnDecoder[count];
    prefixes = new byte[count];
    sizes = new int[count];
    for (int i = 0; i < count; i++) {
      ColumnLayout layout = columns.layout(i);
      layouts[i] = layout;
      decoders[i] = decoder(table.columns().get(i), layout);
      prefixes[i] = (byte) layout.prefix();
      sizes[i] = layout.size();
    }
  }

  /// Prepares the reading of a table's rows: the layout from the TABLE_MAP, names, signedness,
  /// charsets and labels from the definition.
  ///
  /// @throws BinlogException when the definition does not fit ([TableMap#mismatch]), or a column
  ///   has a type or charset that is not decoded
  public static RowFormat bind(TableMap map, Table table) {
    try {
      String mismatch = map.columns().mismatch(table);
      if (mismatch != null) {
        throw new Unsound(mismatch);
      }
      return new RowFormat(table, map.columns());
    } catch (ByteReader.ShortInput | Unsound e) {
      throw map.error(e);
    }
  }

  private static ColumnDecoder decoder(Column column, ColumnLayout layout) {
    return switch (column.type()) {
      case ColumnType.Int i -> new IntColumn(column, i.bytes(), i.unsigned());
      case ColumnType.Decimal d -> new DecimalColumn(column, d.precision(), d.scale());
      case ColumnType.Real r -> new RealColumn(column, r.bytes());
      case ColumnType.Bit _ -> new BitColumn(column);
      case ColumnType.Year _ -> new YearColumn(column);
      case ColumnType.Text t -> new TextColumn(column, charset(column, t.charset()));
      case ColumnType.Binary b -> new BinaryColumn(column, b.fixedLength());
      case ColumnType.Enumeration e -> new EnumColumn(column, e);
      case ColumnType.LabelSet s -> new SetColumn(column, s);
      case ColumnType.Date _ -> new DateColumn(column);
      case ColumnType.Time _ ->
          layout.type() == StorageType.TIME
              ? new TimeColumn(column)
              : new OldTemporalColumn(column, layout.type());
      case ColumnType.Datetime _ ->
          layout.type() == StorageType.DATETIME
              ? new DatetimeColumn(column)
              : new OldTemporalColumn(column, layout.type());
      case ColumnType.Timestamp _ ->
          layout.type() == StorageType.TIMESTAMP
              ? new TimestampColumn(column)
              : new OldTemporalColumn(column, layout.type());
      case ColumnType.Json _ -> new JsonColumn(column);
    };
  }

  private static CharacterSet charset(Column column, String name) {
    CharacterSet charset = CharacterSet.named(name);
    if (charset == null) {
      throw new Unsound(
          "column " + column.name() + ": charset " + name + " is not known; exclude the table");
    }
    return charset;
  }

  /// The definition that was bound.
  public Table table() {
    return table;
  }

  int columnCount() {
    return decoders.length;
  }

  ColumnDecoder[] decoders() {
    return decoders;
  }

  /// For each column, bytes of the length in front of a value; 0 for values of a fixed size.
  byte[] prefixes() {
    return prefixes;
  }

  /// For each column, bytes of every value; 0 where each says its own.
  int[] sizes() {
    return sizes;
  }

  /// `DECIMAL(10,2)`: the type of a column, for messages.
  String typeName(int column) {
    return layouts[column].toString();
  }
}
