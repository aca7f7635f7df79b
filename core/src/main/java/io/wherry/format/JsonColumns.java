package io.wherry.format;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.ColumnVisitor;
import java.util.List;

/// Writes the columns it hears as the members of a JSON object: `"id":123,"name":"Foo"`, without
/// the braces.
///
/// It is made once per table version, with the names encoded beforehand. An absent column leaves no
/// member. A format that shows a type in another way overrides its method. Source: DESIGN 9, the
/// table of columns and their JSON.
public class JsonColumns implements ColumnVisitor {
  private final byte[][] names;
  private final byte[] fractions;
  private final boolean decimalsAsNumbers;
  private final RealText reals = new RealText();
  private ByteWriter out = new ByteWriter(0);
  private boolean first;

  /// Prepares the member names of a table's columns.
  public JsonColumns(List<Column> columns, FormatOptions options) {
    names = new byte[columns.size()][];
    fractions = new byte[columns.size()];
    for (Column column : columns) {
      fractions[column.index()] = (byte) fraction(column.type());
      var name = new ByteWriter();
      name.write(',');
      JsonText.quoted(column.name(), name);
      name.write(':');
      names[column.index()] = name.copy();
    }
    decimalsAsNumbers = options.decimalsAsNumbers();
  }

  /// Starts another object, written to `out`.
  public final JsonColumns into(ByteWriter out) {
    this.out = out;
    first = true;
    return this;
  }

  /// Where the object is written.
  protected final ByteWriter out() {
    return out;
  }

  /// The encoded name of a column, with the comma before it and its colon.
  protected final byte[] encodedName(Column column) {
    return names[column.index()];
  }

  /// Begins a member; each value comes behind its name.
  protected void name(Column column) {
    byte[] name = names[column.index()];
    int from = first ? 1 : 0;
    first = false;
    out.write(name, from, name.length - from);
  }

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  @Override
  public void nothing(Column column) {
    name(column);
    out.write(NULL);
  }

  @Override
  public void absent(Column column) {}

  @Override
  public void int64(Column column, long value) {
    name(column);
    out.decimal(value);
  }

  @Override
  public void uint64(Column column, long bits) {
    name(column);
    out.unsignedDecimal(bits);
  }

  @Override
  public void decimal(Column column, ByteSlice digits) {
    name(column);
    if (decimalsAsNumbers) {
      out.write(digits);
    } else {
      out.write('"');
      out.write(digits);
      out.write('"');
    }
  }

  @Override
  public void float32(Column column, float value) {
    name(column);
    int scale = scale(column);
    if (scale == ColumnType.Real.SHORTEST) {
      reals.write(value, out);
    } else {
      RealText.fixed(value, scale, out);
    }
  }

  @Override
  public void float64(Column column, double value) {
    name(column);
    int scale = scale(column);
    if (scale == ColumnType.Real.SHORTEST) {
      reals.write(value, out);
    } else {
      RealText.fixed(value, scale, out);
    }
  }

  private static int scale(Column column) {
    return column.type() instanceof ColumnType.Real real ? real.scale() : ColumnType.Real.SHORTEST;
  }

  @Override
  public void text(Column column, ByteSlice utf8) {
    name(column);
    JsonText.quoted(utf8, out);
  }

  @Override
  public void bytes(Column column, ByteSlice bytes) {
    name(column);
    out.write('"');
    Base64Text.write(bytes, out);
    out.write('"');
  }

  @Override
  public void vector(Column column, ByteSlice float32s) {
    name(column);
    out.write('[');
    for (int i = 0; i < float32s.length(); i += Float.BYTES) {
      if (i > 0) {
        out.write(',');
      }
      reals.write(float32(float32s, i), out);
    }
    out.write(']');
  }

  private static float float32(ByteSlice bytes, int at) {
    return Float.intBitsToFloat(
        (bytes.at(at) & 0xFF)
            | (bytes.at(at + 1) & 0xFF) << 8
            | (bytes.at(at + 2) & 0xFF) << 16
            | bytes.at(at + 3) << 24);
  }

  @Override
  public void json(Column column, ByteSlice utf8) {
    name(column);
    out.write(utf8);
  }

  @Override
  public void date(Column column, int year, int month, int day) {
    name(column);
    out.write('"');
    TemporalText.date(year, month, day, out);
    out.write('"');
  }

  @Override
  public void time(
      Column column, boolean negative, int hours, int minutes, int seconds, int micros) {
    name(column);
    out.write('"');
    if (negative) {
      out.write('-');
    }
    TemporalText.clock(hours, minutes, seconds, micros, fraction(column), out);
    out.write('"');
  }

  @Override
  public void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
    name(column);
    out.write('"');
    TemporalText.date(year, month, day, out);
    out.write(' ');
    TemporalText.clock(hour, minute, second, micros, fraction(column), out);
    out.write('"');
  }

  @Override
  public void timestamp(Column column, long epochSeconds, int micros) {
    name(column);
    out.write('"');
    TemporalText.timestamp(epochSeconds, micros, fraction(column), out);
    out.write('"');
  }

  /// How many digits the column has behind the second.
  protected final int fraction(Column column) {
    return fractions[column.index()];
  }

  private static int fraction(ColumnType type) {
    return switch (type) {
      case ColumnType.Time time -> time.fraction();
      case ColumnType.Datetime datetime -> datetime.fraction();
      case ColumnType.Timestamp timestamp -> timestamp.fraction();
      case ColumnType.Int _,
          ColumnType.Decimal _,
          ColumnType.Real _,
          ColumnType.Bit _,
          ColumnType.Year _,
          ColumnType.Text _,
          ColumnType.Binary _,
          ColumnType.Enumeration _,
          ColumnType.LabelSet _,
          ColumnType.Date _,
          ColumnType.Json _,
          ColumnType.Geometry _,
          ColumnType.Vector _,
          ColumnType.Uuid _,
          ColumnType.Inet4 _,
          ColumnType.Inet6 _ ->
          0;
    };
  }
}
