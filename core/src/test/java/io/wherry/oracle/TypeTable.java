package io.wherry.oracle;

import io.wherry.server.Database.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Types × values at their edges: the one table that says what is tested, and what `docs/TYPES.md`
/// may say.
final class TypeTable {
  static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  static final Set<Kind> MYSQL = EnumSet.of(Kind.MYSQL_5_6, Kind.MYSQL_9_7);
  static final Set<Kind> MARIADB = EnumSet.complementOf(EnumSet.copyOf(MYSQL));

  private final Map<String, TypeEntry> entries = new LinkedHashMap<>();

  TypeTable() {
    integers();
    decimals();
    reals();
    temporal();
    bytes();
    new TextTypes(this).addAll();
    labels();
    geometry();
    vectors();
    JsonDocuments.add(this);
    mariadb();
  }

  /// All entries.
  List<TypeEntry> entries() {
    return List.copyOf(entries.values());
  }

  /// Those that a server has.
  List<TypeEntry> of(Kind kind) {
    return entries.values().stream().filter(entry -> entry.servers().contains(kind)).toList();
  }

  void add(String type, JsonKind json, String... values) {
    add(ALL, type, json, values);
  }

  void add(Set<Kind> servers, String type, JsonKind json, String... values) {
    entries
        .computeIfAbsent(
            json + type + servers, t -> new TypeEntry(type, json, servers, new ArrayList<>()))
        .values()
        .addAll(List.of(values));
  }

  private void integers() {
    int[] bits = {8, 16, 24, 32, 64};
    List<String> names = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    for (int i = 0; i < bits.length; i++) {
      var top = BigInteger.ONE.shiftLeft(bits[i] - 1);
      String most = top.subtract(BigInteger.ONE).toString();
      String all = top.shiftLeft(1).subtract(BigInteger.ONE).toString();
      add(names.get(i), JsonKind.NUMBER, "0", "1", "-1", most, "-" + top);
      add(names.get(i) + " unsigned", JsonKind.NUMBER, "0", "1", most, top.toString(), all);
    }
    add("bool", JsonKind.NUMBER, "true", "false", "-128");
    add("int(6) zerofill", JsonKind.NUMBER, "42", "0", "4294967295");
    add("bit(1)", JsonKind.NUMBER, "b'0'", "b'1'");
    add("bit(8)", JsonKind.NUMBER, "b'10000001'", "0");
    add("bit(9)", JsonKind.NUMBER, "b'100000001'", "b'1'", "b'100000000'");
    add("bit(63)", JsonKind.NUMBER, "9223372036854775807", "4611686018427387904");
    add("bit(64)", JsonKind.NUMBER, "18446744073709551615", "9223372036854775808", "1");
    add("year", JsonKind.NUMBER, "1901", "2155", "0", "2026");
  }

  private void decimals() {
    String[] cents = {"0", "0.01", "-0.01", "12345678.90", "-99999999.99", "99999999.99"};
    add("decimal(10,2)", JsonKind.STRING, cents);
    add("decimal(10,2)", JsonKind.STRING, "-0.001", "1", "-1", "100", "10.10");
    add("decimal(14,4)", JsonKind.STRING, "1234567890.1234", "-1234567890.1234");
    add("decimal(1,0)", JsonKind.STRING, "0", "9", "-9");
    add("decimal(5,5)", JsonKind.STRING, "0.00001", "-0.99999", "0");
    add("decimal(9,0)", JsonKind.STRING, "999999999", "-1", "100000000");
    add("decimal(18,9)", JsonKind.STRING, "123456789.987654321", "-0.000000001", "100000000");
    add("decimal(19,9)", JsonKind.STRING, "1000000000.000000001", "-9999999999.999999999", "9");
    for (int digits = 1; digits <= 9; digits++) {
      String nines = "9".repeat(digits);
      String type = "decimal(" + (9 + 2 * digits) + "," + digits + ")";
      add(type, JsonKind.STRING, "-" + nines + "." + nines, "0." + "0".repeat(digits - 1) + "1");
    }
    String digits = "12345678901234567890123456789012345";
    String fraction = ".123456789012345678901234567890";
    add("decimal(65,30)", JsonKind.STRING, digits + fraction, "-" + digits + fraction);
    add("decimal(65,30)", JsonKind.STRING, "-" + digits, "0", "-0." + "0".repeat(29) + "1");
    add("decimal(65,0)", JsonKind.STRING, "9".repeat(65), "-" + "9".repeat(65), "10");
    add(MARIADB, "decimal(65,38)", JsonKind.STRING, "-1." + "0".repeat(37) + "1", "0");
  }

