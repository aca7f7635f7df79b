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
public record FollowOptions(
    ServerOptions server, StartPosition start, Until until, BiPredicate<String, String> included) {
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("mysql", "information_schema", "performance_schema", "sys");

  /// Whether rows of the table are wanted.
  boolean publishes(String schema, String table) {
    return !SYSTEM_SCHEMAS.contains(schema) && included.test(schema, table);
  }
}
