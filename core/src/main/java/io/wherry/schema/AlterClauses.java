package io.wherry.schema;

/// The clauses of an ALTER TABLE: do they touch columns, and what is the table called afterwards?
///
/// ```text
///   ADD INDEX (a), RENAME TO b, ADD COLUMN c INT     clauses end at commas outside parentheses
/// ```
///
/// Whatever is not known to leave columns and primary key alone touches them. Source: MySQL 9
/// Reference Manual, "ALTER TABLE Statement"; MariaDB, "ALTER TABLE".
final class AlterClauses {
  private final SqlTokens tokens;

  AlterClauses(SqlTokens tokens) {
    this.tokens = tokens;
  }

  /// Reads to the end of the statement.
  ///
  /// @param newName reads the name that the table gets
  /// @return whether columns, the primary key or the table's name may change
  boolean read(Runnable newName) {
    boolean touches = false;
    if (tokens.passed("WAIT")) {
      tokens.advance();
    }
    tokens.passed("NOWAIT");
    while (tokens.kind() != SqlTokens.Kind.END) {
      touches |= clause(newName);
    }
    return touches;
  }

  private boolean clause(Runnable newName) {
    String first = tokens.keyword();
    tokens.advance();
    String second = tokens.keyword();
    if (first.equals("RENAME") && !second.matches("COLUMN|INDEX|KEY")) {
      if (second.matches("TO|AS") || tokens.is('=')) {
        tokens.advance();
      }
      newName.run();
    }
    boolean primary = passedOverRest();
    return primary || !harmless(first, second);
  }

  private static boolean harmless(String first, String second) {
    return switch (first) {
      case "ADD" ->
          second.matches("INDEX|KEY|UNIQUE|FULLTEXT|SPATIAL|FOREIGN|CONSTRAINT|PARTITION");
      case "DROP" -> second.matches("INDEX|KEY|FOREIGN|PARTITION");
      case "RENAME" -> second.matches("INDEX|KEY");
      case "DISABLE", "ENABLE" -> second.equals("KEYS");
      case "AUTO_INCREMENT", "COMMENT", "ALGORITHM", "LOCK" -> true;
      default -> second.equals("PARTITION");
    };
  }

  /// Goes behind the comma that ends the clause; says whether PRIMARY came by.
  private boolean passedOverRest() {
    boolean primary = false;
    int depth = 0;
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (depth == 0 && tokens.passed(',')) {
        break;
      }
      primary |= tokens.is("PRIMARY");
      if (tokens.is('(')) {
        depth++;
      } else if (tokens.is(')')) {
        depth--;
      }
      tokens.advance();
    }
    return primary;
  }
}
