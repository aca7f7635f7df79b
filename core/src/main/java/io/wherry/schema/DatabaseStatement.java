package io.wherry.schema;

import io.wherry.schema.TableNames.Name;
import org.jspecify.annotations.Nullable;

/// CREATE, ALTER and DROP DATABASE, from behind that word: which charset tables made in it get.
///
/// Source: MySQL 9 Reference Manual, "CREATE DATABASE Statement", "ALTER DATABASE Statement".
final class DatabaseStatement {
  private final SqlTokens tokens;
  private final StatementContext context;
  private final TableNames names;
  private final TableStore store;
  private final CatalogMoves moves;

  DatabaseStatement(
      SqlTokens tokens,
      StatementContext context,
      TableNames names,
      TableStore store,
      CatalogMoves moves) {
    this.tokens = tokens;
    this.context = context;
    this.names = names;
    this.store = store;
    this.moves = moves;
  }

  /// `[IF NOT EXISTS] name [DEFAULT] CHARACTER SET utf8mb4`
  void create(boolean replaces) throws NotFollowed {
    boolean onlyIfAbsent = passedIf();
    String schema = names.spelled(TableElements.name(tokens));
    if (onlyIfAbsent && store.hasSchema(schema)) {
      return;
    }
    if (replaces) {
      dropTables(schema, "CREATE OR REPLACE DATABASE");
    }
    store.putSchema(schema, collation(context.serverCharset(), context.serverCharset()));
  }

  /// `[name] [DEFAULT] CHARACTER SET utf8mb4`; without a name the default database.
  void alter() throws NotFollowed {
    String schema = context.schema();
    if (!options()) {
      schema = TableElements.name(tokens);
    }
    schema = names.spelled(schema);
    if (!schema.isEmpty()) {
      store.putSchema(schema, collation(context.serverCharset(), store.schemaCollation(schema)));
    }
  }

  /// Whether options follow and no name.
  private boolean options() {
    if (tokens.kind() != SqlTokens.Kind.WORD) {
      return false;
    }
    return switch (tokens.keyword()) {
      case "DEFAULT", "CHARACTER", "CHAR", "COLLATE", "READ" -> true;
      case "CHARSET", "ENCRYPTION", "COMMENT" -> {
        long mark = tokens.mark();
        tokens.advance();
        boolean value = tokens.is('=') || tokens.isString() || Charsets.of(tokens.text()) != null;
        tokens.back(mark);
        yield value;
      }
      default -> false;
    };
  }

  /// @param otherwise what DEFAULT means
  /// @param before what holds where no option says anything
  private @Nullable String collation(@Nullable String otherwise, @Nullable String before) {
    var options = new TableCollation(otherwise);
    while (tokens.kind() != SqlTokens.Kind.END) {
      if (!options.passed(tokens)) {
        tokens.advance();
      }
    }
    try {
      return options.given() ? options.chosen() : before;
    } catch (NotFollowed e) {
      return null;
    }
  }

  /// `[IF EXISTS] name`
  void drop(String verb) throws NotFollowed {
    passedIf();
    String schema = names.spelled(TableElements.name(tokens));
    dropTables(schema, verb);
    store.removeSchema(schema);
  }

  private void dropTables(String schema, String verb) {
    for (KeptTable table : store.of(schema)) {
      moves.drop(new Name(table.schema, table.table), verb);
    }
  }

  private boolean passedIf() {
    if (!tokens.passed("IF")) {
      return false;
    }
    tokens.passed("NOT");
    return tokens.passed("EXISTS");
  }
}
