package io.wherry.oracle;

import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// JSON documents of every kind the server stores, as SQL expressions.
final class JsonDocuments {
  /// Numbers whose form depends on their size and digits.
  private static final List<String> NUMBERS =
      List.of(
          "0 1 -1 127 -128 32767 -32768 32768 -32769 65535 65536 2147483647 -2147483648 2147483648",
          "4294967295 4294967296 9223372036854775807 -9223372036854775808 18446744073709551615",
          "0.0 -0.0 1.0 1.5 -1.5 0.1 100.0 1e14 1.5e14 1e15 1.5e15 1e16 1e20 1.5e300 -1e22 1e23",
          "1e-1 1e-5 1e-14 1e-15 1.5e-15 1e-16 1e-20 5e-324 4.9e-324 1e-323 1.2e-322",
          "1.7976931348623157e308 2.2250738585072014e-308 9007199254740993.0 123456789012345.6",
          "1234567890123456.5 12345678901234567.5 999999999999999.9 9999999999999999.0",
          "0.30000000000000004 3.141592653589793 -0.000001 123456789012345678901234567890");

  /// Texts that are documents.
  private static final List<String> TEXTS = texts();

  /// A document that holds what a text cannot: DECIMAL, temporal values, binary data.
  private static final String BUILT =
      "json_array(cast(1.50 as decimal(10,2)), cast(-0.001 as decimal(10,3)),"
          + " cast('-99999999999999999999999999999999999.123456789012345678901234567890'"
          + " as decimal(65,30)), cast('2015-01-15' as date), cast('0001-01-01' as date),"
          + " cast('23:24:25.12' as time(2)), cast('-838:59:59' as time),"
          + " cast('-00:00:00.000001' as time(6)), cast('2015-01-15 23:24:25.12' as datetime(3)),"
          + " timestamp'9999-12-31 23:59:59.999999', x'cafe', x'', x'00', b'101',"
          + " cast(repeat('a',57) as binary), cast(repeat('a',58) as binary),"
          + " cast(repeat('b',200) as binary), year('2020-01-01'))";

  private JsonDocuments() {}

  static void add(TypeTable table) {
    Set<Kind> mysql = EnumSet.of(Kind.MYSQL_9_7);
    for (String text : TEXTS) {
      table.add(mysql, "json", JsonKind.NESTED, "cast(" + text + " as json)");
      table.add(TypeTable.MARIADB, "json", JsonKind.NESTED, text);
    }
    for (String deep :
        List.of(
            "concat(repeat('[', 99), repeat(']', 99))",
            "concat(repeat('{\"a\":', 98), '1', repeat('}', 98))")) {
      table.add(mysql, "json", JsonKind.NESTED, "cast(" + deep + " as json)");
    }
    table.add(mysql, "json", JsonKind.NESTED, BUILT);
    table.add(TypeTable.MARIADB, "json", JsonKind.NESTED, "'{\"a\":1,\"a\": 2 }'", "' 1 '");
    table.add(TypeTable.MARIADB, "json", JsonKind.NESTED, "'{\\n\\t\"a b\":\\r\\n [1]}\\n'");
  }

  private static List<String> texts() {
    List<String> values = new ArrayList<>();
    for (String line : NUMBERS) {
      for (String number : line.split(" ", -1)) {
        values.add("'" + number + "'");
      }
    }
    values.addAll(
        List.of(
            "'null'",
            "'true'",
            "'false'",
            "'\"\"'",
            "'{}'",
            "'[]'",
            "'{\"b\":[true,null,false],\"a\":1,\"bb\":{},\"c\":[],\"\":\"\"}'",
            "'[1,[2,[3,[4,{\"x\":[5]}]]]]'",
            "'{\"é\":\"€😀\",\"a b\":\"\\\\\"\\\\\\\\\\\\/\"}'",
            "json_quote(concat('a', char(0,1,8,9,10,12,13,31,127 using utf8mb4), 'b''\"<>&/\\\\'))",
            "concat('[', repeat('1,', 5000), '2]')",
            "concat('[\"', repeat('x', 127), '\",\"', repeat('y', 128), '\"]')",
            "concat('[\"', repeat('é', 40000), '\"]')",
            "concat('{\"a\":\"', repeat('x', 70000), '\",\"b\":{\"c\":1,\"d\":70000},\"e\":-1}')",
            "concat('{\"k\":[', repeat('[70000,-70000],', 20000), '1]}')",
            "concat(repeat('[', 30), repeat(']', 30))"));
    return values;
  }
}
