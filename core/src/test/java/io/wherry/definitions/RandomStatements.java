package io.wherry.definitions;

import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws statements that create, alter, rename and drop tables of one schema, and noise. It knows
/// what tables there are, so most of them work; those that do not are not logged.
final class RandomStatements {
  private static final int TABLES = 4;
  private static final int COLUMNS_MAX = 12;

  private final RandomGenerator random;
  private final Kind kind;
  private final String schema;
  private final Map<String, List<ShownColumn>> tables;
  private int names;

  /// @param tables what there is now, by table; kept up to date by the caller
  RandomStatements(
      RandomGenerator random, Kind kind, String schema, Map<String, List<ShownColumn>> tables) {
    this.random = random;
    this.kind = kind;
    this.schema = schema;
    this.tables = tables;
  }

  /// A statement, for a session whose default database is the schema.
  String next() {
    if (tables.isEmpty() || (tables.size() < TABLES && oneIn(4))) {
      return create();
    }
    String t = any();
    return switch (random.nextInt(20)) {
      case 0 -> rename(t);
      case 1 -> drop(t);
      case 2 -> noise(t);
      case 3 -> "CREATE TABLE " + fresh("l") + " LIKE " + named(t);
      case 4 -> "create table if not exists " + named(oneIn(2) ? t : fresh("i")) + body();
      case 5 -> swap(t);
      case 6 -> database();
      case 7 -> "TRUNCATE TABLE " + named(t);
      case 8 -> create();
      default -> alter(t);
    };
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String any() {
    return of(List.copyOf(tables.keySet()));
  }

  private String fresh(String prefix) {
    return prefix + names++;
  }

  /// A table's name as somebody may write it.
  private String named(String table) {
    return switch (random.nextInt(4)) {
      case 0 -> schema + "." + table;
      case 1 -> "`" + schema + "`.`" + table + "`";
      case 2 -> schema + " . `" + table + "`";
      default -> table;
    };
  }

  private String create() {
    String head =
        of(
            List.of(
                "CREATE TABLE ",
                "create /* a; comment */ table ",
                "/*!40000 CREATE */ TABLE ",
                "-- says nothing\nCREATE TABLE "));
    String name = named(fresh("t"));
    if (oneIn(6) && !tables.isEmpty()) {
      return head + name + " AS SELECT * FROM " + named(any());
    }
    return head + name + body();
  }

  private String body() {
    List<String> parts = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = fresh("c");
      columns.add(name);
      parts.add(quoted(name) + " " + type() + rest());
    }
    // MariaDB gives a UNIQUE that becomes a BLOB a column more, which only the log shows.
    if (oneIn(2)) {
      int id = random.nextInt(parts.size() + 1);
      String key = oneIn(2) || kind.isMariaDb() ? "PRIMARY KEY" : "UNIQUE";
      parts.add(id, "id INT NOT NULL AUTO_INCREMENT " + key);
    } else if (oneIn(3)) {
      parts.add("n INT NOT NULL, PRIMARY KEY (n)");
    }
    if (oneIn(4)) {
      parts.add("KEY k (" + quoted(columns.getFirst()) + "(3))");
    }
    return " (" + String.join(oneIn(2) ? ", " : ",\n  ", parts) + ")" + tableOptions();
  }

  private String quoted(String name) {
    return oneIn(3) ? "`" + name + "`" : name;
  }

  private String tableOptions() {
    return switch (random.nextInt(6)) {
      case 0 -> " DEFAULT CHARSET=" + charset();
      case 1 -> " ENGINE=InnoDB CHARACTER SET " + charset() + " COMMENT='a, b) (c'";
      case 2 -> " COLLATE=" + charset() + "_bin";
      default -> "";
    };
  }

  /// Not ucs2: converting to it, servers spoil the labels of an ENUM, which is not followed.
  private String charset() {
    return of(List.of("latin1", "utf8mb4", "utf8", "cp1251", "gbk"));
  }

  private String type() {
    String text = oneIn(3) ? " CHARACTER SET " + charset() : "";
    return switch (random.nextInt(20)) {
      case 0 -> "INT UNSIGNED";
      case 1 -> "BIGINT(20)";
      case 2 -> "TINYINT UNSIGNED";
      case 3 -> "SMALLINT";
      case 4 -> "MEDIUMINT(8) UNSIGNED ZEROFILL";
      case 5 -> "DECIMAL(" + (5 + random.nextInt(10)) + ", " + random.nextInt(5) + ")";
      case 6 -> "NUMERIC(6)";
      case 7 -> "VARCHAR(" + (1 + random.nextInt(80)) + ")" + text;
      case 8 -> "CHAR(" + (1 + random.nextInt(20)) + ")" + text;
      case 9 -> of(List.of("TEXT", "MEDIUMTEXT", "TINYTEXT", "LONG VARCHAR")) + text;
      case 10 -> "VARBINARY(" + (1 + random.nextInt(30)) + ")";
      case 11 -> "BLOB";
      case 12 -> "DATETIME" + of(List.of("", "(3)", "(6)"));
      case 13 -> "DATE";
      case 14 -> "TIMESTAMP NULL";
      case 15 -> "ENUM('a','b''c','d,e')" + text;
      case 16 -> "SET('x','y','z')";
      case 17 -> "YEAR";
      case 18 -> of(List.of("BOOL", "INTEGER", "DEC(7,3)", "CHARACTER VARYING(9)", "NCHAR(4)"));
      default -> "INT";
    };
  }

