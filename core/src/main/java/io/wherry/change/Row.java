package io.wherry.change;

import io.wherry.bytes.ByteSlice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One row image as objects, by column name in table order.
public record Row(Map<String, Value> values) {
  /// Keeps the given order.
  public Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Collects what a push delivers: `Row.of(change::after)`.
  public static Row of(Consumer<ColumnVisitor> push) {
    var collector = new Collector();
    push.accept(collector);
    return new Row(collector.values);
  }

  private static final class Collector implements ColumnVisitor {
    private final Map<String, Value> values = new LinkedHashMap<>();

    private void put(Column column, Value value) {
      values.put(column.name(), value);
    }

    @Override
    public void nothing(Column column) {
      put(column, new Value.Nothing());
    }

    @Override
    public void absent(Column column) {
      put(column, new Value.Absent());
    }

    @Override
    public void int64(Column column, long value) {
      put(column, new Value.Int64(value));
    }

    @Override
    public void uint64(Column column, long bits) {
      put(column, new Value.Uint64(bits));
    }

    @Override
    public void decimal(Column column, ByteSlice digits) {
      put(column, new Value.Decimal(digits.utf8()));
    }

    @Override
    public void float32(Column column, float value) {
      put(column, new Value.Float32(value));
    }

    @Override
    public void float64(Column column, double value) {
      put(column, new Value.Float64(value));
    }

    @Override
    public void text(Column column, ByteSlice utf8) {
      put(column, new Value.Text(utf8.utf8()));
    }

    @Override
    public void bytes(Column column, ByteSlice bytes) {
      List<Byte> copy = new ArrayList<>();
      for (int i = 0; i < bytes.length(); i++) {
        copy.add(bytes.at(i));
      }
      put(column, new Value.Bytes(List.copyOf(copy)));
    }

    @Override
    public void vector(Column column, ByteSlice float32s) {
      List<Float> numbers = new ArrayList<>();
      var bytes = ByteBuffer.wrap(float32s.copy()).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        numbers.add(bytes.getFloat());
      }
      put(column, new Value.Vector(List.copyOf(numbers)));
    }

    @Override
    public void json(Column column, ByteSlice utf8) {
      put(column, new Value.Json(utf8.utf8()));
    }

    @Override
    public void date(Column column, int year, int month, int day) {
      put(column, new Value.Date(year, month, day));
    }

    @Override
    public void time(
        Column column, boolean negative, int hours, int minutes, int seconds, int micros) {
      put(column, new Value.Time(negative, hours, minutes, seconds, micros));
    }

    @Override
    public void datetime(
        Column column, int year, int month, int day, int hour, int minute, int second, int micros) {
      put(column, new Value.Datetime(year, month, day, hour, minute, second, micros));
    }

    @Override
    public void timestamp(Column column, long epochSeconds, int micros) {
      put(column, new Value.Timestamp(epochSeconds, micros));
    }
  }
}
