package io.wherry.checkpoint.mysql;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What the server's errors mean for a checkpoint, and the line that says what to do.
///
/// Source: MySQL server error message reference.
record MySqlErrors(MySqlOptions options) {
  private static final int NO_SUCH_TABLE = 1146;
  private static final String CONNECTION = "08";

  static boolean isNoSuchTable(SQLException e) {
    return e.getErrorCode() == NO_SUCH_TABLE;
  }

  /// Whether the connection failed, and not the statement.
  static boolean isConnectionLost(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith(CONNECTION);
  }

  CheckpointException translate(SQLException e) {
    String said = root(e);
    return switch (e.getErrorCode()) {
      case 1044, 1142, 1143, 1227 ->
          line(
              Kind.REFUSED,
              "%s: grant SELECT, INSERT, UPDATE, DELETE and CREATE on %s.* to the user %s"
                  .formatted(said, options.database(), options.user()),
              e);
      case 1045, 1698 ->
          line(
              Kind.REFUSED,
              said + ": check user and password in --checkpoint, or --checkpoint.password-file",
              e);
      case 1049 ->
          line(Kind.REFUSED, "there is no database %s: create it".formatted(options.database()), e);
      // Read-only, full, or shutting down: whoever keeps the server may mend that.
      case 1290, 1836 -> line(Kind.REFUSED, said + ": name a server that can be written", e);
      case 1205, 1213, 1053, 1040, 1203, 1114, 1021 -> line(Kind.UNREACHABLE, said, e);
      default ->
          isConnectionLost(e)
              ? line(Kind.UNREACHABLE, "cannot reach the server: " + said, e)
              : line(Kind.REFUSED, "error %d: %s".formatted(e.getErrorCode(), said), e);
    };
  }

  private static String root(SQLException e) {
    // The driver puts "(conn=4711) " in front.
    String message = String.valueOf(e.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  CheckpointException line(Kind kind, String what, @Nullable Throwable cause) {
    return new CheckpointException(
        kind, "checkpoint %s: %s".formatted(options.place(), what), cause);
  }
}
