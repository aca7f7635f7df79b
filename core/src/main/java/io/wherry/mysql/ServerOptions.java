package io.wherry.mysql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How to reach a server and as whom.
///
/// @param host name or address, an IPv6 address without brackets
/// @param port 1 to 65535
/// @param user account name
/// @param password its password, empty when it has none; never shown by [#toString()]
/// @param replicaId the replica id (`--source.server-id`), or empty: choose one with
///   [ServerQueries#chooseReplicaId]
/// @param tls how much to insist on TLS
/// @param ca PEM file with the authorities to trust under `verify-ca` and `verify-identity`, or
///   null: the JVM's trust store
/// @param connectTimeout how long reaching the server and logging in may take, each
/// @param queryTimeout how long one query may take
public record ServerOptions(
    String host,
    int port,
    String user,
    String password,
    OptionalLong replicaId,
    TlsMode tls,
    @Nullable Path ca,
    Duration connectTimeout,
    Duration queryTimeout) {
  /// The largest replica id the protocol can carry: 2³² − 1.
  public static final long REPLICA_ID_MAX = 0xFFFF_FFFFL;

  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+");

  /// The default of `connectTimeout`.
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /// The default of `queryTimeout`: `information_schema` of a server with 10,000 tables is slow.
  public static final Duration QUERY_TIMEOUT = Duration.ofMinutes(2);

  /// @throws InvalidOptions with all problems at once
  public ServerOptions {
    var problems = new ArrayList<String>();
    if (host.isBlank()) {
      problems.add("source.url: the host is missing: write mysql://USER:PASSWORD@HOST:PORT");
    }
    if (!host.isBlank() && !HOST.matcher(host).matches()) {
      problems.add(
          "source.url: '" + host + "' is not a host name: letters, digits, dots and hyphens only");
    }
    if (port < 1 || port > 65535) {
      problems.add("source.url: port " + port + " is not between 1 and 65535");
    }
    if (user.isEmpty()) {
      problems.add("source.url: the user is missing: write mysql://USER:PASSWORD@HOST:PORT");
    }
    if (replicaId.isPresent()
        && (replicaId.getAsLong() < 1 || replicaId.getAsLong() > REPLICA_ID_MAX)) {
      problems.add(
          "source.server-id: "
              + replicaId.getAsLong()
              + " is not between 1 and "
              + REPLICA_ID_MAX
              + ": choose an id that no other replica of the server has");
    }
    if (ca != null && !tls.verifies()) {
      problems.add(
          "source.tls.ca: a certificate authority is only looked at with source.tls=verify-ca or"
              + " verify-identity, not "
              + tls.option());
    } else if (ca != null && !Files.isReadable(ca)) {
      problems.add("source.tls.ca: cannot read " + ca + ": name a PEM file");
    }
    positive("source.connect-timeout", connectTimeout, problems);
    positive("source.query-timeout", queryTimeout, problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptions(problems);
    }
  }

  private static void positive(String option, Duration timeout, ArrayList<String> problems) {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      problems.add(
          option + ": " + timeout.toMillis() + " ms is not a time to wait: use 1s or more");
    }
  }

  /// Options for an address, with the defaults for all the rest.
  public static ServerOptions of(String host, int port, String user, String password) {
    return new ServerOptions(
        host,
        port,
        user,
        password,
        OptionalLong.empty(),
        TlsMode.PREFERRED,
        null,
        CONNECT_TIMEOUT,
        QUERY_TIMEOUT);
  }

  /// The same with another replica id.
  public ServerOptions withReplicaId(long id) {
    return new ServerOptions(
        host, port, user, password, OptionalLong.of(id), tls, ca, connectTimeout, queryTimeout);
  }

  /// The same with another TLS mode.
  public ServerOptions withTls(TlsMode mode, @Nullable Path authorities) {
    return new ServerOptions(
        host, port, user, password, replicaId, mode, authorities, connectTimeout, queryTimeout);
  }

  /// The same with other timeouts.
  public ServerOptions withTimeouts(Duration connect, Duration query) {
    return new ServerOptions(host, port, user, password, replicaId, tls, ca, connect, query);
  }

  /// `host:port` for messages, an IPv6 address in brackets.
  public String address() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /// `user@host:port tls=preferred`, never the password.
  @Override
  public String toString() {
    return user + "@" + address() + " tls=" + tls.option();
  }
}
