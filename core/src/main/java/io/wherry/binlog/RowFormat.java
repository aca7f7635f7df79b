package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.change.Column;
import io.wherry.change.Table;
import io.wherry.column.ColumnDecoder;
import io.wherry.column.ColumnLayout;
import io.wherry.column.StorageType;
import io.wherry.column.Unsound;

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
      decoders[i] = ColumnDecoder.of(column, layout);
      prefixes[i] = (byte) layout.prefix();
      sizes[i] = layout.size(column.type());
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
