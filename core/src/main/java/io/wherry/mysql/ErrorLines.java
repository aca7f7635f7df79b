package io.wherry.mysql;

import io.wherry.mysql.ServerException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Turns what a server or the network says into one line: where, what, what to do.
final class ErrorLines {
  private final ServerOptions options;
  private String account;
  private String version = "";
  private @Nullable String asked;
  private long replicaId;

  ErrorLines(ServerOptions options) {
    this.options = options;
    this.account = "'" + options.user() + "'@'%'";
  }

  /// Notes the account as the server knows it: `repl@10.%`.
  void account(String currentUser) {
    int at = currentUser.lastIndexOf('@');
    if (at >= 0) {
      account = "'" + currentUser.substring(0, at) + "'@'" + currentUser.substring(at + 1) + "'";
    }
  }

  /// Notes the server's version, on which the words of statements depend.
  void version(String version) {
    this.version = version;
  }

  /// Notes what log was asked for, and as which replica.
  void asked(DumpFrom from, long replicaId) {
    this.replicaId = replicaId;
    asked =
        switch (from) {
          case DumpFrom.At(String file, long position) ->
              (file.isEmpty() ? "the first file" : file) + ":" + position;
          case DumpFrom.MysqlGtids(String executed) -> "what is outside GTIDs " + quoted(executed);
          case DumpFrom.MariaGtids(String position) -> "what follows GTID " + quoted(position);
        };
  }

  private static String quoted(String gtids) {
    return "'" + (gtids.length() <= 200 ? gtids : gtids.substring(0, 200) + "…") + "'";
  }

  // -- what the server says

  /// The server refused with an error packet.
  ServerException said(ErrorPacket error) {
    return said(error.code(), error.text(), null);
  }

  ServerException said(int code, String text, @Nullable Throwable cause) {
    String said = ErrorPacket.oneLine(text);
    Kind kind = lost(code) ? Kind.LOST : Kind.REFUSED;
    String line =
        options.address()
            + " says: "
            + (said.endsWith(".") ? said.substring(0, said.length() - 1) : said)
            + " (error "
            + code
            + "): "
            + remedy(code, said);
    return new ServerException(kind, code, line, cause);
  }

  /// Errors that pass by themselves: too many connections, shutdown, a killed connection, a wait
  /// that was too long.
  private static boolean lost(int code) {
    return switch (code) {
      case 1040, 1053, 1077, 1078, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1205 -> true;
      case 1317, 1927, 2006, 2013, 3024, 3032, 3169, 4031 -> true;
      default -> false;
    };
  }

  private String remedy(int code, String said) {
    return switch (code) {
      case 1045, 1698, 1251, 1275 ->
          "check user and password of source.url, and that the account may log in from this host";
      case 1129 -> "run on the server: FLUSH HOSTS";
      case 1130 -> "create the account for this host, or for '%'";
      case 1820, 1862 ->
          "the password has expired; run on the server: ALTER USER "
              + account
              + " IDENTIFIED BY '…' PASSWORD EXPIRE NEVER";
      case 3159 -> "the server wants TLS: use --source.tls=required or stronger";
      case 1044, 1142, 1143, 1227, 1370 -> grant(said);
      case 1381 -> DumpRemedy.NO_LOG;
      case 1236 -> DumpRemedy.of(said, version, asked, replicaId);
      default -> lost(code) ? "try again" : "see the server's manual for this error";
    };
  }

  private String grant(String said) {
    if (said.contains("SELECT")) {
      return "run on the server: GRANT SELECT ON *.* TO " + account;
    }
    return "run on the server: GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + account;
  }

  /// Logging in went wrong on our side: the server wants a way that we do not know.
  ServerException login(String said, @Nullable Throwable cause) {
    String plugin =
        ServerVersion.parse(version).family() == Family.MARIADB
            ? "mysql_native_password"
            : "caching_sha2_password";
    return new ServerException(
        Kind.REFUSED,
        0,
        options.address()
            + ": user "
            + options.user()
            + " cannot log in ("
            + said
            + "): run on the server: ALTER USER "
            + account
            + " IDENTIFIED WITH "
            + plugin
            + (plugin.startsWith("mysql") ? " USING PASSWORD('…')" : " BY '…'"),
        cause);
  }

  // -- what the driver for queries throws

  /// The driver's message has `(conn=12)` in front.
  private static String said(SQLException e) {
    return reason(e).replaceFirst("^\\(conn=-?\\d+\\) ", "");
  }

  /// Whether connecting failed because one side has no TLS that the other one knows.
  boolean isAboutTls(SQLException e) {
    return saysNoTls(e) || find(SSLException.class, e) != null;
  }

  private static boolean saysNoTls(SQLException e) {
    return said(e).contains("ssl not enabled");
  }

