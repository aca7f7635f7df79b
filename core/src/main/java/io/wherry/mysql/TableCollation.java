package io.wherry.mysql;

/// A table and the collation that columns get which name none.
///
/// @param collation `TABLE_COLLATION` of `information_schema.TABLES`
public record TableCollation(String schema, String table, String collation) {}
