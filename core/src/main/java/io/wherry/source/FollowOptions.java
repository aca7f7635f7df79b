package io.wherry.source;

import io.wherry.mysql.ServerOptions;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// What to follow.
///
/// @param server how to reach the server
/// @param start where to start
/// @param until where to end
/// @param included whether a table, by schema and name, is published; it is asked when a table is
///   met, not for every row. Tables of the server's own schemas never are
/// @param filter `included` in words: what is equal here chooses the same tables
/// @param given definitions from the user, valid at the start
/// @param statements what becomes of statements
public record FollowOptions(
    ServerOptions server,
    StartPosition start,
    Until until,
    BiPredicate<String, String> included,
    String filter,
    Optional<GivenDefinitions> given,
    StatementOptions statements) {
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("mysql", "information_schema", "performance_schema", "sys");

  /// With what is usual for statements.
  public FollowOptions(
      ServerOptions server,
      StartPosition start,
      Until until,
      BiPredicate<String, String> included,
      String filter,
      Optional<GivenDefinitions> given) {
    this(server, start, until, included, filter, given, StatementOptions.DEFAULT);
  }

  /// Without definitions from the user.
  public FollowOptions(
      ServerOptions server,
      StartPosition start,
      Until until,
      BiPredicate<String, String> included,
      String filter) {
    this(server, start, until, included, filter, Optional.empty());
  }

  /// Whether rows of any table of the schema may be wanted.
  boolean publishesOf(String schema) {
    return !isSystem(schema) && statements.schemas().test(schema);
  }

  /// The same on another server.
  FollowOptions on(ServerOptions server) {
    return new FollowOptions(server, start, until, included, filter, given, statements);
  }

  /// Whether rows of the table are wanted.
  boolean publishes(String schema, String table) {
    return !isSystem(schema) && included.test(schema, table);
  }

  /// Whether it is one of the server's own schemas.
  boolean isSystem(String schema) {
    return SYSTEM_SCHEMAS.contains(schema);
  }
}
