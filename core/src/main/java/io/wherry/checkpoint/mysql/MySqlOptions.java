package io.wherry.checkpoint.mysql;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which checkpoint in which database, and where.
///
/// @param host name or address
/// @param port TCP
/// @param password empty text when there is none
/// @param tls when to encrypt
/// @param ca PEM file of the authorities to trust; null for those that Java trusts
/// @param database where the table is made
/// @param name name of the checkpoint: one database can keep many
/// @param leaseLife how long a holder that is not heard of counts as alive, about
public record MySqlOptions(
    String host,
    int port,
    String user,
    String password,
    Tls tls,
    @Nullable Path ca,
    String database,
    String name,
    Duration leaseLife) {
  /// When to encrypt. Source: MySQL manual, `--ssl-mode`.
  public enum Tls {
    DISABLED("disable"),
    PREFERRED("trust"),
    REQUIRED("trust"),
    VERIFY_CA("verify-ca"),
    VERIFY_IDENTITY("verify-full");

    private final String driver;

    /// @param driver what MariaDB's driver calls it
    Tls(String driver) {
      this.driver = driver;
    }

    String driver() {
      return driver;
    }
  }

  /// For how long a holder believes in its lock without an answer of the server. Whoever takes the
  /// lock over waits for that, since a server that restarts tells nobody; so both together must not
  /// be much longer than one lease.
  Duration belief() {
    return leaseLife.multipliedBy(4).dividedBy(5);
  }

  /// After how many seconds the server frees the lock of a session that it does not hear: after two
  /// renewals that did not come.
  long silence() {
    return Math.max(1, Math.ceilDiv(leaseLife.toMillis() * 3, 5_000));
  }

  MySqlOptions withoutTls() {
    return new MySqlOptions(
        host, port, user, password, Tls.DISABLED, null, database, name, leaseLife);
  }

  /// How it is named in messages.
  String place() {
    return "mysql://" + user + "@" + host + ":" + port + "/" + database + "/" + name;
  }

  @Override
  public String toString() {
    return place();
  }
}
