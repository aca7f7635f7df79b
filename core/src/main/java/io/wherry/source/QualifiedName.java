package io.wherry.source;

import io.wherry.schema.TableName;

/// A table's full name exactly as the log and the server write it.
record QualifiedName(String schema, String table) {
  /// The same without regard to case, to find it in statements.
  TableName folded() {
    return new TableName(schema, table);
  }

  @Override
  public String toString() {
    return schema + "." + table;
  }
}
