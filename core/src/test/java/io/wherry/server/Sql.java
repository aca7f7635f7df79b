package io.wherry.server;

import io.wherry.server.Database.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Statements for a server of a test. Each call is a session of its own.
final class Sql {
  private static final int CONNECT_MILLIS = 2_000;

  private final Kind kind;
  private final int port;

  Sql(Kind kind, int port) {
    this.kind = kind;
    this.port = port;
  }

  Connection connect(String user, String password) {
    try {
      return open(user, password);
    } catch (SQLException e) {
      throw new IllegalStateException("connecting to " + kind.label() + ": " + e.getMessage(), e);
    }
  }

  private Connection open(String user, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("sslMode", "disable");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    // The session's sql_mode is the server's own.
    properties.setProperty("jdbcCompliantTruncation", "false");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_MILLIS));
    properties.setProperty("sessionVariables", "time_zone='+00:00'");
    return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/", properties);
  }

  /// Why the server does not let a session in; empty when it does.
  String refusal() {
    try (Connection connection = open("root", "")) {
      return connection.isValid(1) ? "" : "the connection is not valid";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  void run(String... statements) {
    try (Connection connection = open("root", "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new IllegalStateException(kind.label() + ": " + sql + ": " + e.getMessage(), e);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(kind.label() + ": " + e.getMessage(), e);
    }
  }

  List<List<@Nullable String>> query(String query) {
    try (Connection connection = open("root", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      var rows = new ArrayList<List<@Nullable String>>();
      while (result.next()) {
        var row = new ArrayList<@Nullable String>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(kind.label() + ": " + query + ": " + e.getMessage(), e);
    }
  }

  String value(String query) {
    List<@Nullable String> row = query(query).getFirst();
    String value = row.getFirst();
    if (value == null) {
      throw new IllegalStateException(kind.label() + ": " + query + " gave NULL");
    }
    return value;
  }

  String position() {
    String show =
        switch (kind) {
          case MYSQL_9_7 -> "show binary log status";
          case MYSQL_5_6, MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> "show master status";
        };
    List<@Nullable String> row = query(show).getFirst();
    return row.get(0) + ":" + row.get(1);
  }

  String gtids() {
    String all =
        switch (kind) {
          case MYSQL_9_7, MYSQL_5_6 -> "select replace(@@global.gtid_executed, '\\n', '')";
          case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> "select @@global.gtid_binlog_pos";
        };
    return value(all);
  }
}
