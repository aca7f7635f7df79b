package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.ColumnVisitor;

/// Says one column's values to a visitor. One object stands for one column of one version of a
/// table; where its values lie and how long they are has been measured before.
public abstract class ColumnDecoder {
  final Column column;

  ColumnDecoder(Column column) {
    this.column = column;
  }

  /// The decoder of a column whose values lie as its layout says.
  ///
  /// @throws Unsound when the column has a charset that is not known
  public static ColumnDecoder of(Column column, ColumnLayout layout) {
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

  /// The column that is said.
  public final Column column() {
    return column;
  }

  /// Says the value whose bytes are `array[at]` to `array[at + length - 1]`; not SQL NULL.
  ///
  /// @throws Unsound when the bytes are no value of the type
  public abstract void push(
      byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor);
}