  /// Alone, where it converts nothing, MySQL 5.6 may or may not change the table's default charset;
  /// the log does not say which, so that is not followed.
  private String convert() {
    String alone = "CONVERT TO CHARACTER SET " + charset();
    return kind == Kind.MYSQL_5_6 ? alone + ", COMMENT='y'" : alone;
  }

  private String rest() {
    return switch (random.nextInt(6)) {
      case 0 -> " NOT NULL";
      case 1 -> " NULL COMMENT 'it''s, (odd'";
      case 2 -> " NULL DEFAULT NULL";
      default -> "";
    };
  }

  private String alter(String t) {
    List<String> clauses = new ArrayList<>();
    for (int i = 0; i == 0 || (i < 4 && oneIn(3)); i++) {
      String clause = clause(t);
      // Two new names are not followed, nor are two charsets.
      boolean once =
          (clause.startsWith("RENAME ") && !clause.startsWith("RENAME COLUMN "))
              || clause.startsWith("CONVERT")
              || clause.startsWith("DEFAULT");
      if (i == 0 || !once) {
        clauses.add(clause);
      }
    }
    String head = oneIn(5) ? "alter table /* x */ " : "ALTER TABLE ";
    return head + named(t) + " " + String.join(oneIn(2) ? ", " : ",\n ", clauses);
  }

  private String clause(String t) {
    List<ShownColumn> columns = tables.getOrDefault(t, List.of());
    String c = quoted(of(columns).name());
    boolean wide = columns.size() >= COLUMNS_MAX;
    return switch (random.nextInt(wide ? 12 : 18)) {
      case 0, 1 -> "DROP " + of(List.of("COLUMN ", "")) + c;
      case 2, 3 -> "MODIFY " + of(List.of("COLUMN ", "")) + c + " " + type() + rest() + place(t);
      case 4, 5 -> "CHANGE " + c + " " + fresh("c") + " " + type() + rest() + place(t);
      case 6 ->
          kind == Kind.MYSQL_5_6
              ? "CHANGE COLUMN " + c + " " + c + " " + type()
              : "RENAME COLUMN " + c + " TO " + fresh("r");
      case 7 -> oneIn(2) ? convert() : "DEFAULT CHARSET " + charset();
      case 8 -> oneIn(2) ? "DROP PRIMARY KEY" : "ADD PRIMARY KEY (" + c + ")";
      case 9 -> "ADD INDEX " + fresh("k") + " (" + c + ")";
      case 10 -> "RENAME " + of(List.of("TO ", "AS ", "")) + named(fresh("n"));
      case 11 -> of(List.of("COMMENT='x, y'", "ENGINE=InnoDB", "ORDER BY " + c, "FORCE"));
      case 12 -> "ADD (" + fresh("c") + " " + type() + ", " + fresh("c") + " " + type() + ")";
      default ->
          "ADD " + of(List.of("COLUMN ", "")) + fresh("c") + " " + type() + rest() + place(t);
    };
  }

  private String place(String t) {
    return switch (random.nextInt(4)) {
      case 0 -> " FIRST";
      case 1 -> " AFTER " + quoted(of(tables.getOrDefault(t, List.of())).name());
      default -> "";
    };
  }

  private String rename(String t) {
    return "RENAME TABLE " + named(t) + " TO " + named(fresh("n"));
  }

  /// Two tables change their names, or one is replaced by a changed copy, as gh-ost does.
  private String swap(String t) {
    String other = any();
    if (other.equals(t)) {
      return rename(t);
    }
    String aside = named(fresh("s"));
    return "RENAME TABLE "
        + named(t)
        + " TO "
        + aside
        + ", "
        + named(other)
        + " TO "
        + named(t)
        + ", "
        + aside
        + " TO "
        + named(other);
  }

  private String drop(String t) {
    return switch (random.nextInt(3)) {
      case 0 -> "DROP TABLE " + named(t);
      case 1 -> "drop table if exists nothing, " + named(t) + " cascade";
      default -> "DROP TABLE IF EXISTS " + named(t);
    };
  }

  private String database() {
    return switch (random.nextInt(3)) {
      case 0 -> "ALTER DATABASE " + schema + " CHARACTER SET " + charset();
      case 1 -> "ALTER DATABASE DEFAULT COLLATE " + charset() + "_bin";
      default -> "ALTER SCHEMA `" + schema + "` DEFAULT CHARACTER SET = " + charset();
    };
  }

  private String noise(String t) {
    return switch (random.nextInt(5)) {
      case 0 -> "CREATE OR REPLACE VIEW v AS SELECT 1 AS x";
      case 1 -> "CREATE INDEX " + fresh("k") + " ON " + named(t) + " (" + column(t) + ")";
      case 2 -> "CREATE TEMPORARY TABLE " + fresh("tmp") + " LIKE " + named(t);
      case 3 -> "ANALYZE TABLE " + named(t);
      default -> "CREATE TEMPORARY TABLE IF NOT EXISTS tmp" + body();
    };
  }

  private String column(String t) {
    return quoted(of(tables.getOrDefault(t, List.of())).name());
  }
}
