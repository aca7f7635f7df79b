package io.wherry.schema;

/// A table's full name as a key that does not care about case: with `lower_case_table_names` a
/// statement may write `Orders` where the log says `orders`. Two tables that differ in case only
/// are taken for one, which at worst stops where it need not.
///
/// @param schema in lower case
/// @param table in lower case
public record TableName(String schema, String table) {
  /// Folds both names.
  public TableName {
    schema = fold(schema);
    table = fold(table);
  }

  /// Character by character, as the servers do: the lower case of a whole word has another sigma at
  /// the end, and two characters for one İ.
  static String fold(String name) {
    var folded = new StringBuilder(name.length());
    name.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /// `schema.table`
  @Override
  public String toString() {
    return schema + "." + table;
  }
}
