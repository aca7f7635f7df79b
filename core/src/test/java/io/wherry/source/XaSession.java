package io.wherry.source;

import io.wherry.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A session of a test's server that runs one XA transaction after another.
final class XaSession implements AutoCloseable {
  private final Connection connection;

  XaSession(Database database, String schema) {
    connection = database.connect();
    run("use " + schema);
  }

  /// Runs statements.
  XaSession run(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements) + ": " + e.getMessage(), e);
    }
  }

  /// Runs statements in an XA transaction and prepares it.
  ///
  /// @param xid as a user writes it: `'a'`, `'a','b',7`, `0x00ff`
  XaSession prepare(String xid, String... statements) {
    return run("xa start " + xid).run(statements).run("xa end " + xid, "xa prepare " + xid);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
