package io.wherry.server;

import io.wherry.server.Database.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The process of a database server, its folder and its port.
final class Server {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration CLIENT = Duration.ofMinutes(2);

  private static final List<String> BINARY_LOG = List.of("--log-bin=binlog", "--binlog-format=ROW");

  /// A killed process loses nothing by this, only a machine without power would: what is written is
  /// the system's. It saves an fsync or ten for each statement.
  private static final List<String> NO_SYNC =
      List.of("--innodb-flush-method=nosync", "--sync-binlog=0");

  private final Kind kind;
  private final Installation installation;
  private final List<String> options;
  private final Path folder;
  private final int port;
  private int clients;
  private @Nullable Child process;

  private Server(Kind kind, Installation installation, List<String> options, Path folder) {
    this.kind = kind;
    this.installation = installation;
    this.options = options;
    this.folder = folder;
    this.port = Ports.free();
  }

  static Server create(Kind kind, List<String> options) {
    return create(kind, Installation.of(kind), options, LeftBehind.folder(kind.label()));
  }

  /// A MySQL 9.7 that has keys to encrypt with.
  static Server withKeyring(List<String> options) {
    Path folder = LeftBehind.folder("keyring");
    return create(
        Kind.MYSQL_9_7, Installation.withKeyring(folder.resolve("program")), options, folder);
  }

  private static Server create(
      Kind kind, Installation installation, List<String> options, Path folder) {
    DataFolder.create(kind, installation, folder.resolve("data"));
    return new Server(kind, installation, options, folder);
  }

  /// Starts the process and waits until it answers.
  void start(String... more) {
    var command = installation.server(List.of());
    command.addAll(defaults());
    command.addAll(options);
    command.addAll(List.of(more));
    Child child = Child.start("server", folder, installation.environment(), command);
    process = child;
    long deadline = System.nanoTime() + START.toNanos();
    Sql sql = new Sql(kind, port);
    for (String refusal = sql.refusal(); !refusal.isEmpty(); refusal = sql.refusal()) {
      if (!child.alive()) {
        throw new IllegalStateException(command + " ended by itself\n" + child.tail());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(command + ": " + refusal + "\n" + child.tail());
      }
      sleep();
    }
  }

  private List<String> defaults() {
    var defaults = new ArrayList<String>();
    defaults.add("--datadir=" + dataDir());
    defaults.add("--port=" + port);
    defaults.add("--bind-address=127.0.0.1");
    defaults.add("--socket=" + folder.resolve("socket"));
    // MariaDB servers that share a folder for temporary tables delete each other's at start.
    defaults.add("--tmpdir=" + folder);
    defaults.add("--pid-file=" + folder.resolve("pid"));
    defaults.add("--server-id=1");
    defaults.addAll(NO_SYNC);
    switch (kind) {
      case MYSQL_9_7 -> defaults.add("--mysqlx=OFF");
      case MYSQL_5_6, MARIADB_10_11 -> defaults.addAll(BINARY_LOG);
      case MARIADB_11_4, MARIADB_11_8 -> {
        defaults.addAll(BINARY_LOG);
        // Else they make a key of their own at every start, which took 11.4 up to 30 seconds.
        defaults.addAll(Certificates.localhost().serverOptions());
      }
    }
    return defaults;
  }

  void stop() {
    Child child = process;
    if (child != null && child.alive()) {
      child.terminate();
    }
  }

  void kill() {
    Child child = process;
    if (child != null && child.alive()) {
      child.kill();
    }
  }

  void close() {
    kill();
    LeftBehind.remove(folder);
  }

  int port() {
    return port;
  }

  Path dataDir() {
    return folder.resolve("data");
  }

  Installation installation() {
    return installation;
  }

  String log() {
    Child child = process;
    return child == null ? "" : child.stdout() + child.stderr();
  }

  /// What a client program prints.
  String output(String program, List<String> command) {
    String name = program + "-" + clients++;
    Child child = Child.start(name, folder, installation.environment(), command);
    if (child.awaitExit(CLIENT) != 0) {
      throw new IllegalStateException(command + " failed\n" + child.tail());
    }
    return child.stdout();
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }
}
