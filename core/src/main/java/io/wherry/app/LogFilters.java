package io.wherry.app;

import io.wherry.mysql.LogFilter;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import java.util.Optional;

/// A server may leave databases out of its log: nothing in the log says so. Source: MySQL manual,
/// `--binlog-do-db` and `--binlog-ignore-db`.
final class LogFilters {
  private LogFilters() {}

  /// Which option leaves something out, and what that means; empty where none does, or the account
  /// may not ask.
  static Optional<Finding> find(ServerQueries server) {
    try {
      return Optional.of(server.logFilter()).filter(f -> !f.isOpen()).map(LogFilters::finding);
    } catch (ServerException e) {
      if (e.kind() == ServerException.Kind.LOST) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Finding finding(LogFilter filter) {
    return filter.only().isEmpty()
        ? Finding.warn(
            "binlog_ignore_db",
            "is "
                + filter.never()
                + ": what changes in these databases is not in the log and does not reach the"
                + " stream")
        : Finding.warn(
            "binlog_do_db",
            "is "
                + filter.only()
                + ": what changes in other databases is not in the log and does not reach the"
                + " stream");
  }

  /// One line at the start of a run. A server that cannot be asked is no reason not to run.
  static Optional<String> ask(ServerOptions server) {
    try (ServerQueries queries = ServerQueries.open(server)) {
      return find(queries).map(found -> found.subject() + " " + found.text());
    } catch (ServerException _) {
      return Optional.empty();
    }
  }
}
