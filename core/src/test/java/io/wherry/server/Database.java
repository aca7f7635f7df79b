package io.wherry.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A real MySQL or MariaDB server of a test's own: a fresh data folder, a free port on 127.0.0.1,
/// the binary log on with `binlog_format=ROW`, user `root` without a password. All else is the
/// server's default, until the test's own options say otherwise.
public final class Database implements AutoCloseable {
  /// The servers the tests run on.
  public enum Kind {
    MYSQL_9_7("mysql-9.7"),
    MYSQL_5_6("mysql-5.6"),
    MARIADB_10_11("mariadb-10.11"),
    MARIADB_11_4("mariadb-11.4"),
    MARIADB_11_8("mariadb-11.8");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// Family and version, `mysql-9.7`: the name of the fetched item too.
    public String label() {
      return label;
    }

    public boolean isMariaDb() {
      return label.startsWith("mariadb");
    }

    /// The options that switch GTIDs on or off. MySQL 9.7 has them on by itself, 5.6 off; MariaDB
    /// has no choice.
    public String[] gtids(boolean on) {
      return switch (this) {
        case MYSQL_9_7 ->
            on
                ? new String[] {"--gtid-mode=ON", "--enforce-gtid-consistency=ON"}
                : new String[] {"--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"};
        case MYSQL_5_6 ->
            on
                ? new String[] {
                  "--gtid-mode=ON", "--enforce-gtid-consistency=ON", "--log-slave-updates"
                }
                : new String[] {};
        case MARIADB_10_11, MARIADB_11_4, MARIADB_11_8 -> new String[] {};
      };
    }
  }

  private static final Map<Kind, Database> SHARED = new EnumMap<>(Kind.class);
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Kind kind;
  private final Server server;
  private final Sql sql;

  private Database(Kind kind, Server server) {
    this.kind = kind;
    this.server = server;
    this.sql = new Sql(kind, server.port());
  }

  /// Starts a new server with an empty history and waits until it can be queried. `options` are
  /// options of the server, `--binlog-row-metadata=FULL`; they win over the defaults.
  public static Database start(Kind kind, String... options) {
    Database database = new Database(kind, Server.create(kind, List.of(options)));
    database.server.start();
    return database;
  }

  /// The same of a MySQL 9.7 that encrypts its log on the disk.
  public static Database startEncrypted(String... options) {
    var all = new ArrayList<>(List.of("--binlog-encryption=ON"));
    all.addAll(List.of(options));
    Database database = new Database(Kind.MYSQL_9_7, Server.withKeyring(all));
    database.server.start();
    return database;
  }

  /// The one server of this kind that all tests of a run share, started when first asked for and
  /// ended with the JVM. A test works in a schema of its own, leaves the server's settings alone
  /// and never stops it.
  public static Database shared(Kind kind) {
    synchronized (SHARED) {
      return SHARED.computeIfAbsent(kind, Database::start);
    }
  }

  public Kind kind() {
    return kind;
  }

  public int port() {
    return server.port();
  }

  /// `mysql://user:password@127.0.0.1:port`, user and password percent-encoded.
  public String url(String user, String password) {
    String secret = password.isEmpty() ? "" : ":" + encoded(password);
    return "mysql://" + encoded(user) + secret + "@127.0.0.1:" + port();
  }

  /// `url` of the user that may do everything.
  public String url() {
    return url("root", "");
  }

  /// A new connection as `root` in a UTC session, for transactions by hand. The caller closes it.
  public Connection connect() {
    return sql.connect("root", "");
  }

  /// A new connection as another user.
  public Connection connect(String user, String password) {
    return sql.connect(user, password);
  }

  /// Runs the statements one after another in one new session.
  public void sql(String... statements) {
    sql.run(statements);
  }

  /// The rows of a query in a new UTC session, every value as `SELECT` shows it, SQL NULL as null.
  public List<List<@Nullable String>> query(String query) {
    return sql.query(query);
  }

  /// The single value of a query that has one.
  public String value(String query) {
    return sql.value(query);
  }

  /// Creates an empty schema that no other test has, and returns its name. utf8mb4.
  public String freshSchema() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    sql("create database " + schema + " character set utf8mb4");
    return schema;
  }

  /// Where the binary log ends now: `binlog.000001:4711`.
  public String position() {
    return sql.position();
  }

  /// What the binary log holds up to now as a GTID set; empty with GTIDs off.
  public String gtids() {
    return sql.gtids();
  }

  /// Shuts the server down as an operator would. It can be started again with `restart`.
  public void stop() {
    server.stop();
  }

  /// SIGKILL: the server has no chance to write anything more.
  public void kill() {
    server.kill();
  }

  /// Starts the server again, ending it first if it runs, on the same port and data folder, with
  /// `options` after the first ones.
  public void restart(String... options) {
    server.stop();
    server.start(options);
  }

  /// The data folder, with the binary logs `binlog.000001` … and, on MySQL 9.7, `ca.pem`.
  public Path dataDir() {
    return server.dataDir();
  }

  /// The server's own error log, for messages of failing tests.
  public String log() {
    return server.log();
  }

  /// Runs a client program that came with the server (`mysql`, `mysqlbinlog`, `mariadb`) as root
  /// against it and returns its output. Fails when the program does, and for MySQL 5.6 and MariaDB
  /// 11.4, which come without.
  public String client(String program, String... arguments) {
    var command = new ArrayList<>(server.installation().clients());
    if (command.isEmpty()) {
      throw new IllegalStateException(kind.label() + " comes without client programs");
    }
    command.add(program);
    command.addAll(List.of("--user=root", "--host=127.0.0.1", "--port=" + port()));
    command.addAll(List.of(arguments));
    return server.output(program, command);
  }

  /// Ends the server and removes its folder.
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return kind.label() + " at 127.0.0.1:" + port();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
