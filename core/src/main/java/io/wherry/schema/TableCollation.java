package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// The default charset and collation of a table or database, as its options give it.
final class TableCollation {
  private final @Nullable String otherwise;
  private @Nullable String charset;
  private @Nullable String collation;
  private boolean given;
  private boolean several;

  /// @param otherwise what holds where no option says it, and for DEFAULT; null: not known
  TableCollation(@Nullable String otherwise) {
    this.otherwise = otherwise;
  }

  /// Passes over an option if it is one of these.
  boolean passed(SqlTokens tokens) {
    if (CharsetClause.starts(tokens)) {
      String name = CharsetClause.name(tokens);
      String now = name.isEmpty() ? otherwise : name;
      several |= charset != null && !charset.equals(now);
      charset = now;
    } else if (tokens.passed("COLLATE")) {
      String name = CharsetClause.value(tokens);
      collation = name.isEmpty() ? null : name;
    } else {
      return false;
    }
    given = true;
    return true;
  }

  /// Whether an option was there.
  boolean given() {
    return given;
  }

  /// Whether different charsets were there.
  boolean several() {
    return several;
  }

  /// The collation; null where it is not known.
  @Nullable String chosen() throws NotFollowed {
    String chosen = charset == null ? otherwise : charset;
    if (collation != null) {
      // MariaDB's `uca1400_ai_ci` leaves the charset to what else is said.
      chosen = Charsets.of(collation) == null ? chosen : collation;
    }
    if (chosen != null && Charsets.of(chosen) == null) {
      throw new NotFollowed("unknown charset " + NotFollowed.quoted(chosen));
    }
    return chosen;
  }
}
