package io.wherry.demo;

import io.wherry.app.StopSignal;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A MariaDB server of the demo's own: a temporary folder, a free port of this machine, the binary
/// log on, one user with a password that nobody else knows.
///
/// Its parent is a shell that waits for its input to end, which happens with this process, however
/// that ends, and then ends the server and removes the folder. So nothing is left behind, not even
/// after kill -9. Signals (Ctrl-C goes to all of them) do not bother either.
final class ShopServer implements AutoCloseable {
  static final String USER = "demo";
  static final String SCHEMA = "shop";

  /// How long the server may take to answer.
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private static final Duration END_MAX = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(50);

  /// Looks without any server process, between making the data folder and serving it.
  private static final int LOOKS_WITHOUT_SERVER = 6;

  private static final String KEEPER =
      """
      trap '' INT TERM HUP
      folder=$1
      shift
      if "$@" --skip-log-bin --bootstrap <"$folder/bootstrap.sql" >"$folder/log" 2>&1; then
        "$@" --init-file="$folder/user.sql" </dev/null >>"$folder/log" 2>&1 &
        server=$!
      fi
      read -r _
      if [ -n "$server" ]; then
        kill -9 "$server"
        wait "$server"
      fi
      rm -rf "$folder"
      """;

  private final Path folder;
  private final int port;
  private final String password;
  private final Process keeper;

  private ShopServer(Path folder, int port, String password, Process keeper) {
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.keeper = keeper;
  }

  /// Starts the server; [#awaitReady(StopSignal)] waits for it.
  static ShopServer start(MariaDbFiles files) {
    try {
      Path folder = Files.createTempDirectory("wherry-demo-");
      int port = FreePort.find();
      String password = new BigInteger(80, new SecureRandom()).toString(36);
      Files.createDirectory(folder.resolve("data"));
      Files.writeString(folder.resolve("bootstrap.sql"), files.bootstrap());
      Files.writeString(
          folder.resolve("user.sql"),
          """
          set sql_log_bin = 0;
          create user %1$s@'%%' identified by '%2$s';
          grant all on *.* to %1$s@'%%';
          """
              .formatted(USER, password));
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "wherry-demo"));
      command.add(folder.toString());
      command.addAll(server(files, folder, port));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder
          .environment()
          .put(MariaDbFiles.libraryPath(), files.folder().resolve("libs").toString());
      return new ShopServer(folder, port, password, builder.start());
    } catch (IOException e) {
      throw new DemoException(
          "cannot start MariaDB: " + e + ": is there room in " + tempFolder() + "?", e);
    }
  }

  private static String tempFolder() {
    return System.getProperty("java.io.tmpdir");
  }

  private static List<String> server(MariaDbFiles files, Path folder, int port) {
    return List.of(
        files.folder().resolve("bin/mariadbd").toString(),
        "--no-defaults",
        "--user=" + System.getProperty("user.name"),
        "--basedir=" + files.folder(),
        "--lc-messages-dir=" + files.share(),
        "--character-sets-dir=" + files.share().resolve("charsets"),
        "--datadir=" + folder.resolve("data"),
        "--tmpdir=" + folder,
        "--pid-file=" + folder.resolve("pid"),
        "--socket=" + folder.resolve("socket"),
        "--bind-address=127.0.0.1",
        "--port=" + port,
        "--skip-name-resolve",
        // Else it makes a key of its own at every start, which takes seconds.
        "--skip-ssl",
        "--secure-file-priv=" + folder,
        "--server-id=1",
        "--log-bin=binlog",
        "--binlog-format=ROW",
        "--binlog-row-metadata=FULL",
        "--performance-schema=OFF",
        "--innodb-buffer-pool-size=16M",
        "--innodb-log-file-size=8M");
  }

  /// Waits until the server answers.
  ///
  /// @return false when a stop was asked for meanwhile
  /// @throws DemoException when the server ends or takes too long
  boolean awaitReady(StopSignal stop) throws InterruptedException {
    long until = System.nanoTime() + START_MAX.toNanos();
    int without = 0;
    while (!stop.requested()) {
      String refusal = refusal();
      if (refusal == null) {
        return true;
      }
      without = hasServer() ? 0 : without + 1;
      if (without >= LOOKS_WITHOUT_SERVER || System.nanoTime() > until) {
        throw new DemoException("MariaDB did not start: " + logged(refusal), null);
      }
      Thread.sleep(LOOK);
    }
    return false;
  }

  private @Nullable String refusal() {
    try (Connection connection = connect("")) {
      return connection.isValid(1) ? null : "no answer";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private boolean hasServer() {
    return keeper.descendants().findAny().isPresent();
  }

  /// Fails when the server has ended by itself.
  ///
  /// @throws DemoException with the server's last words
  void check() {
    if (!hasServer()) {
      throw new DemoException("MariaDB ended by itself: " + logged("it left no message"), null);
    }
  }

  /// The server's last error, or what is known otherwise.
  private String logged(String otherwise) {
    try {
      return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.contains("rror"))
          .reduce((_, last) -> last)
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /// A new connection. The caller closes it.
  Connection connect(String schema) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s&sslMode=disable"
            .formatted(port, schema, USER, password));
  }

  /// Creates the schema, and returns a connection that uses it.
  Connection createSchema() throws SQLException {
    try (Connection connection = connect("");
        var statement = connection.createStatement()) {
      statement.execute("create database " + SCHEMA + " character set utf8mb4");
    }
    return connect(SCHEMA);
  }

  int port() {
    return port;
  }

  /// For `--source.url`.
  String url() {
    return "mysql://%s:%s@127.0.0.1:%d".formatted(USER, password, port);
  }

  /// A place in the temporary folder.
  Path file(String name) {
    return folder.resolve(name);
  }

  /// Ends the server and removes its folder.
  @Override
  public void close() {
    try {
      keeper.descendants().forEach(ProcessHandle::destroyForcibly);
      keeper.getOutputStream().close();
      if (!keeper.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        keeper.destroyForcibly();
        MariaDbFiles.remove(folder);
      }
    } catch (IOException e) {
      throw new DemoException("cannot remove " + folder + ": " + e + ": remove it by hand", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the shell goes on cleaning up
    }
  }
}
