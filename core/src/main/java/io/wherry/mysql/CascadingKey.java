package io.wherry.mysql;

/// A foreign key through which a change of one row changes rows of another table.
///
/// @param schema schema of the table whose rows change along
/// @param table the table whose rows change along
/// @param name the constraint's name
/// @param referencedSchema schema of the table whose change causes it
/// @param referencedTable the table whose change causes it
/// @param onDelete `CASCADE`, `SET NULL`, `NO ACTION`, …
/// @param onUpdate the same for updates of the key
public record CascadingKey(
    String schema,
    String table,
    String name,
    String referencedSchema,
    String referencedTable,
    String onDelete,
    String onUpdate) {}
