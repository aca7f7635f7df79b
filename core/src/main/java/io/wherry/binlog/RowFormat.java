package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;

/// How the rows of one version of one table lie in the log: everything that can be prepared, so
/// that reading a row asks no question twice. Immutable; keep it as long as [TableMap#body()] stays
/// the same.
public final class RowFormat {
  private static final int NO_DOCUMENT = -1;

  private final Table table;
  private final ColumnLayout[] layouts;
  private final ColumnDecoder[] decoders;
  private final byte[] prefixes;
  private final int[] sizes;
  private final int[] documents;
  private final int documentCount;

  private RowFormat(Table table, TableColumns columns) {
    this.table = table;
    int count = columns.count();
    layouts = new ColumnLayout[count];
    decoders = new ColumnDecoder[count];
    prefixes = new byte[count];
    sizes = new int[count];
    documents = new int[count];
    int number = 0;
    for (int i = 0; i < count; i++) {
      ColumnLayout layout = columns.layout(i);
      layouts[i] = layout;
      Column column = table.columns().get(i);
      decoders[i] = decoder(column, layout);
      prefixes[i] = (byte) layout.prefix();
      sizes[i] = size(column, layout);
      documents[i] = layout.type() == StorageType.JSON ? number++ : NO_DOCUMENT;
    }
    documentCount = number;
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

  /// An old temporal value is longer where it has a fraction, which only the definition says.
  private static int size(Column column, ColumnLayout layout) {
    return layout.type().oldTemporal()
        ? OldFractionColumn.bytes(layout.type(), fraction(column.type()))
        : layout.size();
  }

  private static int fraction(ColumnType type) {
    return switch (type) {
      case ColumnType.Time t -> t.fraction();
      case ColumnType.Datetime d -> d.fraction();
      case ColumnType.Timestamp t -> t.fraction();
      default -> 0;
    };
  }

  private static ColumnDecoder decoder(Column column, ColumnLayout layout) {
    ColumnDecoder plain =
        switch (column.type()) {
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
          case ColumnType.Time t ->
              layout.type() == StorageType.TIME
                  ? new TimeColumn(column)
                  : old(column, layout, t.fraction());
          case ColumnType.Datetime d ->
              layout.type() == StorageType.DATETIME
                  ? new DatetimeColumn(column)
                  : old(column, layout, d.fraction());
          case ColumnType.Timestamp t ->
              layout.type() == StorageType.TIMESTAMP
                  ? new TimestampColumn(column)
                  : old(column, layout, t.fraction());
          case ColumnType.Json _ ->
              layout.type() == StorageType.JSON
                  ? new JsonColumn(column)
                  : new JsonTextColumn(column);
          case ColumnType.Geometry _ -> new BinaryColumn(column, 0);
          case ColumnType.Vector _ -> new VectorColumn(column);
          case ColumnType.Uuid _ -> new UuidColumn(column);
          case ColumnType.Inet4 _ -> new InetColumn(column, 4);
          case ColumnType.Inet6 _ -> new InetColumn(column, 16);
        };
    return layout.type().compressed() ? new CompressedColumn(column, plain) : plain;
  }

  private static ColumnDecoder old(Column column, ColumnLayout layout, int fraction) {
    return fraction == 0
        ? new OldTemporalColumn(column, layout.type())
        : new OldFractionColumn(column, layout.type(), fraction);
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

  /// Number of columns that MySQL stores as JSON documents.
  int documentCount() {
    return documentCount;
  }

  /// Number of a column among those, from 0; negative for another.
  int document(int column) {
    return documents[column];
  }

  /// Whether the column is one that `binlog_row_image=NOBLOB` leaves out.
  boolean isLarge(int column) {
    return layouts[column].type().large();
  }

  /// `DECIMAL(10,2)`: the type of a column, for messages.
  String typeName(int column) {
    return layouts[column].toString();
  }
}
