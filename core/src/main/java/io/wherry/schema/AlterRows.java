package io.wherry.schema;

import io.wherry.change.LoggedStatement.Rows;

/// The clauses of an ALTER TABLE: what they did to rows that are in the table, without an event for
/// each.
///
/// | clause | rows |
/// |---|---|
/// | MODIFY, CHANGE, CONVERT TO CHARACTER SET | rewritten: values are converted to the new type |
/// | ADD COLUMN that gives rows a value (NOT NULL, DEFAULT, generated, TIMESTAMP) | rewritten |
/// | DROP or TRUNCATE PARTITION, DISCARD or IMPORT TABLESPACE | removed |
/// | EXCHANGE PARTITION, MariaDB's CONVERT PARTITION and CONVERT TABLE | exchanged |
/// | RENAME TO | renamed |
/// | all else: a new column that is NULL, DROP COLUMN, keys, other partition clauses | kept |
///
/// Whether MODIFY or CHANGE does convert depends on the type before, which is not asked for here.
/// Source: MySQL 9 Reference Manual, "ALTER TABLE Statement"; MariaDB, "ALTER TABLE".
final class AlterRows {
  private final SqlTokens tokens;
  private Rows gravest = Rows.KEPT;

  AlterRows(SqlTokens tokens) {
    this.tokens = tokens;
  }

  /// Reads to the end of the statement.
  ///
  /// @param newName reads the name of another table that the statement changes
  Rows read(Runnable newName) {
    if (tokens.passed("WAIT")) {
      tokens.advance();
    }
    tokens.passed("NOWAIT");
    while (tokens.kind() != SqlTokens.Kind.END) {
      clause(newName);
    }
    return gravest;
  }

  private void found(Rows rows) {
    gravest = DefinitionReader.graver(gravest, rows);
  }

  private void clause(Runnable newName) {
    String first = tokens.keyword();
    tokens.advance();
    String second = tokens.keyword();
    switch (first) {
      case "MODIFY", "CHANGE" -> found(Rows.REWRITTEN);
      case "CONVERT" -> convert(second, newName);
      case "DROP", "TRUNCATE" -> found(second.equals("PARTITION") ? Rows.REMOVED : Rows.KEPT);
      case "DISCARD", "IMPORT" -> found(Rows.REMOVED);
      case "EXCHANGE" -> exchanged("WITH", newName);
      case "RENAME" -> renamed(second, newName);
      case "ADD" -> {
        added(second);
        return;
      }
      default -> {}
    }
    passOverRest();
  }

  private void renamed(String second, Runnable newName) {
    if (!second.matches("COLUMN|INDEX|KEY")) {
      if (second.matches("TO|AS") || tokens.is('=')) {
        tokens.advance();
      }
      newName.run();
      found(Rows.RENAMED);
    }
  }

  /// `CONVERT TO CHARACTER SET`, `CONVERT PARTITION p TO TABLE t`, `CONVERT TABLE t TO PARTITION p`
  private void convert(String second, Runnable newName) {
    switch (second) {
      case "PARTITION" -> exchanged("TO", newName);
      case "TABLE" -> {
        tokens.advance();
        newName.run();
        found(Rows.EXCHANGED);
      }
      default -> found(Rows.REWRITTEN);
    }
  }

  /// Goes behind `before TABLE` and reads the name there.
  private void exchanged(String before, Runnable newName) {
    while (tokens.kind() != SqlTokens.Kind.END && !tokens.is(',')) {
      if (tokens.passed(before) && tokens.passed("TABLE")) {
        newName.run();
        break;
      }
      tokens.advance();
    }
    found(Rows.EXCHANGED);
  }

  /// A new column has a value in the rows that are there, unless it is NULL in all of them. `ADD (a
  /// INT, b INT)` is taken for one that has.
  private void added(String second) {
    boolean column =
        tokens.is('(')
            || (tokens.named()
                && !second.matches(
                    "INDEX|KEY|UNIQUE|FULLTEXT|SPATIAL|FOREIGN|CONSTRAINT|PARTITION|PRIMARY|CHECK"
                        + "|PERIOD|SYSTEM"));
    boolean valued = false;
    int depth = 0;
    while (tokens.kind() != SqlTokens.Kind.END && (depth > 0 || !tokens.is(','))) {
      depth += tokens.is('(') ? 1 : tokens.is(')') ? -1 : 0;
      if (tokens.passed("DEFAULT")) {
        valued |= !tokens.is("NULL");
        continue;
      }
      valued |= tokens.keyword().matches("NOT|AS|AUTO_INCREMENT|TIMESTAMP|SERIAL|PRIMARY");
      tokens.advance();
    }
    tokens.passed(',');
    if (column && valued) {
      found(Rows.REWRITTEN);
    }
  }

  private void passOverRest() {
    int depth = 0;
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (depth == 0 && tokens.passed(',')) {
        return;
      }
      depth += tokens.is('(') ? 1 : tokens.is(')') ? -1 : 0;
      tokens.advance();
    }
  }
}
