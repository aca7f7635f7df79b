package io.wherry.format.maxwell;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Change;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import io.wherry.format.FormatOptions;
import io.wherry.format.JsonColumns;
import io.wherry.format.JsonText;

/// Values as Maxwell documents them: as in the other formats, but DECIMAL is a number and SET an
/// array.
///
/// | column | JSON |
/// |---|---|
/// | DECIMAL | `12.30` |
/// | SET | `["b_val","c_val"]` |
/// | BINARY, VARBINARY, BLOB | base64 |
/// | zero dates | as they are, or null |
///
/// Source: Maxwell's documentation, "Data Format", section "Column types".
final class MaxwellColumns extends JsonColumns {
  private static final FormatOptions BARE_DECIMALS = new FormatOptions(true, false);

  private final MaxwellOptions options;
  private final int count;
  private final ByteSlice label = new ByteSlice();
  private RowMembers row;

  /// @param row where members go as long as no other is named
  MaxwellColumns(Table table, MaxwellOptions options, RowMembers row) {
    super(table.columns(), BARE_DECIMALS);
    this.row = row;
    this.options = options;
    this.count = table.columns().size();
  }

  /// Takes the row as it was.
  void before(Change change, RowMembers into) {
    row = into;
    into(into.clear(count));
    change.before(this);
    into.close();
  }

  /// Takes the row as it is now.
  void after(Change change, RowMembers into) {
    row = into;
    into(into.clear(count));
    change.after(this);
    into.close();
  }

  /// Bytes of the name that a member of the column begins with, its colon included.
  int nameLength(Column column) {
    return encodedName(column).length - 1;
  }

  @Override
  protected void name(Column column) {
    row.open(column.index());
    out().write(encodedName(column), 1, nameLength(column));
  }

  @Override
  public void nothing(Column column) {
    if (options.nulls()) {
      super.nothing(column);
    } else {
      row.leaveOut(column.index());
    }
  }

  @Override
  public void text(Column column, ByteSlice utf8) {
    if (column.type() instanceof ColumnType.LabelSet) {
      name(column);
      labels(utf8);
    } else {
      super.text(column, utf8);
    }
  }

  /// A label holds no comma. Source: MySQL 9 Reference Manual, "The SET Type".
  private void labels(ByteSlice joined) {
    out().write('[');
    int start = 0;
    for (int at = 0; at <= joined.length() && joined.length() > 0; at++) {
      if (at == joined.length() || joined.at(at) == ',') {
        if (start > 0) {
          out().write(',');
        }
        label.wrap(joined.array(), joined.offset() + start, at - start);
        JsonText.quoted(label, out());
        start = at + 1;
      }
    }
    out().write(']');
  }

  @Override
  public void date(Column column, int year, int month, int day) {
    if (options.nullZerodates() && (year | month | day) == 0) {
      nothing(column);
    } else {
      super.date(column, year, month, day);
    }
  }

  @Override
  public void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
    if (options.nullZerodates() && (year | month | day) == 0) {
      nothing(column);
    } else {
      super.datetime(column, year, month, day, hour, minute, second, micros);
    }
  }

  @Override
  public void timestamp(Column column, long epochSeconds, int micros) {
    if (options.nullZerodates() && epochSeconds == 0 && micros == 0) {
      nothing(column);
    } else {
      super.timestamp(column, epochSeconds, micros);
    }
  }
}
