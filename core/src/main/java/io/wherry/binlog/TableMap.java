package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Table;
import io.wherry.column.Unsound;
import org.jspecify.annotations.Nullable;

/// The layout of a table whose rows follow, under a number that is valid until the end of the
/// statement.
///
/// ```text
///   0          6       8
///   | table id | flags | schema, 1-byte length, 0 behind | table, same | columns: count, types |
///   | types' metadata: length, bytes | nullable, a bit a column | OptionalMetadata, to the end |
/// ```
///
/// Names and number are read at once; the rest when it is asked for, so that a table that nobody
/// wants costs nothing and may have any type. Source: MySQL 9 source documentation,
/// "Table_map_event".
public final class TableMap {
  /// The most columns a table has (MySQL, MariaDB).
  public static final int COLUMNS_MAX = 4096;

  private final EventPlace place;
  private final FormatDescription writer;
  private final ByteReader rest = new ByteReader();
  private final ByteSlice body = new ByteSlice();
  private final ByteSlice schema = new ByteSlice();
  private final ByteSlice table = new ByteSlice();
  private final ByteSlice part = new ByteSlice();
  private long tableId;
  private @Nullable TableColumns columns;

  TableMap(EventPlace place, FormatDescription writer) {
    this.place = place;
    this.writer = writer;
  }

  void read(ByteReader in) {
    columns = null;
    tableId = in.uint48();
    in.skip(2);
    body.wrap(in.array(), in.position(), in.remaining());
    in.slice(in.uint8(), schema);
    in.skip(1);
    in.slice(in.uint8(), table);
    in.skip(1);
    rest.wrap(in.array(), in.position(), in.remaining());
  }

  /// The number by which row events name the table; it changes whenever the server opens the table
  /// anew.
  public long tableId() {
    return tableId;
  }

  /// The database's name, in UTF-8.
  public ByteSlice schema() {
    return schema;
  }

  /// The table's name, in UTF-8.
  public ByteSlice table() {
    return table;
  }

  /// The database's name as an object.
  public String schemaName() {
    return schema.utf8();
  }

  /// The table's name as an object.
  public String tableName() {
    return table.utf8();
  }

  /// Everything but the number: names, layout, metadata. Equal bytes: the same [Table] and
  /// [RowFormat] fit.
  public ByteSlice body() {
    return body;
  }

  /// Number of columns.
  ///
  /// @throws BinlogException when the event is not sound, or has a column of an unknown type
  public int columnCount() {
    return columns().count();
  }

  /// Whether it carries the columns' names (`binlog_row_metadata=FULL`).
  ///
  /// @throws BinlogException as [#columnCount()]
  public boolean named() {
    return columns().named();
  }

  /// Whether a definition may say more of a column than the event does, even where it is
  /// [#named()]: the digits of FLOAT(M,D), or what is [#ambiguous()].
  ///
  /// @throws BinlogException as [#columnCount()]
  public boolean vague() {
    return columns().vague();
  }

  /// Whether values of a column may be of a type that the event does not name, so that a definition
  /// is needed even where it is [#named()]: MariaDB logs UUID, INET4, INET6 and VECTOR as binary
  /// strings, JSON as a text, and old temporal types without their digits.
  ///
  /// @throws BinlogException as [#columnCount()]
  public boolean ambiguous() {
    return columns().ambiguous();
  }

  /// The definition that the event itself carries; call it only where [#named()], and for a table
  /// whose rows are wanted.
  ///
  /// @throws BinlogException when it is not named, or has a column of a type that is not decoded
  public Table toTable() {
    try {
      return columns().toTable(schemaName(), tableName());
    } catch (Unsound e) {
      throw error(e);
    }
  }

  /// Judges a definition: count, types, metadata and nullability of its columns must fit, and
  /// signedness, charsets and labels where the event carries them. Names cannot be judged here,
  /// unless the event carries them too.
  ///
  /// @return null when it fits, else one phrase: `column price: expected DECIMAL(10,2) NOT NULL,
  ///   found DECIMAL(12,2) NOT NULL`
  /// @throws BinlogException as [#columnCount()]
  public @Nullable String mismatch(Table definition) {
    return columns().mismatch(definition);
  }

  /// What the event says of the columns, read on the first call after it came.
  TableColumns columns() {
    TableColumns known = columns;
    if (known == null) {
      try {
        known = TableColumns.read(rest, part, writer.mariadb());
      } catch (ByteReader.ShortInput | Unsound e) {
        throw error(e);
      }
      columns = known;
    }
    return known;
  }

  /// `binlog.000007:4711 TABLE_MAP shop.orders: …`.
  BinlogException error(RuntimeException cause) {
    return place.error(schemaName() + "." + tableName(), cause);
  }
}
