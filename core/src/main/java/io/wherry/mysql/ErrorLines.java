package io.wherry.mysql;

import io.wherry.mysql.ServerException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Turns what a server or the network says into one line: where, what, what to do.
final class ErrorLines {
  /// What a server says is cut behind this many characters: some explain for half a page.
  private static final int SAID_MAX = 240;

  private final ServerOptions options;
  private String account;
  private boolean loggedIn;
  private String version = "";
  private @Nullable String asked;
  private long replicaId;

  ErrorLines(ServerOptions options) {
    this.options = options;
    this.account = "'" + options.user() + "'@'%'";
  }

  ServerOptions options() {
    return options;
  }

  /// Notes that the login succeeded, and the account as the server knows it: `repl@10.%`.
  void account(String currentUser) {
    loggedIn = true;
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
          case DumpFrom.MysqlGtids(String executed) -> behind("what is outside GTIDs ", executed);
          case DumpFrom.MariaGtids(String position) -> behind("what follows GTID ", position);
        };
  }

  private static String behind(String words, String gtids) {
    return gtids.isBlank() ? "the first transaction" : words + "'" + cut(gtids) + "'";
  }

  private static String cut(String text) {
    return text.length() <= SAID_MAX ? text : text.substring(0, SAID_MAX) + "…";
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
            + cut(said.endsWith(".") ? said.substring(0, said.length() - 1) : said)
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
    if (code == 1045 && loggedIn) {
      // What the server says to a replica without the privilege, in the words of a failed login.
      return grant(said);
    }
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
      case 1236, 4052 -> DumpRemedy.of(said, version, asked, replicaId);
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

  /// A compressed transaction that the folder has no room for.
  ServerException noRoom(int size, Path folder, IOException cause) {
    return new ServerException(
        Kind.REFUSED,
        0,
        options.address()
            + " sends a compressed transaction of "
            + size
            + " bytes, which cannot be kept in "
            + folder
            + " while it is read ("
            + cause.getMessage()
            + "): give JAVA_OPTS -Djava.io.tmpdir=FOLDER with room for it",
        cause);
  }

  /// The connection is gone.
  ServerException lost(@Nullable String what, @Nullable IOException cause) {
    String said = what != null ? what : cause == null ? "connection lost" : reason(cause);
    return new ServerException(
        Kind.LOST, 0, options.address() + ": " + said + ": connecting again may help", cause);
  }

  static String reason(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : ErrorPacket.oneLine(said);
  }

  static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
