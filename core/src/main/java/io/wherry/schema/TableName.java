package io.wherry.schema;

import java.util.Locale;

/// A table's full name as a key that does not care about case: with `lower_case_table_names` a
/// statement may write `Orders` where the log says `orders`. Two tables that differ in case only
/// are taken for one, which at worst stops where it need not.
///
/// @param schema in lower case
/// @param table in lower case
public record TableName(String schema, String table) {
  /// Folds both names.
  public TableName {
    schema = schema.toLowerCase(Locale.ROOT);
    table = table.toLowerCase(Locale.ROOT);
  }

  /// `schema.table`
  @Override
  public String toString() {
    return schema + "." + table;
  }
}
