package io.wherry.schema;

import java.util.List;
import java.util.random.RandomGenerator;

/// Draws names, strings and comments, written as a session's `sql_mode` asks.
final class RandomWords {
  private static final List<String> COLUMNS =
      List.of(
          "a",
          "b",
          "c",
          "d1",
          "Key",
          "a b",
          "x,y",
          "order",
          "é",
          "ö)",
          "it`s",
          "Z",
          "comment",
          "first_",
          "1st",
          "after",
          "q\"q",
          "日本",
          "end;",
          "--",
          "under_score",
          "Status");

  private static final List<String> TABLES =
      List.of("t1", "T2", "t 3", "we`ird", "täble", "t6", "t,7", "table", "p.q", "t10");

  private static final List<String> LABELS =
      List.of("a", "it's", "b\\c", "x,y", "ü", "\"dq\"", "end ", "", "日", "new\nline", "0", "(");

  private static final List<String> COMMENTS =
      List.of(
          " /* , x int */ ",
          " -- , y int\n ",
          " # drop a\n ",
          "/**/ ",
          " /*!40000 */ ",
          "\n\t",
          " /*!99999999 */ ");

  private final RandomGenerator random;

  /// Whether double quotes are a name's.
  boolean ansiQuotes;

  /// Whether a backslash is one.
  boolean noEscapes;

  RandomWords(RandomGenerator random) {
    this.random = random;
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String column() {
    return of(COLUMNS);
  }

  String table() {
    return of(TABLES);
  }

  /// A name as a statement has it.
  String quoted(String name) {
    boolean bare = name.matches("[a-dTtZ_0-9]*[a-zA-Z_]") && !name.matches("to|as|by|at");
    if (bare && random.nextInt(3) > 0) {
      return name;
    }
    if (ansiQuotes && random.nextInt(2) == 0) {
      return '"' + name.replace("\"", "\"\"") + '"';
    }
    return '`' + name.replace("`", "``") + '`';
  }

  /// A string literal.
  String string(String value) {
    String inside = noEscapes ? value : value.replace("\\", "\\\\");
    if (!ansiQuotes && random.nextInt(3) == 0) {
      return '"' + inside.replace("\"", "\"\"") + '"';
    }
    boolean escape = !noEscapes && random.nextInt(2) == 0;
    return "'" + inside.replace("'", escape ? "\\'" : "''") + "'";
  }

  /// A label of ENUM or SET that differs from those of other numbers.
  String label(int number) {
    if (random.nextInt(12) == 0) {
      return "x'4%d%02d'".formatted(1 + number % 9, 30 + number);
    }
    String label = of(LABELS);
    if (label.isEmpty() || number >= LABELS.size()) {
      return string("l" + number);
    }
    // SET takes no comma.
    String plain = random.nextBoolean() ? label : label.replace(",", "");
    return string(plain.strip() + number + (label.endsWith(" ") ? " " : ""));
  }

  /// A space, or a comment in its place.
  String comment() {
    return random.nextInt(8) == 0 ? of(COMMENTS) : " ";
  }
}
