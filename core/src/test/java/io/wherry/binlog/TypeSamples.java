package io.wherry.binlog;

import io.wherry.server.Database.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Column types and, for each, values at its edges as SQL writes them.
final class TypeSamples {
  private static final String TEXT = "convert(_utf8mb4'%s' using %s)";

  private final Map<String, List<String>> samples = new LinkedHashMap<>();

  private TypeSamples() {}

  /// By type, the values; only what the server knows.
  static Map<String, List<String>> of(Kind kind) {
    var all = new TypeSamples();
    all.numbers();
    all.temporal();
    all.bytes();
    all.texts();
    all.labels();
    if (kind == Kind.MYSQL_9_7) {
      JsonSamples.VALUES.forEach(value -> all.add("json", "cast(" + value + " as json)"));
      all.add("json", JsonSamples.BUILT);
    }
    return all.samples;
  }

  private void add(String type, String... values) {
    samples.computeIfAbsent(type, t -> new java.util.ArrayList<>()).addAll(List.of(values));
  }

  private void numbers() {
    int[] bits = {8, 16, 24, 32, 64};
    List<String> names = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    for (int i = 0; i < bits.length; i++) {
      var top = java.math.BigInteger.ONE.shiftLeft(bits[i] - 1);
      var most = top.subtract(java.math.BigInteger.ONE).toString();
      add(names.get(i), "0", "1", "-1", most, "-" + top);
      add(names.get(i) + " unsigned", "0", "1", most, top.toString());
      add(names.get(i) + " unsigned", top.shiftLeft(1).subtract(java.math.BigInteger.ONE) + "");
    }
    add("decimal(10,2)", "0", "0.01", "-0.01", "12345678.90", "-99999999.99", "99999999.99");
    add("decimal(10,2)", "-0.001", "1", "-1", "100", "10.10");
    add("decimal(14,4)", "1234567890.1234", "-1234567890.1234");
    add("decimal(1,0)", "0", "9", "-9");
    add("decimal(5,5)", "0.00001", "-0.99999", "0");
    add("decimal(9,0)", "999999999", "-1", "100000000");
    add("decimal(18,9)", "123456789.987654321", "-0.000000001", "100000000.000000001");
    add("decimal(19,9)", "1000000000.000000001", "-9999999999.999999999", "9");
    String digits = "12345678901234567890123456789012345";
    add("decimal(65,30)", digits + ".123456789012345678901234567890", "-" + digits, "0");
    add("decimal(65,0)", "9".repeat(65), "-" + "9".repeat(65), "1" + "0".repeat(64), "10");
    add("float", "0", "1.5", "-1.5", "3.4028234e38", "1.17549435e-38", "16777216", "0.1", "1e-45");
    add("double", "0", "1.5", "-1.5", "1.7976931348623157e308", "2.2250738585072014e-308", "0.1");
    add("double", "123456789012345678", "1e15", "1e16", "1e-5", "5e-324");
    add("bit(1)", "b'0'", "b'1'");
    add("bit(8)", "b'10000001'");
    add("bit(9)", "b'100000001'", "b'1'");
    add("bit(64)", "18446744073709551615", "9223372036854775808", "1");
    add("year", "1901", "2155", "0", "2026");
  }

  private void temporal() {
    add("date", "'2026-11-22'", "'0000-00-00'", "'1000-01-01'", "'9999-12-31'", "'2026-00-00'");
    add("date", "'2026-05-00'", "'0000-01-01'");
    for (int f = 0; f <= 6; f++) {
      String n = f == 0 ? "" : "(" + f + ")";
      String some = f == 0 ? "" : "." + "123456".substring(0, f);
      String least = f == 0 ? "" : "." + "000001".substring(6 - f);
      String most = f == 0 ? "" : "." + "999999".substring(0, f);
      add("time" + n, "'00:00:00'", "'12:34:56" + some + "'", "'-12:34:56" + some + "'");
      add("time" + n, "'-00:00:00" + least + "'", "'-00:00:01'", "'838:59:59'", "'-838:59:59'");
      add("time" + n, "'-838:59:58" + most + "'", "'-01:00:00" + least + "'", "'00:00:59'");
      add("datetime" + n, "'2026-11-22 12:34:56" + some + "'", "'0000-00-00 00:00:00'");
      add("datetime" + n, "'9999-12-31 23:59:59" + most + "'", "'1000-01-01 00:00:00'");
      add("datetime" + n, "'2026-00-00 00:00:00" + least + "'");
      add("timestamp" + n + " null", "'2026-11-22 12:34:56" + some + "'", "0");
      add("timestamp" + n + " null", "'1970-01-01 00:00:01'");
      add("timestamp" + n + " null", "'2038-01-19 03:14:07'", "'1970-01-01 00:00:01" + least + "'");
    }
  }