  private void reals() {
    String[] floats = {"0", "1.5", "-1.5", "3.4028234e38", "1.17549435e-38", "16777216", "0.1"};
    add("float", JsonKind.FLOAT, floats);
    add("float", JsonKind.FLOAT, "1e-45", "16777215", "1e10", "123456.789", "-1e-10");
    String[] doubles = {"0", "1.5", "-1.5", "1.7976931348623157e308", "2.2250738585072014e-308"};
    add("double", JsonKind.DOUBLE, doubles);
    add("double", JsonKind.DOUBLE, "0.1", "123456789012345678", "1e15", "1e16", "1e-5", "5e-324");
    add("float(7,2)", JsonKind.FIXED, "0", "1.5", "-99999.99", "12345.678", "0.01");
    add("double(10,2)", JsonKind.FIXED, "0", "1.5", "-99999999.99", "12345678.125", "0.01");
    add("float unsigned", JsonKind.FLOAT, "0", "1.5");
  }

  private void temporal() {
    add("date", JsonKind.STRING, "'2026-11-22'", "'0000-00-00'", "'1000-01-01'", "'9999-12-31'");
    add("date", JsonKind.STRING, "'2026-00-00'", "'2026-05-00'", "'0000-01-01'", "'2024-02-29'");
    add("date", JsonKind.STRING, "'2026-02-31'");
    for (int f = 0; f <= 6; f++) {
      String n = f == 0 ? "" : "(" + f + ")";
      String some = f == 0 ? "" : "." + "123456".substring(0, f);
      String least = f == 0 ? "" : "." + "000001".substring(6 - f);
      String most = f == 0 ? "" : "." + "999999".substring(0, f);
      String time = "time" + n;
      add(time, JsonKind.STRING, "'00:00:00'", "'12:34:56" + some + "'", "'-12:34:56" + some + "'");
      add(time, JsonKind.STRING, "'-00:00:00" + least + "'", "'-00:00:01'", "'838:59:59'");
      add(time, JsonKind.STRING, "'-838:59:59'", "'-838:59:58" + most + "'", "'00:00:59'");
      add(time, JsonKind.STRING, "'-01:00:00" + least + "'", "'100:00:00" + most + "'");
      String datetime = "datetime" + n;
      add(datetime, JsonKind.STRING, "'2026-11-22 12:34:56" + some + "'", "'0000-00-00 00:00:00'");
      add(datetime, JsonKind.STRING, "'9999-12-31 23:59:59" + most + "'", "'1000-01-01 00:00:00'");
      add(datetime, JsonKind.STRING, "'2026-00-00 00:00:00" + least + "'", "'0000-01-00 00:00:01'");
      String timestamp = "timestamp" + n + " null";
      add(timestamp, JsonKind.STRING, "'2026-11-22 12:34:56" + some + "'", "0");
      add(timestamp, JsonKind.STRING, "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'");
      add(timestamp, JsonKind.STRING, "'1970-01-01 00:00:01" + least + "'");
    }
    Set<Kind> long64 = EnumSet.of(Kind.MARIADB_11_8);
    add(long64, "timestamp(3) null", JsonKind.STRING, "'2106-02-07 06:28:15.999'");
  }

