package io.wherry.schema;

/// ``CHECK (json_valid(`name`))``, by which MariaDB tells a JSON column from other text.
///
/// Source: MariaDB Knowledge Base, "JSON Data Type".
final class JsonCheck {
  private JsonCheck() {}

  /// Passes over the parentheses behind CHECK; says whether they hold this check of the column.
  static boolean passed(SqlTokens tokens, String column) {
    long mark = tokens.mark();
    boolean json =
        tokens.passed('(')
            && tokens.passed("json_valid")
            && tokens.passed('(')
            && tokens.isName()
            && TableName.fold(tokens.text()).equals(TableName.fold(column))
            && closes(tokens);
    tokens.back(mark);
    tokens.passedParentheses();
    return json;
  }

  private static boolean closes(SqlTokens tokens) {
    tokens.advance();
    return tokens.passed(')') && tokens.is(')');
  }
}
