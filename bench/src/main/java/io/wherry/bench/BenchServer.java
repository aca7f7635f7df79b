package io.wherry.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A MySQL 9.7 of the benchmarks' own, whose data folder is kept between runs.
final class BenchServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 50;

  private final Path installation;
  private final Path folder;
  private final int port;
  private final Process process;

  private BenchServer(Path installation, Path folder, int port, Process process) {
    this.installation = installation;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /// Starts it with the data of the last run, or with none.
  ///
  /// @throws BenchException when it does not start
  static BenchServer start(String name) throws InterruptedException {
    Path installation = BenchFolder.item("mysql-9.7");
    Path folder = BenchFolder.own().resolve(name);
    try {
      Path data = folder.resolve("data");
      if (!Files.isDirectory(data)) {
        Files.createDirectories(folder);
        initialise(installation, folder);
      }
      int port = freePort();
      var command = program(installation, "mysqld");
      command.addAll(
          List.of(
              "--user=" + System.getProperty("user.name"),
              "--datadir=" + data,
              "--port=" + port,
              "--bind-address=127.0.0.1",
              "--socket=" + folder.resolve("socket"),
              "--pid-file=" + folder.resolve("pid"),
              "--mysqlx=OFF",
              "--server-id=1",
              "--gtid-mode=ON",
              "--enforce-gtid-consistency=ON",
              "--binlog-expire-logs-seconds=0",
              "--table-open-cache=20000",
              "--table-definition-cache=20000",
              "--innodb-buffer-pool-size=256M"));
      Process process = Children.start(command, folder.resolve("server.log"));
      var server = new BenchServer(installation, folder, port, process);
      server.await();
      return server;
    } catch (IOException e) {
      throw new BenchException("MySQL in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void initialise(Path installation, Path folder)
      throws IOException, InterruptedException {
    var command = program(installation, "mysqld");
    command.add("--initialize-insecure");
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--datadir=" + folder.resolve("data"));
    Children.run(command, folder.resolve("initialise.log"));
  }

  private static List<String> program(Path installation, String name) {
    return new ArrayList<>(List.of(installation.resolve("run").toString(), name));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await() throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try (Connection _ = connect()) {
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() - start > START.toNanos()) {
          throw new BenchException(
              "MySQL does not answer: %s: see %s"
                  .formatted(e.getMessage(), folder.resolve("server.log")),
              e);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /// A connection as root.
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/?user=root&allowPublicKeyRetrieval=true");
  }

  /// Runs statements, one after the other.
  void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new BenchException("MySQL: " + e.getMessage(), e);
    }
  }

  /// One column of the first row of an answer.
  String cell(String query, int column) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      if (!answer.next()) {
        throw new BenchException("MySQL: no row for " + query, null);
      }
      return answer.getString(column);
    } catch (SQLException e) {
      throw new BenchException("MySQL: " + query + ": " + e.getMessage(), e);
    }
  }

  /// What it says it is.
  String version() {
    return cell("select version()", 1);
  }

  int port() {
    return port;
  }

  /// `mysql://root@127.0.0.1:PORT`.
  String url() {
    return "mysql://root@127.0.0.1:" + port;
  }

  Path folder() {
    return folder;
  }

  /// The command that runs a client program.
  List<String> client(String name) {
    return program(installation, name);
  }

  @Override
  public void close() {
    Children.end(process);
  }
}
