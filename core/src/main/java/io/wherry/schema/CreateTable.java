package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// Reads a CREATE TABLE from behind the table's name.
///
/// ```text
///   ( elements ) [options] [PARTITION BY …] [START TRANSACTION]
///   LIKE other      ( LIKE other )
/// ```
///
/// CREATE … SELECT stands in a log of rows as a CREATE with columns; MySQL since 8.0.21 writes
/// START TRANSACTION behind it. Source: MySQL 9 Reference Manual, "CREATE TABLE Statement".
final class CreateTable {
  private final SqlTokens tokens;
  private final ServerTraits server;
  private final StatementContext context;
  private boolean versioned;

  CreateTable(SqlTokens tokens, ServerTraits server, StatementContext context) {
    this.tokens = tokens;
    this.server = server;
    this.context = context;
  }

  /// Whether another table's definition is taken over. Then the other's name comes.
  boolean passedLike() {
    long mark = tokens.mark();
    tokens.passed('(');
    if (tokens.passed("LIKE")) {
      return true;
    }
    tokens.back(mark);
    return false;
  }

  /// Reads elements and options.
  ///
  /// @param schemaCollation the database's default, null where it is not known
  TableDraft read(@Nullable String schemaCollation) throws NotFollowed {
    if (!tokens.passed('(') || tokens.is("SELECT") || tokens.is("WITH") || tokens.is('(')) {
      throw new NotFollowed("its columns are not in the statement");
    }
    var elements = new TableElements(tokens, server, context);
    elements.readAll();
    String collation = options(schemaCollation);
    var table = new TableDraft(collation);
    for (ColumnClause column : elements.columns) {
      table.columns.add(column.draft(collation));
      versioned |= column.versioned();
      if (column.primary()) {
        table.key.add(column.name());
      }
    }
    var key = elements.wholeKey();
    if (key != null) {
      table.key.addAll(key);
    }
    NotNull.make(table, elements.periodColumns());
    table.version(versioned);
    table.settle();
    return table;
  }

  private @Nullable String options(@Nullable String schemaCollation) throws NotFollowed {
    var options = new TableCollation(schemaCollation);
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (options.passed(tokens) || tokens.passedParentheses()) {
        continue;
      }
      String word = tokens.keyword();
      tokens.advance();
      switch (word) {
        case "AS", "SELECT", "REPLACE", "IGNORE", "VALUES", "TABLE" ->
            throw new NotFollowed("a CREATE … SELECT");
        case "WITH" -> {
          if (!tokens.is("SYSTEM")) {
            throw new NotFollowed("a CREATE … SELECT");
          }
          versioned = true;
        }
        case "PARTITION" -> {
          return options.chosen();
        }
        case "COMMENT", "CONNECTION", "DIRECTORY", "ENGINE" -> {
          tokens.passed('=');
          tokens.advance();
        }
        default -> {}
      }
    }
    return options.chosen();
  }
}
