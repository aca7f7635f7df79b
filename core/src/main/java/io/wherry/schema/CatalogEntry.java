package io.wherry.schema;

import io.wherry.change.Table;

/// What a [Catalog] can say of a table.
public sealed interface CatalogEntry {
  /// It looks like this.
  ///
  /// @param table the same object until a statement changes the table
  record Known(Table table) implements CatalogEntry {}

  /// A column has a type that cannot be read: rows of the table must not be published.
  ///
  /// @param type the server's words for it
  record Unsupported(String column, String type) implements CatalogEntry {}

  /// A statement came by that could not be followed. It stays so until a statement creates the
  /// table anew, or [Catalog#addTable] tells.
  ///
  /// @param change the statement, and where it stands
  /// @param why what could not be followed, in words: `unknown clause "FROBNICATE"`
  record Unknown(TableHistory.Change change, String why) implements CatalogEntry {}

  /// There is no such table as far as the catalog was told, or it was dropped.
  record Absent() implements CatalogEntry {}
}