  private void bytes() {
    JsonKind base64 = JsonKind.BASE64;
    add("binary(1)", base64, "x'00'", "x'FF'", "''");
    add("binary(4)", base64, "x'01'", "x'C0A80001'", "x'00000000'");
    add("binary(16)", base64, "x'00112233445566778899AABBCCDDEEFF'", "x'0011220000'", "''");
    add("binary(255)", base64, "repeat(x'20', 255)", "x'20'");
    for (String type : List.of("varbinary(12)", "varbinary(256)", "tinyblob", "blob")) {
      add(type, base64, "''", "x'00'", "x'FF00FF00'", "repeat(x'80', 12)", "x'2020'");
    }
    add("varbinary(256)", base64, "repeat(x'01', 256)");
    add("mediumblob", base64, "''", "repeat(x'C3', 70000)");
    add("longblob", base64, "''", "repeat(x'00', 70000)", "x'0A'");
  }

  private void labels() {
    add("enum('a','ü','x y')", JsonKind.STRING, "'a'", "'ü'", "'x y'", "''");
    add("enum('a','ü') character set latin1", JsonKind.STRING, "'a'", "'ü'");
    add("enum('a','語') character set ucs2", JsonKind.STRING, "'a'", "'語'");
    add("enum('it''s','a,b','c\\\\d','\"')", JsonKind.STRING, "1", "2", "3", "4");
    add("enum(" + labels("e", 255) + ")", JsonKind.STRING, "'e1'", "'e255'");
    add("enum(" + labels("e", 256) + ")", JsonKind.STRING, "'e1'", "'e255'", "'e256'");
    // The server compares each label with each other: quick only without a collation's rules.
    String most = "enum(" + labels("", 65_535) + ") character set latin1 collate latin1_bin";
    add(EnumSet.of(Kind.MYSQL_9_7), most, JsonKind.STRING, "1", "255", "256", "65535");
    String many = "enum(" + labels("", 8_000) + ") character set latin1 collate latin1_bin";
    add(many, JsonKind.STRING, "1", "255", "256", "8000");
    add("set('a','b','ü')", JsonKind.STRING, "''", "'a'", "'a,ü'", "'a,b,ü'");
    add("set('a','语') character set gbk", JsonKind.STRING, "''", "'a'", "'a,语'");
    for (int count : List.of(1, 8, 9, 16, 17, 24, 25, 32, 33, 63, 64)) {
      String type = "set(" + labels("s", count) + ")";
      add(type, JsonKind.STRING, "''", "'s1'", "'s1,s" + count + "'", "'s" + count + "'");
    }
    add("set(" + labels("s", 64) + ")", JsonKind.STRING, "18446744073709551615");
  }

