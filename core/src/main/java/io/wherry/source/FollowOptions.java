package io.wherry.source;

import io.wherry.mysql.ServerOptions;
import java.util.Set;
import java.util.function.BiPredicate;

/// What to follow.
///
/// @param server how to reach the server
/// @param start where to start
/// @param until where to end
/// @param included whether a table, by schema and name, is published; it is asked when a table is
///   met, not for every row. Tables of the server's own schemas never are
/// @param statements what becomes of statements
public record FollowOptions(
    ServerOptions server,
    StartPosition start,
    Until until,
    BiPredicate<String, String> included,
    StatementOptions statements) {
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("mysql", "information_schema", "performance_schema", "sys");

  /// With what is usual for statements.
  public FollowOptions(
      ServerOptions server,
      StartPosition start,
      Until until,
      BiPredicate<String, String> included) {
    this(server, start, until, included, StatementOptions.DEFAULT);
  }

  /// Whether rows of any table of the schema may be wanted.
  boolean publishesOf(String schema) {
    return !SYSTEM_SCHEMAS.contains(schema) && statements.schemas().test(schema);
  }

  /// Whether rows of the table are wanted.
  boolean publishes(String schema, String table) {
    return !SYSTEM_SCHEMAS.contains(schema) && included.test(schema, table);
  }
}
