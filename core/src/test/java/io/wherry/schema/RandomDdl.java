package io.wherry.schema;

import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws statements that define tables, for one session on a real server. Many are refused; what
/// counts are those that are not.
///
/// The session's settings are statements, too: the generator takes it that they work.
public final class RandomDdl {
  private static final int TABLES_MAX = 7;

  private static final List<String> TABLE_OPTIONS =
      List.of(
          "engine=innodb",
          "charset=latin1",
          "default character set utf8",
          "comment='a, b int'",
          "collate utf8mb4_bin",
          "row_format=dynamic",
          "auto_increment=7",
          "charset binary",
          "default collate = latin1_bin",
          "stats_persistent=0",
          "max_rows = 100",
          "charset ucs2");

  private static final List<String> CHARSETS =
      List.of("latin1", "utf8", "utf8mb4", "ucs2", "binary", "gbk", "utf8mb4 collate utf8mb4_bin");

  private final RandomGenerator random;
  private final Kind kind;
  private final List<String> schemas;
  private final RandomWords words;
  private final RandomTypes types;

  /// @param schemas databases that are there; statements name them, or the default database
  public RandomDdl(RandomGenerator random, Kind kind, List<String> schemas) {
    this.random = random;
    this.kind = kind;
    this.schemas = schemas;
    this.words = new RandomWords(random);
    this.types = new RandomTypes(random, kind, words);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// The next statement.
  ///
  /// @param tables what tables there are now, by any key
  public String next(Map<String, List<ColumnRow>> tables) {
    var there = new ArrayList<List<ColumnRow>>();
    for (List<ColumnRow> table : tables.values()) {
      if (schemas.contains(table.getFirst().schema())) {
        there.add(table);
      }
    }
    if (there.isEmpty() || (there.size() < TABLES_MAX && oneIn(4))) {
      return create();
    }
    List<ColumnRow> table = of(there);
    return switch (random.nextInt(22)) {
      case 0 -> rename(there);
      case 1 -> "drop table" + words.comment() + (oneIn(2) ? "if exists " : "") + name(table);
      case 2 -> "create table " + newName() + words.comment() + like(name(table));
      case 3 -> createSelect(table);
      case 4 -> database();
      case 5 -> session();
      case 6 ->
          "create "
              + (oneIn(2) ? "unique " : "")
              + "index i"
              + random.nextInt(99)
              + " on "
              + name(table)
              + " ("
              + words.quoted(of(table).column())
              + ")";
      case 7 -> noise(table);
      default -> alter(table);
    };
  }

  private String like(String other) {
    return oneIn(2) ? "like " + other : "(LIKE " + other + ")";
  }

  private String name(List<ColumnRow> table) {
    ColumnRow row = table.getFirst();
    return words.quoted(row.schema()) + "." + words.quoted(row.table());
  }

  private String newName() {
    return words.quoted(of(schemas)) + "." + words.quoted(words.table());
  }

  private String create() {
    var columns = new ArrayList<String>();
    int count = 1 + random.nextInt(7);
    while (columns.size() < count) {
      String name = words.column();
      if (!columns.contains(name)) {
        columns.add(name);
      }
    }
    var text = new StringBuilder("create table ");
    text.append(oneIn(6) ? "if not exists " : "");
    text.append(newName()).append(words.comment()).append('(');
    var elements = new ArrayList<String>();
    for (String column : columns) {
      elements.add(words.quoted(column) + words.comment() + types.definition(column, columns));
    }
    if (oneIn(2)) {
      elements.add(key(columns));
    }
    if (oneIn(4)) {
      elements.add("index (" + words.quoted(of(columns)) + ")");
    }
    if (kind.isMariaDb() && oneIn(20)) {
      elements.add("rs timestamp(6) generated always as row start");
      elements.add("re timestamp(6) generated always as row end");
      elements.add("period for system_time (rs, re)");
      text.append(String.join(", ", elements)).append(") with system versioning");
    } else {
      text.append(String.join("," + words.comment(), elements)).append(")");
      text.append(kind.isMariaDb() && oneIn(12) ? " with system versioning" : "");
    }
    while (oneIn(2)) {
      text.append(words.comment()).append(of(TABLE_OPTIONS));
    }
    return text.toString();
  }

  private String key(List<String> columns) {
    var key = new StringBuilder(oneIn(3) ? "constraint pk primary key (" : "PRIMARY KEY (");
    key.append(words.quoted(of(columns)));
    String other = of(columns);
    key.append(oneIn(2) ? ", " + words.quoted(other) : "");
    return key.append(')').toString();
  }

  private String rename(List<List<ColumnRow>> there) {
    String one = name(of(there));
    String other = name(of(there));
    if (oneIn(2) && !one.equals(other)) {
      String between = words.quoted(of(schemas)) + ".`between`";
      return "rename table "
          + one
          + " to "
          + between
          + ", "
          + other
          + " to "
          + one
          + ","
          + words.comment()
          + between
          + " to "
          + other;
    }
    return "rename table " + one + words.comment() + "to " + newName();
  }

  private String createSelect(List<ColumnRow> table) {
    return "create table "
        + newName()
        + words.comment()
        + (oneIn(2) ? "as " : "")
        + "select "
        + (oneIn(2) ? "*" : words.quoted(of(table).column()) + ", 1 as one, 'x' as `t wo`")
        + " from "
        + name(table);
  }

  private String database() {
    return "alter database " + words.quoted(of(schemas)) + " character set " + of(CHARSETS);
  }

  private String session() {
    return switch (random.nextInt(kind == Kind.MYSQL_5_6 ? 3 : 4)) {
      case 0 -> "use " + of(schemas);
      case 1, 2 -> sqlMode();
      default -> "set explicit_defaults_for_timestamp = " + random.nextInt(2);
    };
  }

  private String sqlMode() {
    words.ansiQuotes = oneIn(2);
    words.noEscapes = oneIn(2);
    var modes = new ArrayList<String>();
    if (words.ansiQuotes) {
      modes.add("ANSI_QUOTES");
    }
    if (words.noEscapes) {
      modes.add("NO_BACKSLASH_ESCAPES");
    }
    if (oneIn(3)) {
      modes.add("REAL_AS_FLOAT");
    }
    return "set sql_mode = '" + String.join(",", modes) + "'";
  }

  private String noise(List<ColumnRow> table) {
    return switch (random.nextInt(5)) {
      case 0 -> "truncate table " + name(table);
      case 1 -> "create or replace view v1 as select * from " + name(table);
      case 2 -> "analyze table " + name(table);
      // MariaDB logs RENAME TABLE of a temporary table as if everybody could see it, and MySQL 5.6
      // a CREATE … LIKE one without the database.
      case 3 ->
          "create temporary table "
              + (kind == Kind.MYSQL_9_7 ? name(table) : words.quoted(of(schemas)) + ".tmp")
              + " (zz int)";
      default -> "drop temporary table if exists " + name(table);
    };
  }

  private String alter(List<ColumnRow> table) {
    var names = new ArrayList<String>();
    table.forEach(row -> names.add(row.column()));
    var clauses = new ArrayList<String>();
    do {
      clauses.add(clause(names));
    } while (oneIn(2));
    String verb =
        kind == Kind.MYSQL_5_6 && oneIn(8)
            ? "alter ignore table "
            : "ALTER TABLE" + words.comment();
    return verb + name(table) + words.comment() + String.join("," + words.comment(), clauses);
  }

  private String clause(List<String> names) {
    String column = of(names);
    String fresh = words.column();
    String old = words.quoted(column);
    return switch (random.nextInt(18)) {
      case 0, 1, 2 ->
          "add "
              + (oneIn(2) ? "column " : "")
              + onlyIf("not ")
              + words.quoted(fresh)
              + " "
              + types.definition(fresh, names)
              + place(names);
      case 3 ->
          "add (" + words.quoted(fresh) + " " + types.definition(fresh, names) + ", `two` int)";
      case 4, 5 ->
          "modify "
              + (oneIn(2) ? "column " : "")
              + onlyIf("")
              + old
              + " "
              + types.definition(column, names)
              + place(names);
      case 6, 7 ->
          "change "
              + onlyIf("")
              + old
              + words.comment()
              + words.quoted(fresh)
              + " "
              + types.definition(fresh, names)
              + place(names);
      case 8 ->
          kind == Kind.MYSQL_5_6
              ? "drop " + old
              : "rename column " + old + " to " + words.quoted(oneIn(2) ? of(names) : fresh);
      case 9, 10 -> "drop " + (oneIn(2) ? "column " : "") + onlyIf("") + old;
      case 11 -> "convert to character set " + of(CHARSETS);
      case 12 -> (oneIn(2) ? "default " : "") + "character set = " + of(CHARSETS);
      case 13 -> "add " + key(names);
      case 14 -> "drop primary key";
      case 15 -> "rename to " + newName();
      case 16 ->
          kind.isMariaDb()
              ? (oneIn(2) ? "add" : "drop") + " system versioning"
              : "add index (" + old + ")";
      default ->
          of(
              List.of(
                  "force",
                  "comment = 'drop a'",
                  "order by " + old,
                  "engine=innodb",
                  "alter " + old + " drop default",
                  "max_rows=5 checksum=1"));
    };
  }

  private String onlyIf(String not) {
    return kind.isMariaDb() && oneIn(4) ? "if " + not + "exists " : "";
  }

  private String place(List<String> names) {
    return switch (random.nextInt(4)) {
      case 0 -> " first";
      case 1 -> words.comment() + "after " + words.quoted(of(names));
      default -> "";
    };
  }
}
