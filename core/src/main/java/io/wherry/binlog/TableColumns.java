package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import io.wherry.column.CharacterSet;
import io.wherry.column.Collations;
import io.wherry.column.ColumnLayout;
import io.wherry.column.StorageType;
import io.wherry.column.TypeName;
import io.wherry.column.Unsound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a TABLE_MAP: how each lies in a row, and what else the event says of it.
final class TableColumns {
  private static final int CHARSET_BINARY = 63;

  /// utf8mb4_bin, which MariaDB's JSON has.
  private static final int COLLATION_OF_JSON = 46;

  private final ColumnLayout[] layouts;
  private final OptionalMetadata metadata;
  private final boolean mariadb;

  private TableColumns(ColumnLayout[] layouts, OptionalMetadata metadata, boolean mariadb) {
    this.layouts = layouts;
    this.metadata = metadata;
    this.mariadb = mariadb;
  }

  /// Reads the event from its column count on.
  static TableColumns read(ByteReader in, ByteSlice part, boolean mariadb) {
    long count = in.lengthEncoded();
    if (count < 1 || count > TableMap.COLUMNS_MAX) {
      throw new Unsound(
          Long.toUnsignedString(count) + " columns; a table has 1 to " + TableMap.COLUMNS_MAX);
    }
    var layouts = new ColumnLayout[(int) count];
    byte[] array = in.array();
    int types = in.position();
    in.skip(layouts.length);
    long metadataBytes = in.lengthEncoded();
    in.slice((int) Math.min(Integer.MAX_VALUE, metadataBytes & Long.MAX_VALUE), part);
    int nullable = in.position();
    in.skip((layouts.length + 7) / 8);
    var metadata = new ByteReader().wrap(part);
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = layout(i, array[types + i] & 0xFF, metadata, bit(array, nullable, i));
    }
    if (metadata.remaining() > 0) {
      throw new Unsound(metadata.remaining() + " bytes of metadata too many");
    }
    return new TableColumns(layouts, OptionalMetadata.read(in, layouts, mariadb), mariadb);
  }

  private static boolean bit(byte[] array, int at, int index) {
    return (array[at + (index >>> 3)] >>> (index & 7) & 1) != 0;
  }

  private static ColumnLayout layout(int index, int code, ByteReader metadata, boolean nullable) {
    StorageType type = StorageType.of(code);
    if (type == null) {
      throw new Unsound("column " + (index + 1) + " has the unknown type " + code);
    }
    int first = type.metadataBytes() > 0 ? metadata.uint8() : 0;
    int second = type.metadataBytes() > 1 ? metadata.uint8() : 0;
    try {
      return ColumnLayout.of(type, first, second, nullable);
    } catch (Unsound e) {
      throw new Unsound("column " + (index + 1) + ": " + e.getMessage());
    }
  }

  int count() {
    return layouts.length;
  }

  ColumnLayout layout(int index) {
    return layouts[index];
  }

  boolean named() {
    return !metadata.names().isEmpty();
  }

  /// The definition that the event carries.
  ///
  /// @throws Unsound when it lacks something, or a type is not decoded
  Table toTable(String schema, String name) {
    if (!named()) {
      throw new Unsound("it carries no column names; set binlog_row_metadata=FULL");
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < layouts.length; i++) {
      String column = metadata.names().get(i);
      try {
        columns.add(new Column(i, column, type(i), layouts[i].nullable()));
      } catch (Unsound e) {
        throw new Unsound("column " + column + ": " + e.getMessage());
      }
    }
    List<Column> key = metadata.key().stream().map(columns::get).toList();
    return new Table(schema, name, columns, key);
  }

  private ColumnType type(int index) {
    ColumnLayout layout = layouts[index];
    return switch (layout.type()) {
      case TINY, SHORT, INT24, LONG, LONGLONG ->
          new ColumnType.Int(layout.size(), Boolean.TRUE.equals(metadata.unsigned(index)));
      case DECIMAL -> new ColumnType.Decimal(layout.first(), layout.second());
      case FLOAT, DOUBLE -> new ColumnType.Real(layout.size(), ColumnType.Real.SHORTEST);
      case BIT -> new ColumnType.Bit(layout.bits());
      case YEAR -> new ColumnType.Year();
      case DATE, NEWDATE -> new ColumnType.Date();
      case TIME -> new ColumnType.Time(layout.first());
      case DATETIME -> new ColumnType.Datetime(layout.first());
      case TIMESTAMP -> new ColumnType.Timestamp(layout.first());
      case OLD_TIME, OLD_DATETIME, OLD_TIMESTAMP -> throw fractionUnknown(layout);
      case STRING, VARCHAR, VAR_STRING, BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB -> text(index);
      case ENUM -> new ColumnType.Enumeration(labels(index));
      case SET -> new ColumnType.LabelSet(labels(index));
      case BLOB_COMPRESSED, VARCHAR_COMPRESSED -> text(index);
      case JSON -> new ColumnType.Json();
      case GEOMETRY -> new ColumnType.Geometry();
      case VECTOR -> new ColumnType.Vector(metadata.dimensions(index));
      case NULL, TYPED_ARRAY ->
          throw new Unsound(layout + " is no type that a table's column has; exclude the table");
    };
  }

  /// Whether a definition may say more of a column than the event does, even one with names.
  boolean vague() {
    for (ColumnLayout layout : layouts) {
      if (layout.type() == StorageType.FLOAT || layout.type() == StorageType.DOUBLE) {
        return true;
      }
    }
    return ambiguous();
  }

  /// Whether values of a column may be another type's: MariaDB hides types of its own behind
  /// others.
  boolean ambiguous() {
    for (int i = 0; mariadb && i < layouts.length; i++) {
      int collation = metadata.collation(i);
      boolean binary = collation == CHARSET_BINARY;
      boolean hides = binary || collation == COLLATION_OF_JSON || layouts[i].type().oldTemporal();
      if (hides && TypeFit.ambiguous(layouts[i], binary)) {
        return true;
      }
    }
    return false;
  }

  /// MariaDB logs a TIME(3) of the old format under the same type as a TIME, without saying that
  /// its values are longer: tried on 10.11.18 and 11.8.9. Guessing would shift every column behind
  /// it.
  private static Unsound fractionUnknown(ColumnLayout layout) {
    return new Unsound(
        layout
            + " of the old format, whose fraction the log does not say;"
            + " set mysql56_temporal_format=ON and ALTER TABLE … FORCE, or exclude the table");
  }

  private ColumnType text(int index) {
    ColumnLayout layout = layouts[index];
    if (metadata.collation(index) == CHARSET_BINARY) {
      int fixed = layout.type() == StorageType.STRING ? layout.lengthBytes() : 0;
      return new ColumnType.Binary(fixed);
    }
    return new ColumnType.Text(charset(index));
  }

  private String charset(int index) {
    int collation = metadata.collation(index);
    String charset = Collations.charset(collation, mariadb);
    if (charset == null) {
      throw new Unsound("collation " + collation + " is of no known charset; exclude the table");
    }
    return charset;
  }

  private List<String> labels(int index) {
    List<byte[]> labels = metadata.labels(index);
    if (labels == null) {
      throw new Unsound("its labels are missing");
    }
    CharacterSet charset = CharacterSet.named(charset(index));
    if (charset == null) {
      throw new Unsound("charset " + charset(index) + " is not known; exclude the table");
    }
    return labels.stream().map(label -> charset.text(ByteSlice.of(label))).toList();
  }

  /// One phrase that says where a definition does not fit, or null.
  @Nullable String mismatch(Table definition) {
    if (definition.columns().size() != layouts.length) {
      return "expected " + definition.columns().size() + " columns, found " + layouts.length;
    }
    for (Column column : definition.columns()) {
      int i = column.index();
      if (named() && !metadata.names().get(i).equals(column.name())) {
        return "column %d: expected %s, found %s"
            .formatted(i + 1, column.name(), metadata.names().get(i));
      }
      if (!fits(column) || !labelsFit(i, column.type())) {
        return "column %s: expected %s%s, found %s%s"
            .formatted(
                column.name(),
                TypeName.of(column.type()),
                column.nullable() ? "" : " NOT NULL",
                found(i),
                (layouts[i].nullable() ? "" : " NOT NULL")
                    + (fits(column) ? " of other labels" : ""));
      }
    }
    return null;
  }

  private boolean fits(Column column) {
    int i = column.index();
    ColumnLayout layout = layouts[i];
    return layout.nullable() == column.nullable()
        && TypeFit.fits(layout, column.type(), mariadb)
        && signFits(i, column.type())
        && charsetFits(i, column.type());
  }

  private boolean signFits(int index, ColumnType type) {
    Boolean unsigned = metadata.unsigned(index);
    return unsigned == null || !(type instanceof ColumnType.Int i) || i.unsigned() == unsigned;
  }

  private boolean charsetFits(int index, ColumnType type) {
    String charset = Collations.charset(metadata.collation(index), mariadb);
    return charset == null
        || switch (type) {
          case ColumnType.Text text -> CharacterSet.canonical(text.charset()).equals(charset);
          case ColumnType.Binary _ -> charset.equals("binary");
          case ColumnType.Json _ -> charset.equals("utf8mb4");
          default -> true;
        };
  }

  private boolean labelsFit(int index, ColumnType type) {
    if (metadata.labels(index) == null) {
      return true;
    }
    return switch (type) {
      case ColumnType.Enumeration e -> e.labels().equals(labels(index));
      case ColumnType.LabelSet s -> s.labels().equals(labels(index));
      default -> true;
    };
  }

  private String found(int index) {
    String charset = Collations.charset(metadata.collation(index), mariadb);
    boolean unsigned = Boolean.TRUE.equals(metadata.unsigned(index));
    return layouts[index]
        + (unsigned ? " UNSIGNED" : "")
        + (charset == null ? "" : " (" + charset + ")");
  }
}