  private static String labels(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "'" + prefix + i + "'")
        .collect(Collectors.joining(","));
  }

  private void geometry() {
    String point = "ST_GeomFromText('POINT(1.5 -2.5)')";
    String far = "ST_GeomFromText('POINT(4 3)', 4326)";
    String line = "ST_GeomFromText('LINESTRING(0 0,1 1,2 -1e100)')";
    String ring = "ST_GeomFromText('POLYGON((0 0,9 0,9 9,0 0),(1 1,2 1,2 2,1 1))')";
    String points = "ST_GeomFromText('MULTIPOINT(1 1,2 2)')";
    String lines = "ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3))')";
    String rings = "ST_GeomFromText('MULTIPOLYGON(((0 0,9 0,9 9,0 0)))')";
    String all = "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')";
    JsonKind base64 = JsonKind.BASE64;
    add("geometry", base64, point, far, line, ring, points, lines, rings, all);
    add("point", base64, point, far);
    add("linestring", base64, line);
    add("polygon", base64, ring);
    add("multipoint", base64, points);
    add("multilinestring", base64, lines);
    add("multipolygon", base64, rings);
    add("geometrycollection", base64, all);
  }

  private void vectors() {
    Set<Kind> servers = EnumSet.of(Kind.MYSQL_9_7, Kind.MARIADB_11_8);
    // 1, 2.5, -0.1; the largest, the least normal one, minus zero.
    add(servers, "vector(3)", JsonKind.ARRAY, "x'0000803F00002040CDCCCCBD'");
    add(servers, "vector(3)", JsonKind.ARRAY, "x'FFFF7F7F0000800000000080'");
    add(servers, "vector(1)", JsonKind.ARRAY, "x'00000000'", "x'0000804B'", "x'DB0F4940'");
    add(servers, "vector(1024)", JsonKind.ARRAY, "repeat(x'CDCCCC3D', 1024)");
  }

  private void mariadb() {
    String[] uuids = {
      "'123e4567-e89b-12d3-a456-426655440000'",
      "'00000000-0000-0000-0000-000000000000'",
      "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
      "'01020304-0506-1708-990a-0b0c0d0e0f10'",
      "'01020304-0506-3708-090a-0b0c0d0e0f10'",
      "'01020304-0506-4708-890a-0b0c0d0e0f00'",
      "'01020304-0506-5708-c90a-0b0c0d0e0000'",
      "'01020304-0506-6708-890a-0b0c0d0e0f10'",
      "'01020304-0506-7708-b90a-0b0c0d0e0f10'",
      "'01020304-0506-8708-f90a-0b0c0d0e0f10'",
      "'00000000-0000-0000-0000-000000000001'"
    };
    add(MARIADB, "uuid", JsonKind.STRING, uuids);
    String[] addresses = {"'1.2.3.4'", "'0.0.0.0'", "'255.255.255.255'", "'192.168.0.0'"};
    add(MARIADB, "inet4", JsonKind.STRING, addresses);
    String[] long6 = {
      "'::'", "'::1'", "'fe80::'", "'::ffff:1.2.3.4'", "'::1.2.3.4'", "'::0.2.3.4'"
    };
    add(MARIADB, "inet6", JsonKind.STRING, long6);
    String[] more6 = {"'::0.0.3.4'", "'::ffff:0:0'", "'1::'", "'::ffff:1:0:0'", "'::1:0'"};
    add(MARIADB, "inet6", JsonKind.STRING, more6);
    add(MARIADB, "inet6", JsonKind.STRING, "'1:0:2:3:4:5:6:7'", "'1:0:0:3:0:0:6:7'");
    add(MARIADB, "inet6", JsonKind.STRING, "'0:0:1:0:0:0:6:7'", "'1:2:3:4:5:6:7:0'");
    add(MARIADB, "inet6", JsonKind.STRING, "'0:2:3:4:5:6:7:8'", "'2001:db8:ABCD:ef::12'");
    add(MARIADB, "inet6", JsonKind.STRING, "'::fffe:1.2.3.4'", "'64:ff9b::1.2.3.4'");
    JsonKind text = JsonKind.STRING;
    String[] texts = {"''", "'short'", "repeat('wherry ', 40)", "repeat('é€😀', 80)"};
    for (String type : List.of("varchar(300) compressed", "tinytext compressed")) {
      add(MARIADB, type, text, "''", "'short'", "repeat('wherry ', 30)", "'é€😀'");
    }
    for (String type : List.of("text", "mediumtext", "longtext")) {
      add(MARIADB, type + " compressed", text, texts);
      add(MARIADB, type + " compressed", text, "repeat('ä', 30000)", "repeat('x', 300)");
    }
    add(MARIADB, "text compressed character set latin1", text, "'é'", "repeat('é€', 1000)");
    for (String type : List.of("varbinary(4000)", "blob", "longblob")) {
      String compressed = type + " compressed";
      add(MARIADB, compressed, JsonKind.BASE64, "''", "x'00'", "repeat(x'00FF', 1000)", "x'80'");
    }
  }
}
