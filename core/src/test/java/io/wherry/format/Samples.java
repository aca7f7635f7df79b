package io.wherry.format;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Operation;
import io.wherry.change.SampleChange;
import io.wherry.change.Table;
import io.wherry.change.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Changes whose records are pinned in golden files, the worst ones included.
final class Samples {
  private Samples() {}

  private static final Table USERS =
      table(
          "kinesistest",
          "Users",
          List.of(
              new Column(0, "idUsers", new ColumnType.Int(4, false), false),
              new Column(1, "Name", new ColumnType.Text("utf8mb4"), true)));

  /// A change and the name of its golden line.
  record Sample(String name, SampleChange change) {}

  static List<Sample> all() {
    var samples = new ArrayList<Sample>();
    samples.add(new Sample("insert", insert(USERS, user(123, "Foo User"), 1)));
    samples.add(
        new Sample(
            "update",
            new SampleChange(
                USERS,
                Operation.UPDATE,
                SampleChange.exampleTransaction(),
                2,
                1763832000123L,
                user(123, "Foo User"),
                user(123, "Bar User"))));
    samples.add(
        new Sample(
            "delete",
            new SampleChange(
                USERS,
                Operation.DELETE,
                SampleChange.exampleTransaction(),
                3,
                1763832000123L,
                user(124, "Bar user"),
                null)));
    samples.add(new Sample("every type", insert(types(), typeValues(), 1)));
    samples.add(new Sample("every type null", insert(types(), nulls(types()), 1)));
    samples.add(new Sample("text worst", insert(texts(), textValues(), 1)));
    samples.add(
        new Sample("number worst", insert(numbers(), numberValues(), 9_223_372_036_854_775_807L)));
    samples.add(new Sample("time worst", insert(times(), timeValues(), 1)));
    samples.add(
        new Sample(
            "names worst", insert(oddNames(), Map.of("a\"b\\c\nd – 😀", new Value.Int64(1)), 1)));
    samples.add(new Sample("key change", update(USERS, user(123, "Foo"), user(124, "Foo"))));
    samples.add(new Sample("no key", update(Notes.TABLE, Notes.was(), Notes.is())));
    samples.add(new Sample("minimal image", update(Notes.TABLE, Notes.key(), Notes.changed())));
    samples.add(new Sample("never null", insert(NeverNull.TABLE, NeverNull.row(), 1)));
    samples.forEach(sample -> sample.change().transaction().rows(sample.change().number()));
    return samples;
  }

  static Sample named(String name) {
    return all().stream().filter(sample -> sample.name().equals(name)).findFirst().orElseThrow();
  }

  static SampleChange update(Table table, Map<String, Value> was, Map<String, Value> is) {
    return new SampleChange(
        table, Operation.UPDATE, SampleChange.exampleTransaction(), 2, 1763832000123L, was, is);
  }

  /// To and from NULL, one column left as it is, and the images of `binlog_row_image=MINIMAL`.
  private static final class Notes {
    static final Table TABLE =
        new Table(
            "shop",
            "notes",
            List.of(
                new Column(0, "id", new ColumnType.Int(4, false), false),
                new Column(1, "came", new ColumnType.Text("utf8mb4"), true),
                new Column(2, "went", new ColumnType.Text("utf8mb4"), true),
                new Column(3, "tags", new ColumnType.LabelSet(List.of("a", "b")), true)),
            List.of());

    static Map<String, Value> was() {
      return Map.of(
          "id", new Value.Int64(1),
          "came", new Value.Nothing(),
          "went", new Value.Text("here"),
          "tags", new Value.Text(""));
    }

    static Map<String, Value> is() {
      return Map.of(
          "id", new Value.Int64(1),
          "came", new Value.Text("here"),
          "went", new Value.Nothing(),
          "tags", new Value.Text(""));
    }

    static Map<String, Value> key() {
      return Map.of("id", new Value.Int64(1));
    }

    static Map<String, Value> changed() {
      return Map.of("went", new Value.Nothing(), "tags", new Value.Text("b"));
    }
  }

  /// What a column that cannot be NULL does with dates that no calendar has, and the small cases of
  /// numbers.
  private static final class NeverNull {
    static final Table TABLE =
        new Table(
            "shop",
            "never_null",
            List.of(
                new Column(0, "zero_date", new ColumnType.Date(), false),
                new Column(1, "partly_zero", new ColumnType.Datetime(6), false),
                new Column(2, "no_such_day", new ColumnType.Datetime(0), false),
                new Column(3, "zero_timestamp", new ColumnType.Timestamp(0), false),
                new Column(4, "before_1970", new ColumnType.Datetime(3), false),
                new Column(5, "flag", new ColumnType.Bit(1), false),
                new Column(6, "bits", new ColumnType.Bit(64), false),
                new Column(7, "zero", new ColumnType.Decimal(5, 2), false),
                new Column(8, "minus", new ColumnType.Decimal(5, 2), false),
                new Column(9, "sign_byte", new ColumnType.Decimal(5, 2), false)),
            List.of());

