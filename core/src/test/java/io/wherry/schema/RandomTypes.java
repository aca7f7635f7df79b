package io.wherry.schema;

import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws definitions of columns: types under all of their names, and what may stand behind them.
final class RandomTypes {
  private static final List<String> NUMBERS =
      List.of(
          "INT",
          "int(5) unsigned",
          "TINYINT",
          "tinyint(1)",
          "BOOL",
          "smallint unsigned zerofill",
          "mediumint",
          "MIDDLEINT",
          "INT8",
          "int1 unsigned",
          "bigint(20)",
          "integer signed",
          "DECIMAL",
          "dec(5)",
          "numeric(12,4) unsigned",
          "fixed(3,3)",
          "decimal(65,30)",
          "float",
          "float(7,3)",
          "float(25)",
          "float(10) unsigned",
          "double precision",
          "real",
          "double(12,2)",
          "float8",
          "bit",
          "bit(17)",
          "year",
          "date",
          "time",
          "time(3)",
          "datetime",
          "datetime(6)");

  private static final List<String> TEXTS =
      List.of(
          "char",
          "char(7)",
          "varchar(20)",
          "character varying(9)",
          "tinytext",
          "text",
          "text(300)",
          "mediumtext",
          "longtext",
          "long varchar",
          "long",
          "varchar(300)",
          "character(3)");

  private static final List<String> NATIONALS =
      List.of("nchar(4)", "national varchar(7)", "nvarchar(5)", "national character varying(6)");

  private static final List<String> BYTES =
      List.of(
          "binary",
          "binary(9)",
          "varbinary(12)",
          "blob",
          "blob(70000)",
          "tinyblob",
          "longblob",
          "long varbinary",
          "char(6) byte",
          "geometry",
          "point",
          "multipolygon");

  private static final List<String> CHARSETS =
      List.of(
          "charset latin1",
          "character set utf8",
          "charset utf8mb4",
          "character set ucs2",
          "collate latin1_bin",
          "collate utf8mb4_bin",
          "charset binary",
          "charset = gbk",
          "character set latin1 collate latin1_german1_ci",
          "ascii",
          "binary",
          "charset utf16",
          "charset cp1251 binary",
          "character set 'koi8r'");

  private static final List<String> NEW_MYSQL =
      List.of("json", "vector(3)", "vector", "geomcollection", "json", "varchar(5) invisible");

  private static final List<String> MARIADB =
      List.of(
          "json",
          "uuid",
          "inet6",
          "inet4",
          "varchar(40) compressed",
          "text compressed",
          "longtext collate utf8mb4_bin check (json_valid(`%s`))",
          "int invisible",
          "number");

  private final RandomGenerator random;
  private final Kind kind;
  private final RandomWords words;

  RandomTypes(RandomGenerator random, Kind kind, RandomWords words) {
    this.random = random;
    this.kind = kind;
    this.words = words;
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// A type and what stands behind it.
  ///
  /// @param column the column's own name
  /// @param others names of columns that a generated one may be made of
  String definition(String column, List<String> others) {
    var text = new StringBuilder();
    boolean timestamp = false;
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> text.append(of(NUMBERS));
      case 3, 4 -> text(text);
      case 5 -> text.append(of(oneIn(3) ? NATIONALS : BYTES));
      case 6 -> labels(text);
      case 7 -> {
        timestamp = true;
        text.append("timestamp").append(oneIn(2) ? "" : "(" + random.nextInt(7) + ")");
      }
      default -> own(text, column);
    }
    attributes(text, timestamp, others);
    return text.toString();
  }

  private void own(StringBuilder text, String column) {
    switch (kind) {
      case MYSQL_9_7 -> text.append(of(NEW_MYSQL));
      case MYSQL_5_6 -> text.append(of(NUMBERS));
      case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 ->
          text.append(of(MARIADB).formatted(column.replace("`", "``")));
    }
  }

  private void text(StringBuilder text) {
    text.append(of(TEXTS));
    if (oneIn(2)) {
      text.append(' ').append(of(CHARSETS));
    }
  }

  private void labels(StringBuilder text) {
    text.append(oneIn(2) ? "enum" : "SET").append(words.comment()).append('(');
    int count = 1 + random.nextInt(oneIn(10) ? 60 : 4);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(words.label(i));
    }
    text.append(')');
    if (oneIn(4)) {
      text.append(' ').append(oneIn(2) ? "charset utf8" : "collate latin1_bin");
    }
  }

  private void attributes(StringBuilder text, boolean timestamp, List<String> others) {
    if (oneIn(12) && kind != Kind.MYSQL_5_6 && !others.isEmpty() && !timestamp) {
      text.append(oneIn(2) ? " generated always as (" : " AS (");
      text.append("concat(").append(words.quoted(of(others))).append(", ',)'))");
      text.append(oneIn(2) ? " virtual" : oneIn(2) ? " stored" : "");
      return;
    }
    var parts = new ArrayList<String>();
    switch (random.nextInt(6)) {
      case 0, 1 -> parts.add("not null");
      case 2 -> parts.add(timestamp ? "null default null" : "null");
      case 3 -> parts.add(timestamp ? "default '2000-01-01 00:00:00'" : "default null");
      default -> {}
    }
    if (oneIn(4)) {
      parts.add("comment " + words.string("it's, not null \\ primary key (a) \"-- /*"));
    }
    if (oneIn(15)) {
      parts.add("unique");
    }
    if (oneIn(20)) {
      parts.add("primary key");
    }
    if (oneIn(12)) {
      parts.add(
          "references nowhere (a, b) on delete set null on update "
              + (oneIn(2) ? "no action" : "set default"));
    }
    if (oneIn(12)) {
      parts.add("check (1 in (1, 2, 3))");
    }
    parts.forEach(part -> text.append(' ').append(part).append(words.comment()));
  }
}
