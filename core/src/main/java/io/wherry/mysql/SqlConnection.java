package io.wherry.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A connection for queries, through MariaDB's driver, which speaks to both families.
final class SqlConnection implements AutoCloseable {
  /// Rows fetched at a time: `information_schema` of 10,000 tables is not held twice.
  private static final int FETCH_ROWS = 1_000;

  /// Reads one row of a result.
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final ErrorLines lines;

  private SqlConnection(Connection connection, ErrorLines lines) {
    this.connection = connection;
    this.lines = lines;
  }

  /// @throws ServerException when the server cannot be reached or refuses
  static SqlConnection open(ServerOptions options, ErrorLines lines) {
    try {
      return new SqlConnection(connect(options), lines);
    } catch (SQLException e) {
      if (options.tls() == TlsMode.PREFERRED && SqlLines.isAboutTls(e)) {
        return open(options.withTls(TlsMode.DISABLED, null), lines);
      }
      throw SqlLines.connecting(lines, e);
    }
  }

  private static Connection connect(ServerOptions options) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", options.user());
    properties.setProperty("password", options.password());
    properties.setProperty("connectTimeout", millis(options.connectTimeout().toMillis()));
    properties.setProperty("socketTimeout", millis(options.queryTimeout().toMillis()));
    properties.setProperty("sslMode", sslMode(options.tls()));
    if (options.ca() != null) {
      properties.setProperty("serverSslCert", options.ca().toString());
    }
    // caching_sha2_password without TLS: the password goes encrypted with the server's RSA key.
    properties.setProperty("allowPublicKeyRetrieval", "true");
    // The log comes from this very server, so the questions go to it too.
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

  private static String millis(long millis) {
    return Long.toString(millis);
  }

  private static String sslMode(TlsMode mode) {
    return switch (mode) {
      case DISABLED -> "disable";
      case PREFERRED, REQUIRED -> "trust";
      case VERIFY_CA -> "verify-ca";
      case VERIFY_IDENTITY -> "verify-full";
    };
  }

  /// The rows of a query. Columns are read by number, as their names differ between servers.
  <T> List<T> list(RowReader<T> reader, String query, String... arguments) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(FETCH_ROWS);
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      var rows = new ArrayList<T>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw SqlLines.query(lines, e);
    }
  }

  /// The single value of a query, or null for NULL and for no row.
  @Nullable String value(String query) {
    var values = new ArrayList<@Nullable String>();
    list(row -> values.add(row.getString(1)), query);
    return values.isEmpty() ? null : values.getFirst();
  }

  /// Runs a statement without a result.
  void run(String statement) {
    try (var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw SqlLines.query(lines, e);
    }
  }

  /// Global variables by lower-case name; those the server does not have are missing.
  Map<String, String> variables(String... names) {
    var found = new HashMap<String, String>();
    String quoted = "'" + String.join("','", names) + "'";
    list(
        row ->
            found.put(
                row.getString(1).toLowerCase(Locale.ROOT),
                row.getString(2) == null ? "" : row.getString(2)),
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN (" + quoted + ")");
    return found;
  }

  @Override
  public void close() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // it was broken already
    }
  }
}