  private void bytes() {
    add("binary(1)", "x'00'", "x'FF'", "''");
    add("binary(16)", "x'00112233445566778899AABBCCDDEEFF'", "x'0011220000'", "x'FF'", "''");
    add("binary(255)", "repeat(x'20', 255)", "x'20'");
    for (String type : List.of("varbinary(255)", "varbinary(256)", "tinyblob", "blob")) {
      add(type, "''", "x'00'", "x'FF00FF00'", "repeat(x'80', 255)", "x'2020'");
    }
    add("varbinary(256)", "repeat(x'01', 256)");
    add("mediumblob", "''", "repeat(x'C3', 70000)");
    add("longblob", "''", "repeat(x'00', 70000)");
  }

  private void texts() {
    add("char(0)", "''");
    add("char(10)", "''", "'a'", "'a  '", "'  a'", "'é€😀'");
    add("char(255)", "repeat('😀', 255)", "'x'");
    add("varchar(63)", "''", "'a '", "repeat('😀', 63)", "' é\\n\\t\\\\\\\"\\''");
    add("varchar(64)", "repeat('😀', 64)", "'short'");
    add("varchar(5000)", "repeat('€', 5000)");
    add("tinytext", "''", "'Ω'");
    add("text", "''", "repeat('ä', 30000)", "concat(char(0), char(1), char(127))");
    add("mediumtext", "repeat('語', 30000)");
    add("longtext", "''", "'x'");
    texts("latin1", "é€ÿ", "abc");
    texts("utf8", "é€語", "abc");
    texts("ucs2", "é€語", "abc");
    texts("utf16", "é€語😀", "abc");
    texts("utf16le", "é€語😀", "abc");
    texts("utf32", "é€語😀", "abc");
    texts("ascii", "abc");
    texts("cp1251", "Привет", "abc");
    texts("koi8r", "Привет", "abc");
    texts("latin2", "Žluťoučký", "abc");
    texts("greek", "Καλημέρα", "abc");
    texts("gbk", "汉语拼音", "a汉b");
    texts("gb2312", "汉语", "abc");
    texts("big5", "漢語", "abc");
    texts("sjis", "日本語ｱ", "a日b");
    texts("cp932", "日本語ｱ①", "abc");
    texts("ujis", "日本語ｱ", "abc");
    texts("eucjpms", "日本語ｱ①", "abc");
    texts("euckr", "한국어", "abc");
    add("varchar(10) character set latin1", "x'818D8F909D'", "x'80FF'");
  }

  private void texts(String charset, String... values) {
    for (String value : values) {
      add("varchar(20) character set " + charset, TEXT.formatted(value, charset), "''");
      add("char(20) character set " + charset, TEXT.formatted(value, charset), "'x'");
      add("text character set " + charset, TEXT.formatted(value, charset));
    }
  }

  private void labels() {
    add("enum('a','ü','x y')", "'a'", "'ü'", "'x y'", "''");
    add("enum('a','ü') character set latin1", "'a'", "'ü'");
    add("enum('a','語') character set ucs2", "'a'", "'語'");
    String many = labels("e", 300);
    add("enum(" + many + ")", "'e1'", "'e255'", "'e256'", "'e300'");
    add("set('a','b','ü')", "''", "'a'", "'a,ü'", "'a,b,ü'");
    for (int count : List.of(8, 9, 17, 25, 33, 64)) {
      String type = "set(" + labels("s", count) + ")";
      add(type, "''", "'s1'", "'s1,s" + count + "'", "'s" + count + "'");
    }
  }

  private static String labels(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "'" + prefix + i + "'")
        .collect(Collectors.joining(","));
  }
}
