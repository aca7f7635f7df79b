package io.wherry.source;

/// Definitions of tables as the user gives them (`--schema=FILE`): `CREATE TABLE` statements, as
/// `mysqldump --no-data` writes them.
///
/// @param file where they come from, for messages
/// @param sql the statements
public record GivenDefinitions(String file, String sql) {}
