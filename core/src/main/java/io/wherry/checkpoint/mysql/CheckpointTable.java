package io.wherry.checkpoint.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The table that keeps checkpoints, and what is asked of it.
///
/// ```text
///   name  document    epoch  generation  holder          life  newest    text
///   shop              7      4711        db7 process 12  5000  9ae0daaf  NULL   who may write
///   shop  checkpoint  0      0                           0               wher…  a document
///   shop  schema-1    0      0                           0               wher…  another
/// ```
///
/// `epoch` grows by one with each holder and every write demands its own; `generation` grows with
/// each write, so that one that comes late changes nothing; `life` is for how many milliseconds the
/// holder may go on without having heard that its lock is gone, 0 when it is over; `newest` says by
/// its checksum which checkpoint was saved last.
final class CheckpointTable {
  /// Its name, in the database that the user names.
  static final String NAME = "wherry_checkpoint";

  private static final String LEASE = "";

  private final String table;
  private final String name;

  CheckpointTable(MySqlOptions options) {
    table = "`" + options.database().replace("`", "``") + "`." + NAME;
    name = options.name();
  }

  /// Who may write.
  record Claim(long epoch, long generation, String holder, Duration life, String newest) {}

  /// Makes the table if it is not there.
  void ensure(MySqlConnection connection) throws SQLException {
    try {
      claim(connection);
    } catch (SQLException e) {
      if (!MySqlErrors.isNoSuchTable(e)) {
        throw e;
      }
      connection.run(
          "CREATE TABLE IF NOT EXISTS "
              + table
              + " (name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
              + " document VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
              + " epoch BIGINT NOT NULL DEFAULT 0,"
              + " generation BIGINT NOT NULL DEFAULT 0,"
              + " holder VARCHAR(200) CHARACTER SET utf8mb4 NOT NULL DEFAULT '',"
              + " life BIGINT NOT NULL DEFAULT 0,"
              + " newest VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT '',"
              + " text MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,"
              + " PRIMARY KEY (name, document)) ENGINE=InnoDB");
    }
  }

  /// Who may write, or null when nobody ever did.
  @Nullable Claim claim(MySqlConnection connection) throws SQLException {
    List<@Nullable String> row =
        connection.row(
            "SELECT epoch, generation, holder, life, newest FROM "
                + table
                + " WHERE name = ? AND document = ?",
            name,
            LEASE);
    return row.isEmpty()
        ? null
        : new Claim(
            Long.parseLong(text(row, 0)),
            Long.parseLong(text(row, 1)),
            text(row, 2),
            Duration.ofMillis(Long.parseLong(text(row, 3))),
            text(row, 4));
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNullElse(row.get(column), "");
  }

  /// Makes a new holder the one that may write, and returns the claim.
  Claim take(MySqlConnection connection, String holder, Duration life) throws SQLException {
    return connection.whole(c -> {
      c.run(
          "INSERT INTO "
              + table
              + " (name, document, epoch, holder, life) VALUES (?, ?, 1, ?, ?)"
              + " ON DUPLICATE KEY UPDATE epoch = epoch + 1, holder = VALUES(holder),"
              + " life = VALUES(life)",
          name,
          LEASE,
          holder,
          life.toMillis());
      return Objects.requireNonNull(claim(c));
    });
  }

  /// Says that a holder is over, and sends nothing more.
  void leave(MySqlConnection connection, long epoch) throws SQLException {
    connection.run(
        "UPDATE " + table + " SET life = 0 WHERE name = ? AND document = ? AND epoch = ?",
        name,
        LEASE,
        epoch);
  }

  /// Proves within a transaction that a holder may write.
  ///
  /// @param mark of the checkpoint that is written; null for another document
  /// @return whether it may
  boolean prove(MySqlConnection c, long epoch, long generation, @Nullable String mark)
      throws SQLException {
    List<@Nullable String> row =
        c.row(
            "SELECT epoch FROM "
                + table
                + " WHERE name = ? AND document = ? AND epoch = ? AND generation <= ? FOR UPDATE",
            name,
            LEASE,
            epoch,
            generation);
    if (row.isEmpty()) {
      return false;
    }
    c.run(
        "UPDATE " + table + " SET generation = ? WHERE name = ? AND document = ?",
        generation,
        name,
        LEASE);
    if (mark != null) {
      c.run(
          "UPDATE " + table + " SET newest = ? WHERE name = ? AND document = ?", mark, name, LEASE);
    }
    return true;
  }

  byte @Nullable [] load(MySqlConnection connection, String document) throws SQLException {
    List<@Nullable String> row =
        connection.row(
            "SELECT text FROM " + table + " WHERE name = ? AND document = ?", name, document);
    return row.isEmpty() ? null : text(row, 0).getBytes(StandardCharsets.UTF_8);
  }

  void save(MySqlConnection connection, String document, String text) throws SQLException {
    connection.run(
        "INSERT INTO "
            + table
            + " (name, document, text) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE text = VALUES(text)",
        name,
        document,
        text);
  }

  void delete(MySqlConnection connection, String document) throws SQLException {
    connection.run("DELETE FROM " + table + " WHERE name = ? AND document = ?", name, document);
  }
}
