package io.wherry.change;

import io.wherry.bytes.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change made of objects, for tests of what hears changes: formats, keys, the flow.
public record SampleChange(
    Table table,
    Operation operation,
    Transaction transaction,
    long number,
    long timestampMillis,
    @Nullable Map<String, Value> was,
    @Nullable Map<String, Value> is)
    implements Change {

  /// The transaction of DESIGN 9's example.
  public static Transaction exampleTransaction() {
    var transaction = new Transaction();
    transaction.begin(
        "3e11fa47-71ca-11e1-9e33-c80aa9429562", "binlog.000003", 4711, 1763832000123L);
    transaction.idWriter().utf8("3e11fa47-71ca-11e1-9e33-c80aa9429562:23");
    transaction.logged(true, 223344);
    transaction.thread(108);
    return transaction;
  }

  @Override
  public Part part() {
    return Part.WHOLE;
  }

  @Override
  public void before(ColumnVisitor visitor) {
    table.columns().forEach(column -> before(column, visitor));
  }

  @Override
  public void after(ColumnVisitor visitor) {
    table.columns().forEach(column -> after(column, visitor));
  }

  @Override
  public void before(Column column, ColumnVisitor visitor) {
    push(column, image(was), visitor);
  }

  @Override
  public void after(Column column, ColumnVisitor visitor) {
    push(column, image(is), visitor);
  }

  @Override
  public ByteSlice beforeImage(ByteSlice into) {
    return bytes(image(was), into);
  }

  @Override
  public ByteSlice afterImage(ByteSlice into) {
    return bytes(image(is), into);
  }

  private static Map<String, Value> image(@Nullable Map<String, Value> image) {
    if (image == null) {
      throw new IllegalStateException("the change has no such image");
    }
    return image;
  }

  private static ByteSlice bytes(Map<String, Value> image, ByteSlice into) {
    byte[] bytes = image.toString().getBytes(StandardCharsets.UTF_8);
    return into.wrap(bytes, 0, bytes.length);
  }

  private static void push(Column c, Map<String, Value> image, ColumnVisitor to) {
    switch (image.getOrDefault(c.name(), new Value.Absent())) {
      case Value.Nothing _ -> to.nothing(c);
      case Value.Absent _ -> to.absent(c);
      case Value.Int64 v -> to.int64(c, v.value());
      case Value.Uint64 v -> to.uint64(c, v.bits());
      case Value.Decimal v -> to.decimal(c, ByteSlice.utf8(v.digits()));
      case Value.Float32 v -> to.float32(c, v.value());
      case Value.Float64 v -> to.float64(c, v.value());
      case Value.Text v -> to.text(c, ByteSlice.utf8(v.text()));
      case Value.Bytes v -> to.bytes(c, ByteSlice.of(array(v.bytes())));
      case Value.Json v -> to.json(c, ByteSlice.utf8(v.text()));
      case Value.Date v -> to.date(c, v.year(), v.month(), v.day());
      case Value.Time v ->
          to.time(c, v.negative(), v.hours(), v.minutes(), v.seconds(), v.micros());
      case Value.Datetime v ->
          to.datetime(
              c, v.year(), v.month(), v.day(), v.hour(), v.minute(), v.second(), v.micros());
      case Value.Timestamp v -> to.timestamp(c, v.epochSeconds(), v.micros());
    }
  }

  private static byte[] array(List<Byte> bytes) {
    byte[] array = new byte[bytes.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = bytes.get(i);
    }
    return array;
  }
}
