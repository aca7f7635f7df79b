package io.wherry.schema;

import java.util.Locale;

/// `CHARACTER SET [=] name`, `CHARSET [=] name`, `CHAR SET [=] name`, and what stands behind
/// COLLATE.
final class CharsetClause {
  private CharsetClause() {}

  /// Whether the current token begins one.
  static boolean starts(SqlTokens tokens) {
    if (tokens.is("CHARSET")) {
      return true;
    }
    if (!tokens.is("CHARACTER") && !tokens.is("CHAR")) {
      return false;
    }
    long mark = tokens.mark();
    tokens.advance();
    boolean starts = tokens.is("SET");
    tokens.back(mark);
    return starts;
  }

  /// Passes over a whole clause.
  ///
  /// @return the charset's name in lower case, or nothing for DEFAULT
  static String name(SqlTokens tokens) {
    if (!tokens.passed("CHARSET")) {
      tokens.advance();
      tokens.advance();
    }
    return value(tokens);
  }

  /// Passes over `[=] name`.
  ///
  /// @return the name in lower case, or nothing for DEFAULT
  static String value(SqlTokens tokens) {
    tokens.passed('=');
    String name =
        tokens.is("DEFAULT")
            ? ""
            : (tokens.isString() ? tokens.string() : tokens.text()).toLowerCase(Locale.ROOT);
    tokens.advance();
    return name;
  }
}