    static Map<String, Value> row() {
      var row = new LinkedHashMap<String, Value>();
      row.put("zero_date", new Value.Date(0, 0, 0));
      row.put("partly_zero", new Value.Datetime(2026, 0, 22, 18, 30, 5, 250_000));
      row.put("no_such_day", new Value.Datetime(2026, 2, 29, 18, 30, 5, 0));
      row.put("zero_timestamp", new Value.Timestamp(0, 0));
      row.put("before_1970", new Value.Datetime(1969, 12, 31, 23, 59, 59, 999_000));
      row.put("flag", new Value.Uint64(1));
      row.put("bits", new Value.Uint64(-2));
      row.put("zero", new Value.Decimal("0.00"));
      row.put("minus", new Value.Decimal("-0.01"));
      row.put("sign_byte", new Value.Decimal("1.28"));
      return row;
    }
  }

  private static SampleChange insert(Table table, Map<String, Value> row, long number) {
    return new SampleChange(
        table,
        Operation.INSERT,
        SampleChange.exampleTransaction(),
        number,
        1763832000123L,
        null,
        row);
  }

  private static Table table(String schema, String name, List<Column> columns) {
    return new Table(schema, name, columns, List.of(columns.getFirst()));
  }

  private static Table table(String name, Map<String, ColumnType> types) {
    var columns = new ArrayList<Column>();
    types.forEach((column, type) -> columns.add(new Column(columns.size(), column, type, true)));
    return table("shop", name, columns);
  }

  private static Map<String, Value> user(long id, String name) {
    return Map.of("idUsers", new Value.Int64(id), "Name", new Value.Text(name));
  }

  private static Map<String, Value> nulls(Table table) {
    return table.columns().stream()
        .collect(Collectors.toMap(Column::name, _ -> new Value.Nothing()));
  }

  private static Table types() {
    var types = new LinkedHashMap<String, ColumnType>();
    types.put("int", new ColumnType.Int(4, false));
    types.put("bigint_unsigned", new ColumnType.Int(8, true));
    types.put("decimal", new ColumnType.Decimal(10, 2));
    types.put("float", new ColumnType.Real(4, ColumnType.Real.SHORTEST));
    types.put("float_7_2", new ColumnType.Real(4, 2));
    types.put("double", new ColumnType.Real(8, ColumnType.Real.SHORTEST));
    types.put("bit", new ColumnType.Bit(9));
    types.put("year", new ColumnType.Year());
    types.put("varchar", new ColumnType.Text("utf8mb4"));
    types.put("varbinary", new ColumnType.Binary(0));
    types.put("date", new ColumnType.Date());
    types.put("time", new ColumnType.Time(0));
    types.put("datetime", new ColumnType.Datetime(3));
    types.put("timestamp", new ColumnType.Timestamp(0));
    types.put("enum", new ColumnType.Enumeration(List.of("new", "paid")));
    types.put("set", new ColumnType.LabelSet(List.of("a", "b")));
    types.put("json", new ColumnType.Json());
    return table("types", types);
  }

  private static Map<String, Value> typeValues() {
    var row = new LinkedHashMap<String, Value>();
    row.put("int", new Value.Int64(-42));
    row.put("bigint_unsigned", new Value.Uint64(42));
    row.put("decimal", new Value.Decimal("12.30"));
    row.put("float", new Value.Float32(0.1f));
    row.put("float_7_2", new Value.Float32(3.1f));
    row.put("double", new Value.Float64(0.1));
    row.put("bit", new Value.Uint64(257));
    row.put("year", new Value.Int64(2026));
    row.put("varchar", new Value.Text("text"));
    row.put("varbinary", new Value.Bytes(List.of((byte) 0, (byte) -1, (byte) 16)));
    row.put("date", new Value.Date(2026, 11, 22));
    row.put("time", new Value.Time(false, 1, 2, 3, 0));
    row.put("datetime", new Value.Datetime(2026, 11, 22, 18, 30, 5, 250_000));
    row.put("timestamp", new Value.Timestamp(1_763_832_000L, 0));
    row.put("enum", new Value.Text("paid"));
    row.put("set", new Value.Text("a,b"));
    row.put("json", new Value.Json("{\"a\": [1, 2.5, null], \"b\": \"x\"}"));
    return row;
  }

  private static Table texts() {
    var types = new LinkedHashMap<String, ColumnType>();
    for (String name :
        List.of("controls", "delete", "quotes", "four_bytes", "separators", "empty")) {
      types.put(name, new ColumnType.Text("utf8mb4"));
    }
    for (String name : List.of("no_bytes", "one_byte", "two_bytes", "all_bytes")) {
      types.put(name, new ColumnType.Binary(0));
    }
    return table("texts", types);
  }

  private static Map<String, Value> textValues() {
    var row = new LinkedHashMap<String, Value>();
    row.put(
        "controls",
        new Value.Text(
            IntStream.range(0, 32).mapToObj(Character::toString).collect(Collectors.joining())));
    row.put("delete", new Value.Text("\u007f\u0080\u009f"));
    row.put("quotes", new Value.Text("\"\\/'`"));
    row.put("four_bytes", new Value.Text("😀𝄞\uDBFF\uDFFF"));
    row.put("separators", new Value.Text("\u2028\u2029\uFEFF"));
    row.put("empty", new Value.Text(""));
    row.put("no_bytes", new Value.Bytes(List.of()));
    row.put("one_byte", new Value.Bytes(List.of((byte) 255)));
    row.put("two_bytes", new Value.Bytes(List.of((byte) 255, (byte) 254)));
    row.put("all_bytes", new Value.Bytes(IntStream.range(0, 256).mapToObj(i -> (byte) i).toList()));
    return row;
  }

