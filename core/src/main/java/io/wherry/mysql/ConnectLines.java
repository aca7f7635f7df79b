package io.wherry.mysql;

import io.wherry.mysql.ServerException.Kind;
import java.io.EOFException;
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
import javax.net.ssl.SSLException;

/// One line about a server that was not reached, or not believed to be the one.
final class ConnectLines {
  private ConnectLines() {}

  /// Neither a greeting nor a plain refusal came while connecting.
  static ServerException unreachable(ServerOptions options, Throwable cause) {
    String why =
        switch (cause) {
          case UnknownHostException e ->
              "there is no host named " + options.host() + ": check the host of source.url and DNS";
          case SocketTimeoutException e ->
              "no answer within "
                  + ErrorLines.seconds(options.connectTimeout())
                  + ": check host and port of source.url, and the firewalls on the way";
          case ConnectException e when ErrorLines.reason(e).contains("refused") ->
              "connection refused: check host and port of source.url, and that the server runs";
          case ConnectException e -> ErrorLines.reason(e) + ": check host and port of source.url";
          case NoRouteToHostException e -> "no route to the host: check the host of source.url";
          default -> ErrorLines.reason(cause) + ": is a MySQL or MariaDB server listening there?";
        };
    return new ServerException(Kind.LOST, 0, options.address() + ": " + why, cause);
  }

  /// The server has no TLS, though the options want it.
  static ServerException noTls(ServerOptions options) {
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
  static ServerException tls(ServerOptions options, SSLException failure) {
    Throwable cause = root(failure);
    if (cause instanceof EOFException || cause instanceof SocketException) {
      return new ServerException(
          Kind.LOST,
          0,
          options.address()
              + ": the connection broke while TLS was agreed on: "
              + ErrorLines.reason(cause),
          failure);
    }
    String why =
        switch (cause) {
          case CertPathBuilderException e -> untrusted(options);
          case CertPathValidatorException e -> untrusted(options);
          case CertificateExpiredException e ->
              "the server's certificate has expired (" + ErrorLines.reason(e) + "): renew it";
          case CertificateNotYetValidException e ->
              "the server's certificate is not valid yet ("
                  + ErrorLines.reason(e)
                  + "): check the clocks of both sides";
          case CertificateException e -> otherHost(options, ErrorLines.reason(e));
          case SSLException e when ErrorLines.reason(e).contains("doesn't correspond") ->
              otherHost(options, ErrorLines.reason(e));
          default ->
              "no TLS that both sides know ("
                  + ErrorLines.reason(cause)
                  + "): TLS 1.2 or later is needed; update the server, or use"
                  + " --source.tls=disabled";
        };
    return refused(options, why, failure);
  }

  static ServerException refused(ServerOptions options, String why, Throwable cause) {
    return new ServerException(Kind.REFUSED, 0, options.address() + ": " + why, cause);
  }

  static String otherHost(ServerOptions options, String said) {
    return "the server's certificate is not for "
        + options.host()
        + " ("
        + said
        + "): connect by a name in the certificate, or use --source.tls=verify-ca";
  }

  static String untrusted(ServerOptions options) {
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
}
