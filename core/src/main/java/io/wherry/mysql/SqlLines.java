package io.wherry.mysql;

import io.wherry.mysql.ServerException.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One line about what the driver for queries throws. It numbers its own errors -1, and knows some
/// of its failures only by their words.
final class SqlLines {
  private SqlLines() {}

  /// The driver's message has `(conn=12)` in front.
  private static String said(SQLException e) {
    return ErrorLines.reason(e).replaceFirst("^\\(conn=-?\\d+\\) ", "");
  }

  /// Whether connecting failed because one side has no TLS that the other one knows.
  static boolean isAboutTls(SQLException e) {
    return saysNoTls(e) || find(SSLException.class, e) != null;
  }

  private static boolean saysNoTls(SQLException e) {
    return said(e).contains("ssl not enabled");
  }

  /// Connecting failed.
  static ServerException connecting(ErrorLines lines, SQLException e) {
    ServerOptions options = lines.options();
    SSLException secure = find(SSLException.class, e);
    IOException network = find(IOException.class, e);
    if (saysNoTls(e)) {
      return ConnectLines.noTls(options);
    }
    if (said(e).contains("Self signed")) {
      return ConnectLines.refused(options, ConnectLines.untrusted(options), e);
    }
    if (said(e).contains("hostname verification failed")) {
      return ConnectLines.refused(options, ConnectLines.otherHost(options, otherHost(e)), e);
    }
    if (said(e).contains("serverSslCert")) {
      return Tls.unusable(options.ca(), e);
    }
    if (secure != null) {
      return ConnectLines.tls(options, secure);
    }
    if (e.getErrorCode() > 0 && network == null) {
      return lines.said(e.getErrorCode(), said(e), e);
    }
    if (network == null && said(e).contains("connectTimeout")) {
      // The driver's own clock, which names the phase it ended: "authentication" among them.
      return ConnectLines.unreachable(options, new SocketTimeoutException(said(e)));
    }
    if (network == null && said(e).contains("authentication")) {
      return lines.login(said(e), e);
    }
    return ConnectLines.unreachable(options, network == null ? e : network);
  }

  /// The driver's advice to switch verification off is not ours.
  private static String otherHost(SQLException e) {
    return said(e)
        .replaceFirst("^SSL hostname verification failed : ", "")
        .replaceFirst(" ?This verification can .*$", "")
        .strip();
  }

  /// A query failed.
  static ServerException query(ErrorLines lines, SQLException e) {
    IOException network = find(IOException.class, e);
    if (network instanceof SocketTimeoutException) {
      return lines.lost(
          "no answer to a query within " + ErrorLines.seconds(lines.options().queryTimeout()),
          network);
    }
    if (network != null) {
      return lines.lost(null, network);
    }
    if (e.getErrorCode() <= 0 || String.valueOf(e.getSQLState()).startsWith("08")) {
      return new ServerException(
          Kind.LOST,
          0,
          lines.options().address() + ": " + said(e) + ": connecting again may help",
          e);
    }
    return lines.said(e.getErrorCode(), said(e), e);
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
