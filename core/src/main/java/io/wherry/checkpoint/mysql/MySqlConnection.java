package io.wherry.checkpoint.mysql;

import io.wherry.checkpoint.CheckpointException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One connection through MariaDB's driver, which speaks to both families. The server ends it, and
/// gives its lock free, when it hears nothing for [MySqlOptions#silence()].
final class MySqlConnection implements AutoCloseable {
  /// How long a call may take before the lease is taken.
  private static final Duration OPEN_TIME = Duration.ofSeconds(10);

  /// Calls that a holder can make while it believes in its lock, if each takes as long as it may.
  private static final int CALLS = 2;

  private final Connection connection;

  private MySqlConnection(Connection connection) {
    this.connection = connection;
  }

  /// Something that is asked of the server.
  interface Work<T extends @Nullable Object> {
    T on(MySqlConnection connection) throws SQLException;
  }

  /// @throws SQLException when the server cannot be reached or refuses
  static MySqlConnection open(MySqlOptions options) throws SQLException {
    try {
      var opened = new MySqlConnection(connect(options));
      opened.run("SET SESSION wait_timeout = " + options.silence());
      opened.run("SET SESSION innodb_lock_wait_timeout = 1");
      return opened;
    } catch (SQLException e) {
      if (options.tls() == MySqlOptions.Tls.PREFERRED && isAboutTls(e)) {
        return open(options.withoutTls());
      }
      throw e;
    }
  }

  private static boolean isAboutTls(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SSLException
          || String.valueOf(at.getMessage()).contains("not support TLS")
          || String.valueOf(at.getMessage()).contains("ssl not enabled")) {
        return true;
      }
    }
    return false;
  }

  private static Connection connect(MySqlOptions options) throws SQLException {
    String patience = Long.toString(OPEN_TIME.toMillis());
    var properties = new Properties();
    properties.setProperty("user", options.user());
    properties.setProperty("password", options.password());
    properties.setProperty("connectTimeout", patience);
    properties.setProperty("socketTimeout", patience);
    properties.setProperty("sslMode", options.tls().driver());
    if (options.ca() != null) {
      properties.setProperty("serverSslCert", options.ca().toString());
    }
    // caching_sha2_password without TLS: the password goes encrypted with the server's RSA key.
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("permitRedirect", "false");
    properties.setProperty("tcpAbortiveClose", "true");
    Connection connection =
        new org.mariadb.jdbc.Driver()
            .connect(
                "jdbc:mariadb://address=(host="
                    + options.host()
                    + ")(port="
                    + options.port()
                    + ")/",
                properties);
    if (connection == null) {
      throw new SQLException("the driver does not take the address");
    }
    return connection;
  }

  /// From now on a call takes no longer than a holder can wait.
  void hold(Duration belief) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) belief.toMillis() / CALLS);
  }

  /// Does work and commits it, all or nothing.
  <T extends @Nullable Object> T whole(Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(this);
      connection.commit();
      return result;
    } catch (SQLException | CheckpointException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  /// Runs a statement without a result.
  ///
  /// @return rows that it found or changed
  int run(String statement, Object... arguments) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < arguments.length; i++) {
        prepared.setObject(i + 1, arguments[i]);
      }
      return prepared.executeUpdate();
    }
  }

  /// The first row of a query, as text; empty when there is none.
  List<@Nullable String> row(String query, Object... arguments) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        prepared.setObject(i + 1, arguments[i]);
      }
      try (ResultSet result = prepared.executeQuery()) {
        List<@Nullable String> row = new ArrayList<>();
        if (result.next()) {
          for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.add(result.getString(column));
          }
        }
        return row;
      }
    }
  }

  /// Ends it without waiting for the server.
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      return; // it was broken already
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
