package io.wherry.transform;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// Writes column values as the parts of a partition key, with a slash between them:
/// `shop.orders/123/2026-11-22`.
///
/// Equal values give equal texts; that is all a key needs.
final class KeyText implements ColumnVisitor {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final ByteWriter out;

  KeyText(ByteWriter out) {
    this.out = out;
  }

  private void separator() {
    if (out.length() > 0) {
      out.write('/');
    }
  }

  private void number(long value) {
    separator();
    out.decimal(value);
  }

  private void slice(ByteSlice slice) {
    separator();
    out.write(slice);
  }

  @Override
  public void nothing(Column column) {
    separator();
    out.utf8("null");
  }

  @Override
  public void absent(Column column) {
    throw new IllegalStateException("column " + column.name() + " is asked for where it is absent");
  }

  @Override
  public void int64(Column column, long value) {
    number(value);
  }

  @Override
  public void uint64(Column column, long bits) {
    separator();
    out.unsignedDecimal(bits);
  }

  @Override
  public void decimal(Column column, ByteSlice digits) {
    slice(digits);
  }

  @Override
  public void float32(Column column, float value) {
    number(Float.floatToIntBits(value));
  }

  @Override
  public void float64(Column column, double value) {
    number(Double.doubleToLongBits(value));
  }

  @Override
  public void text(Column column, ByteSlice utf8) {
    slice(utf8);
  }

  @Override
  public void bytes(Column column, ByteSlice bytes) {
    separator();
    for (int i = 0; i < bytes.length(); i++) {
      out.write(HEX[bytes.at(i) >> 4 & 0xF]);
      out.write(HEX[bytes.at(i) & 0xF]);
    }
  }

  @Override
  public void vector(Column column, ByteSlice float32s) {
    bytes(column, float32s);
  }

  @Override
  public void json(Column column, ByteSlice utf8) {
    slice(utf8);
  }

  @Override
  public void date(Column column, int year, int month, int day) {
    separator();
    out.padded(year, 4);
    out.write('-');
    out.padded(month, 2);
    out.write('-');
    out.padded(day, 2);
  }

  @Override
  public void time(
      Column column, boolean negative, int hours, int minutes, int seconds, int micros) {
    separator();
    out.write(negative ? '-' : '+');
    clock(hours, minutes, seconds, micros);
  }

  @Override
  public void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
    date(column, year, month, day);
    out.write(' ');
    clock(hour, minute, second, micros);
  }

  @Override
  public void timestamp(Column column, long epochSeconds, int micros) {
    number(epochSeconds);
    out.write('.');
    out.padded(micros, 6);
  }

  private void clock(int hours, int minutes, int seconds, int micros) {
    out.padded(hours, 3);
    out.write(':');
    out.padded(minutes, 2);
    out.write(':');
    out.padded(seconds, 2);
    out.write('.');
    out.padded(micros, 6);
  }
}
