package io.wherry.schema;

/// What a statement did to one table of a [Catalog].
///
/// @param kind what happened
/// @param schema the table's database, as the server spells it
/// @param table the table's name, as the server spells it
/// @param verb `ALTER TABLE`, `RENAME TABLE`, …
/// @param why for [Kind#LOST] what could not be followed; else empty
public record CatalogChange(Kind kind, String schema, String table, String verb, String why) {
  /// What happens to tables.
  public enum Kind {
    /// There is a table of this name now, and it is known.
    CREATED,
    /// Its columns, types, charsets or key are others now, and known.
    CHANGED,
    /// There is no table of this name any more.
    DROPPED,
    /// It is no longer known what the table looks like.
    LOST
  }
}
