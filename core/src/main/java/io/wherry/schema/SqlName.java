package io.wherry.schema;

/// A name in a statement, as it is written there.
///
/// @param schema the schema, that of the session where the statement names none
/// @param table the table; empty for the whole schema
public record SqlName(String schema, String table) {
  /// Reads `a`, `a.b` or `.b`.
  static SqlName read(SqlTokens tokens, String defaultSchema) {
    boolean bare = tokens.passed('.');
    String first = part(tokens);
    if (!bare && tokens.passed('.')) {
      return new SqlName(first, part(tokens));
    }
    return new SqlName(defaultSchema, first);
  }

  private static String part(SqlTokens tokens) {
    String part = tokens.text();
    tokens.advance();
    return part;
  }

  /// `schema.table`, or `schema`.
  @Override
  public String toString() {
    return table.isEmpty() ? schema : schema + "." + table;
  }
}
