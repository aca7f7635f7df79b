package io.wherry.bench.pieces;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// Takes values and adds them up, so that nobody can leave the work out.
final class Sum implements ColumnVisitor {
  private long sum;

  long sum() {
    return sum;
  }

  private void add(ByteSlice bytes) {
    sum += bytes.length() + (bytes.length() == 0 ? 0 : bytes.at(bytes.length() - 1));
  }

  @Override
  public void nothing(Column column) {
    sum++;
  }

  @Override
  public void absent(Column column) {
    sum++;
  }

  @Override
  public void int64(Column column, long value) {
    sum += value;
  }

  @Override
  public void uint64(Column column, long bits) {
    sum += bits;
  }

  @Override
  public void decimal(Column column, ByteSlice digits) {
    add(digits);
  }

  @Override
  public void float32(Column column, float value) {
    sum += Float.floatToRawIntBits(value);
  }

  @Override
  public void float64(Column column, double value) {
    sum += Double.doubleToRawLongBits(value);
  }

  @Override
  public void text(Column column, ByteSlice utf8) {
    add(utf8);
  }

  @Override
  public void bytes(Column column, ByteSlice bytes) {
    add(bytes);
  }

  @Override
  public void vector(Column column, ByteSlice float32s) {
    add(float32s);
  }

  @Override
  public void json(Column column, ByteSlice utf8) {
    add(utf8);
  }

  @Override
  public void date(Column column, int year, int month, int day) {
    sum += year + month + day;
  }

  @Override
  public void time(
      Column column, boolean negative, int hours, int minutes, int seconds, int micros) {
    sum += hours + minutes + seconds + micros;
  }

  @Override
  public void datetime(
      Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
    sum += year + month + day + hour + minute + second + micros;
  }

  @Override
  public void timestamp(Column column, long epochSeconds, int micros) {
    sum += epochSeconds + micros;
  }
}
