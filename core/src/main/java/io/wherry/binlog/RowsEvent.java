package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.change.Operation;
import io.wherry.column.Unsound;

/// Changed rows of one table: `start` it with the table's format, then `next` from row to row.
///
/// ```text
///   0          6       8
///   | table id | flags | extra data: length in 2 bytes that counts itself, bytes (version 2) |
///   | column count | columns present, a bit each | for updates: the same for the after image |
///   | rows: each a RowImage, for updates two |
/// ```
///
/// Columns that are not present have no value in any row. Where none is, the event is one row all
/// the same: MySQL logs so, under `binlog_row_image=MINIMAL`, an INSERT in which everything took
/// its default, and refuses to log two (tried on 9.7.4). How many rows there are it does not say;
/// they go to the end. In a …_COMPRESSED event the rows are [Inflated]; in a PARTIAL_UPDATE_ROWS,
/// [PartialValues] stand in front of each after image. Source: MySQL 9 source documentation,
/// "Rows_event".
public final class RowsEvent {
  /// The table number of an event without rows that only ends a statement.
  public static final long NO_TABLE = 0xFF_FFFFL;

  private static final int END_OF_STATEMENT = 1;
  private static final byte[] NONE = {};

  private final EventPlace place;
  private final RowChange change;
  private final ByteReader in = new ByteReader();
  private final Inflated inflated;
  private byte[] array = NONE;
  private int from;
  private int limit;
  private byte[] rows = NONE;
  private int at;
  private int rowsEnd;
  private long tableId;
  private int flags;
  private EventCode code = EventCode.WRITE_ROWS;
  private Operation operation = Operation.INSERT;
  private boolean started;

  /// Whether the row to come is one without columns, and so without bytes.
  private boolean bare;

  /// @param inflated room for the rows of a compressed one
  RowsEvent(EventPlace place, Inflated inflated) {
    this.place = place;
    this.inflated = inflated;
    this.change = new RowChange(place);
  }

  void read(ByteReader in, EventCode code) {
    this.code = code;
    started = false;
    operation = operation(code);
    tableId = in.uint48();
    flags = in.uint16();
    array = in.array();
    from = in.position();
    limit = from + in.remaining();
  }

  /// Lets go of the event's bytes.
  void letGo() {
    started = false;
    array = NONE;
    rows = NONE;
    in.wrap(NONE, 0, 0);
    change.letGo();
    inflated.letGo();
  }

  private static Operation operation(EventCode code) {
    return switch (code) {
      case WRITE_ROWS, WRITE_ROWS_V1, WRITE_ROWS_COMPRESSED, WRITE_ROWS_COMPRESSED_V1 ->
          Operation.INSERT;
      case DELETE_ROWS, DELETE_ROWS_V1, DELETE_ROWS_COMPRESSED, DELETE_ROWS_COMPRESSED_V1 ->
          Operation.DELETE;
      default -> Operation.UPDATE;
    };
  }

  /// The number under which the TABLE_MAP announced the table, or [#NO_TABLE].
  public long tableId() {
    return tableId;
  }

  /// What happened to all rows of the event.
  public Operation operation() {
    return operation;
  }

  /// Whether the statement ends here: table numbers announced before are void.
  public boolean endsStatement() {
    return (flags & END_OF_STATEMENT) != 0;
  }

  /// Goes before the first row.
  ///
  /// @throws BinlogException when the event does not have the format's number of columns, or is
  ///   compressed and cannot be read
  public void start(RowFormat format) {
    change.start(format, operation, code == EventCode.PARTIAL_UPDATE_ROWS);
    try {
      in.wrap(array, from, limit - from);
      if (hasExtraData()) {
        in.skip(Math.max(0, in.uint16() - 2));
      }
      long count = in.lengthEncoded();
      if (count != format.columnCount()) {
        throw change.error(
            "rows of %s columns, its TABLE_MAP has %d"
                .formatted(Long.toUnsignedString(count), format.columnCount()));
      }
      change.carry(in, (int) count);
      findRows();
      bare = !change.hasBytes();
      if (bare && at != rowsEnd) {
        throw change.error("rows without columns, in " + (rowsEnd - at) + " bytes");
      }
      started = true;
    } catch (ByteReader.ShortInput | Unsound e) {
      throw place.error(format.table().toString(), e);
    }
  }

  private boolean hasExtraData() {
    return switch (code) {
      case WRITE_ROWS_V1,
          UPDATE_ROWS_V1,
          DELETE_ROWS_V1,
          WRITE_ROWS_COMPRESSED_V1,
          UPDATE_ROWS_COMPRESSED_V1,
          DELETE_ROWS_COMPRESSED_V1 ->
          false;
      default -> true;
    };
  }

  private void findRows() {
    if (compressed()) {
      inflated.read(array, in.position(), limit);
      rows = inflated.array();
      at = 0;
      rowsEnd = inflated.length();
    } else {
      rows = array;
      at = in.position();
      rowsEnd = limit;
    }
  }

  private boolean compressed() {
    return switch (code) {
      case WRITE_ROWS_COMPRESSED_V1,
          UPDATE_ROWS_COMPRESSED_V1,
          DELETE_ROWS_COMPRESSED_V1,
          WRITE_ROWS_COMPRESSED,
          UPDATE_ROWS_COMPRESSED,
          DELETE_ROWS_COMPRESSED ->
          true;
      default -> false;
    };
  }

  /// Goes to the next row and measures its columns.
  ///
  /// @return false behind the last one
  /// @throws BinlogException when the row is not sound
  public boolean next() {
    if (!started) {
      throw new IllegalStateException("start(RowFormat) comes before next()");
    }
    if (at >= rowsEnd && !bare) {
      return false;
    }
    bare = false;
    at = change.measure(rows, at, rowsEnd);
    return true;
  }

  /// The row that [#next()] went to; the same object for all rows of all events.
  public RowChange change() {
    return change;
  }
}
