package io.wherry.schema;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// MariaDB's sequences: tables of one row and eight columns.
///
/// Source: MariaDB Knowledge Base, "CREATE SEQUENCE"; since 11.5 its numbers have a type.
final class Sequences {
  private static final int TYPED_COLUMNS = 4;
  private static final String BIG = "bigint(21)";
  private static final Set<String> TYPES =
      Set.of("tinyint", "smallint", "mediumint", "int", "integer", "bigint");
  private static final String[] NUMBERS = {
    "next_not_cached_value", "minimum_value", "maximum_value", "start_value"
  };

  private Sequences() {}

  /// Reads from behind the name.
  static TableDraft read(SqlTokens tokens) throws NotFollowed {
    String type = type(tokens);
    var table = new TableDraft(null);
    for (String name : NUMBERS) {
      add(table, name, type == null ? BIG : type);
    }
    add(table, "increment", BIG);
    add(table, "cache_size", "bigint(21) unsigned");
    add(table, "cycle_option", "tinyint(1) unsigned");
    add(table, "cycle_count", BIG);
    return table;
  }

  private static void add(TableDraft table, String name, String type) {
    table.columns.add(new ColumnDraft(name, type, null, false, ColumnDraft.Role.PLAIN, false));
  }

  /// ALTER SEQUENCE, from behind the name.
  static void retype(TableDraft table, SqlTokens tokens) throws NotFollowed {
    String type = type(tokens);
    if (type == null) {
      return;
    }
    if (table.columns.size() <= TYPED_COLUMNS) {
      throw new NotFollowed("it is no sequence");
    }
    for (int i = 0; i < TYPED_COLUMNS; i++) {
      table.columns.set(i, table.columns.get(i).retyped(type, null));
    }
  }

  /// `AS INT UNSIGNED`; null where nothing is said.
  private static @Nullable String type(SqlTokens tokens) throws NotFollowed {
    while (!tokens.passed("AS")) {
      if (tokens.kind() == SqlTokens.Kind.END) {
        return null;
      }
      tokens.advance();
    }
    String name = tokens.text().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(name)) {
      throw new NotFollowed("a sequence of " + NotFollowed.quoted(name));
    }
    tokens.advance();
    tokens.passedParentheses();
    return name + (tokens.is("UNSIGNED") ? " unsigned" : "");
  }
}