  private static Table numbers() {
    var types = new LinkedHashMap<String, ColumnType>();
    for (String name : List.of("min", "max", "zero")) {
      types.put(name, new ColumnType.Int(8, false));
    }
    for (String name : List.of("unsigned_max", "unsigned_half")) {
      types.put(name, new ColumnType.Int(8, true));
    }
    types.put("decimal_65", new ColumnType.Decimal(65, 30));
    for (int i = 0; i < DOUBLES.length; i++) {
      types.put("double_" + i, new ColumnType.Real(8, ColumnType.Real.SHORTEST));
    }
    for (int i = 0; i < FLOATS.length; i++) {
      types.put("float_" + i, new ColumnType.Real(4, ColumnType.Real.SHORTEST));
    }
    types.put("fixed_0", new ColumnType.Real(8, 0));
    types.put("fixed_2", new ColumnType.Real(4, 2));
    types.put("fixed_minus", new ColumnType.Real(8, 1));
    return table("numbers", types);
  }

  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1.5,
    1e14,
    1e15,
    123456789012345680.0,
    1e-5,
    1e-15,
    1e-16,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    2.2250738585072014E-308,
    0.1 + 0.2,
    100,
    1234.5678
  };
  private static final float[] FLOATS = {
    16777215, 16777216, 0.1f, Float.MAX_VALUE, Float.MIN_VALUE, 3.4e15f, 1e-7f
  };

  private static Map<String, Value> numberValues() {
    var row = new LinkedHashMap<String, Value>();
    row.put("min", new Value.Int64(Long.MIN_VALUE));
    row.put("max", new Value.Int64(Long.MAX_VALUE));
    row.put("zero", new Value.Int64(0));
    row.put("unsigned_max", new Value.Uint64(-1));
    row.put("unsigned_half", new Value.Uint64(Long.MIN_VALUE));
    row.put(
        "decimal_65",
        new Value.Decimal("-99999999999999999999999999999999999.999999999999999999999999999999"));
    for (int i = 0; i < DOUBLES.length; i++) {
      row.put("double_" + i, new Value.Float64(DOUBLES[i]));
    }
    for (int i = 0; i < FLOATS.length; i++) {
      row.put("float_" + i, new Value.Float32(FLOATS[i]));
    }
    row.put("fixed_0", new Value.Float64(2.5));
    row.put("fixed_2", new Value.Float32(99999.99f));
    row.put("fixed_minus", new Value.Float64(-0.04));
    return row;
  }

  private static Table times() {
    var types = new LinkedHashMap<String, ColumnType>();
    types.put("zero_date", new ColumnType.Date());
    types.put("partly_zero_date", new ColumnType.Date());
    types.put("last_date", new ColumnType.Date());
    types.put("longest_time", new ColumnType.Time(6));
    types.put("small_negative_time", new ColumnType.Time(1));
    types.put("zero_datetime", new ColumnType.Datetime(6));
    types.put("last_datetime", new ColumnType.Datetime(6));
    types.put("zero_timestamp", new ColumnType.Timestamp(3));
    types.put("first_timestamp", new ColumnType.Timestamp(0));
    types.put("leap_timestamp", new ColumnType.Timestamp(2));
    types.put("last_timestamp", new ColumnType.Timestamp(6));
    types.put("zero_year", new ColumnType.Year());
    return table("times", types);
  }

  private static Map<String, Value> timeValues() {
    var row = new LinkedHashMap<String, Value>();
    row.put("zero_date", new Value.Date(0, 0, 0));
    row.put("partly_zero_date", new Value.Date(2026, 0, 0));
    row.put("last_date", new Value.Date(9999, 12, 31));
    row.put("longest_time", new Value.Time(true, 838, 59, 59, 0));
    row.put("small_negative_time", new Value.Time(true, 0, 0, 0, 100_000));
    row.put("zero_datetime", new Value.Datetime(0, 0, 0, 0, 0, 0, 0));
    row.put("last_datetime", new Value.Datetime(9999, 12, 31, 23, 59, 59, 999_999));
    row.put("zero_timestamp", new Value.Timestamp(0, 0));
    row.put("first_timestamp", new Value.Timestamp(1, 0));
    row.put("leap_timestamp", new Value.Timestamp(1_709_164_799L, 990_000));
    row.put("last_timestamp", new Value.Timestamp(2_147_483_647L, 999_999));
    row.put("zero_year", new Value.Int64(0));
    return row;
  }

  private static Table oddNames() {
    return table(
        "sch\"ema\t",
        "ta\\ble\u0001",
        List.of(new Column(0, "a\"b\\c\nd – 😀", new ColumnType.Int(4, false), false)));
  }
}
