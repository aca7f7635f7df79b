package io.wherry.definitions;

/// A column as `information_schema` shows it.
///
/// @param type `COLUMN_TYPE`
record ShownColumn(String name, String type) {
  /// What a `SELECT` has to ask for so that it can be compared.
  String expression() {
    String quoted = "`" + name + "`";
    boolean binary = type.contains("binary") || type.contains("blob");
    if (binary) {
      return "lower(hex(" + quoted + "))";
    }
    boolean number = type.contains("int") || type.startsWith("year");
    return "cast(" + quoted + (number ? "+0" : "") + " as char character set utf8)";
  }

  /// A value in SQL that most columns of the type take.
  String value(int number) {
    if (type.startsWith("enum")) {
      return number % 2 == 0 ? "'a'" : "'d,e'";
    }
    if (type.startsWith("set")) {
      return number % 2 == 0 ? "'x,z'" : "''";
    }
    if (type.startsWith("year")) {
      return "'" + (1901 + number % 200) + "'";
    }
    if (type.startsWith("date") || type.startsWith("timestamp")) {
      return "'2026-01-" + "%02d".formatted(1 + number % 28) + " 10:00:00.123456'";
    }
    if (type.contains("char")
        || type.contains("text")
        || type.contains("bl")
        || type.contains("bin")) {
      return "'" + (char) ('a' + number % 26) + "é" + number + "'";
    }
    return Integer.toString(number % 100);
  }
}