  /// Connecting failed.
  ServerException connecting(SQLException e) {
    SSLException secure = find(SSLException.class, e);
    IOException network = find(IOException.class, e);
    if (saysNoTls(e)) {
      return noTls();
    }
    if (secure != null) {
      return tls(secure);
    }
    if (e.getErrorCode() != 0 && network == null) {
      return said(e.getErrorCode(), said(e), e);
    }
    if (network == null && said(e).contains("authentication")) {
      return login(said(e), e);
    }
    return unreachable(network == null ? e : network);
  }

  /// A query failed.
  ServerException query(SQLException e) {
    IOException network = find(IOException.class, e);
    if (network instanceof SocketTimeoutException) {
      return lost("no answer to a query within " + seconds(options.queryTimeout()), network);
    }
    if (network != null) {
      return lost(null, network);
    }
    if (e.getErrorCode() == 0 || String.valueOf(e.getSQLState()).startsWith("08")) {
      return new ServerException(
          Kind.LOST, 0, options.address() + ": " + said(e) + ": connecting again may help", e);
    }
    return said(e.getErrorCode(), said(e), e);
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  // -- what the way to it does

  /// The server sent what no server sends.
  ServerException broken(String what) {
    return new ServerException(
        Kind.LOST,
        0,
        options.address() + " sent " + what + ": is there a proxy in between? Connecting again",
        null);
  }

  /// An event larger than what the heap holds.
  ServerException tooLarge(int size) {
    return new ServerException(
        Kind.REFUSED,
        0,
        options.address()
            + " sends an event of "
            + size
            + " bytes, more than the heap of "
            + Runtime.getRuntime().maxMemory()
            + " bytes has room for: give JAVA_OPTS a larger -Xmx",
        null);
  }

  /// The connection is gone.
  ServerException lost(@Nullable String what, @Nullable IOException cause) {
    String said = what != null ? what : cause == null ? "connection lost" : reason(cause);
    return new ServerException(
        Kind.LOST, 0, options.address() + ": " + said + ": connecting again may help", cause);
  }

  /// Neither a greeting nor a plain refusal came while connecting.
  ServerException unreachable(Throwable cause) {
    String why =
        switch (cause) {
          case UnknownHostException e ->
              "there is no host named " + options.host() + ": check the host of source.url and DNS";
          case SocketTimeoutException e ->
              "no answer within "
                  + seconds(options.connectTimeout())
                  + ": check host and port of source.url, and the firewalls on the way";
          case ConnectException e when reason(e).contains("refused") ->
              "connection refused: check host and port of source.url, and that the server runs";
          case ConnectException e -> reason(e) + ": check host and port of source.url";
          case NoRouteToHostException e -> "no route to the host: check the host of source.url";
          default -> reason(cause) + ": is a MySQL or MariaDB server listening there?";
        };
    return new ServerException(Kind.LOST, 0, options.address() + ": " + why, cause);
  }

  /// The server has no TLS, though the options want it.
  ServerException noTls() {
    return new ServerException(
        Kind.REFUSED,
        0,
        options.address()
            + " has no TLS, but source.tls is "
            + options.tls().option()
            + ": give the server a certificate (ssl_cert, ssl_key), or use"
            + " --source.tls=preferred",
        null);
  }

  /// TLS could not be agreed on.
  ServerException tls(SSLException failure) {
    Throwable cause = root(failure);
    if (cause instanceof EOFException || cause instanceof SocketException) {
      return new ServerException(
          Kind.LOST,
          0,
          options.address() + ": the connection broke while TLS was agreed on: " + reason(cause),
          failure);
    }
    String why =
        switch (cause) {
          case CertPathBuilderException e -> untrusted();
          case CertPathValidatorException e -> untrusted();
          case CertificateExpiredException e ->
              "the server's certificate has expired (" + reason(e) + "): renew it";
          case CertificateNotYetValidException e ->
              "the server's certificate is not valid yet ("
                  + reason(e)
                  + "): check the clocks of both sides";
          case CertificateException e ->
              "the server's certificate is not for "
                  + options.host()
                  + " ("
                  + reason(e)
                  + "): connect by a name in the certificate, or use --source.tls=verify-ca";
          default ->
              "no TLS that both sides know ("
                  + reason(cause)
                  + "): TLS 1.2 or later is needed; update the server, or use"
                  + " --source.tls=disabled";
        };
    return new ServerException(Kind.REFUSED, 0, options.address() + ": " + why, failure);
  }

  private String untrusted() {
    return "the server's certificate is not signed by an authority in "
        + (options.ca() == null ? "the JVM's trust store" : options.ca())
        + ": name its authority's PEM file with --source.tls.ca (MySQL keeps its own as ca.pem in"
        + " the data directory)";
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : ErrorPacket.oneLine(said);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
