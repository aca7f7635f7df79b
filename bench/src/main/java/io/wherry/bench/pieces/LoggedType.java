package io.wherry.bench.pieces;

import java.util.List;
import java.util.Locale;

/// A type of column, and values of it that a server logs: one table of one column each, of
/// [LoggedRows#COUNT] rows.
public enum LoggedType {
  TINYINT("tinyint", "n % 100"),
  SMALLINT("smallint", "n * 7"),
  MEDIUMINT("mediumint", "n * 791"),
  INT("int", "n * 7919"),
  BIGINT("bigint", "n * 7919791979"),
  BIGINT_UNSIGNED("bigint unsigned", "18446744073709551615 - n * 7919"),
  DECIMAL_10_2("decimal(10,2)", "n * 77.01"),
  DECIMAL_65_30("decimal(65,30)", "n * 12345678901234567890.123456789012345678901234567890"),
  FLOAT("float", "n / 7"),
  FLOAT_10_2("float(10,2)", "n / 7"),
  DOUBLE("double", "n / 7"),
  BIT_64("bit(64)", "n * 7919"),
  YEAR("year", "1901 + n % 250"),
  DATE("date", "date '2000-01-01' + interval n day"),
  TIME_6("time(6)", "sec_to_time(n * 7.123456)"),
  DATETIME_3("datetime(3)", "timestamp '2000-01-01 00:00:00' + interval n * 7919123 microsecond"),
  TIMESTAMP_6("timestamp(6)", "timestamp '2000-01-02 00:00:00' + interval n * 7919123 microsecond"),
  ENUM("enum('new','paid','shipped','done')", "1 + n % 4"),
  SET("set('red','green','blue')", "n % 8"),
  CHAR_LATIN1("char(60) character set latin1", "concat('order number ', n, ' of a customer')"),
  VARCHAR_ASCII("varchar(60)", "concat('order number ', n, ' of a customer')"),
  VARCHAR_UMLAUTS("varchar(60)", "concat('Bestellung №', n, ' für Frau Müller')"),
  VARCHAR_SJIS("varchar(60) character set sjis", "concat('注文番号', n, 'お客様')"),
  VARCHAR_UCS2("varchar(60) character set ucs2", "concat('order number ', n, ' of a customer')"),
  VARCHAR_UTF16("varchar(60) character set utf16", "concat('order number ', n, ' of a customer')"),
  VARCHAR_GB18030("varchar(60) character set gb18030", "concat('订单号', n, '客户')"),
  TEXT_1K("text", "repeat(concat('order ', n, ' \"of\" a customer. '), 40)"),
  BINARY_32("binary(32)", "unhex(sha2(n, 256))"),
  VARBINARY("varbinary(60)", "unhex(sha2(n, 256))"),
  BLOB_1K("blob", "repeat(unhex(sha2(n, 256)), 32)"),
  JSON("json", "json_object('id', n, 'name', concat('user ', n), 'tags', json_array('a', n / 7))"),
  POINT("point", "st_pointfromtext(concat('POINT(', n, ' ', n / 7, ')'))"),
  VECTOR_64("vector(64)", "string_to_vector(concat('[', n, repeat(',0.125', 63), ']'))");

  private final String definition;
  private final String value;

  LoggedType(String definition, String value) {
    this.definition = definition;
    this.value = value;
  }

  /// The name of its table, and of its log without the ending.
  public String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The statements that make its log, in a schema that is there.
  public List<String> statements() {
    return List.of(
        "create table `" + table() + "` (v " + definition + " not null)",
        "insert into `" + table() + "` " + LoggedRows.numbers() + " select " + value + " from s");
  }
}
