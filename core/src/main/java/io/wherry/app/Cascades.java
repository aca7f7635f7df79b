package io.wherry.app;

import io.wherry.mysql.CascadingKey;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Published tables whose rows a foreign key changes (CASCADE, SET NULL, SET DEFAULT) on a server
/// that does not log those rows: MariaDB, and MySQL before 9.6. Source: DELIVERY 8.
final class Cascades {
  /// The most tables named in one line.
  static final int NAMED_MAX = 10;

  private Cascades() {}

  /// The keys, or none where the server logs what they change, or the account may not see them.
  ///
  /// @param included which tables are published
  static List<CascadingKey> unlogged(ServerQueries server, BiPredicate<String, String> included) {
    if (server.facts().logsCascades()) {
      return List.of();
    }
    try {
      return server.cascadingKeys().stream()
          .filter(key -> included.test(key.schema(), key.table()))
          .toList();
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.LOST) {
        throw e;
      }
      return List.of();
    }
  }

  /// One line that names the tables, at the start of a run. A server that cannot be asked is no
  /// reason not to run: whoever follows it says what is wrong.
  static Optional<String> ask(ServerOptions server, BiPredicate<String, String> included) {
    try (ServerQueries queries = ServerQueries.open(server)) {
      List<String> tables =
          unlogged(queries, included).stream()
              .map(key -> key.schema() + "." + key.table())
              .distinct()
              .toList();
      return tables.isEmpty() ? Optional.empty() : Optional.of(line(tables));
    } catch (ServerException _) {
      return Optional.empty();
    }
  }

  static String line(List<String> tables) {
    String names = tables.stream().limit(NAMED_MAX).collect(Collectors.joining(", "));
    int more = tables.size() - NAMED_MAX;
    return "this server does not log rows that foreign keys change (ON DELETE or ON UPDATE CASCADE,"
        + " SET NULL, SET DEFAULT): such changes do not reach the stream for "
        + names
        + (more > 0 ? " and " + more + " more tables (wherry check names all)" : "");
  }
}
