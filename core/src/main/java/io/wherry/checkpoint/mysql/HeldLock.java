package io.wherry.checkpoint.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointException.Kind;
import io.wherry.checkpoint.Holder;
import io.wherry.checkpoint.Patience;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The connection that holds `GET_LOCK` for as long as it lives. A connection that breaks is made
/// anew; the lock is then taken again, and counts only if nobody has had it meanwhile.
///
/// Source: MySQL manual, "Locking Functions": the lock is freed when its session ends.
final class HeldLock {
  /// Seconds that a new run waits for the lock before it says that another has it: a server needs a
  /// moment to see that its client is dead.
  private static final int WAIT = 1;

  private static final int LOCK_NAME_BYTES = 12;

  private final MySqlOptions options;
  private final MySqlErrors errors;
  private final CheckpointTable table;
  private final String lockName;
  private @Nullable MySqlConnection connection;
  private boolean closed;

  HeldLock(MySqlOptions options) {
    this.options = options;
    errors = new MySqlErrors(options);
    table = new CheckpointTable(options);
    lockName = lockName(options);
  }

  /// A lock's name is known to the whole server and has 64 characters at most.
  static String lockName(MySqlOptions options) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((options.database() + "/" + options.name()).getBytes(UTF_8));
      return "wherry." + HexFormat.of().formatHex(digest, 0, LOCK_NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// A lock that was taken.
  ///
  /// @param claim of the new holder
  /// @param overlap for how long the one before may still believe that it has the lock: a server
  ///   that ends a session, or itself, tells nobody
  record Taken(CheckpointTable.Claim claim, Duration overlap) {}

  /// Takes the lock for a new holder.
  ///
  /// @param patience with another run that holds it
  /// @throws CheckpointException when another run holds it, or the server refuses
  synchronized Taken take(Patience patience) {
    boolean taken = false;
    try {
      MySqlConnection opened = MySqlConnection.open(options);
      connection = opened;
      table.ensure(opened);
      while (!lock(opened, WAIT)) {
        var inUse = CheckpointException.inUse(options.place(), holder(opened));
        if (!patience.waits(inUse)) {
          throw inUse;
        }
      }
      CheckpointTable.Claim before = table.claim(opened);
      CheckpointTable.Claim claim = table.take(opened, Holder.ofThisProcess(), options.belief());
      opened.hold(options.belief());
      taken = true;
      return new Taken(claim, before == null ? Duration.ZERO : before.life());
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      if (!taken) {
        drop();
      }
    }
  }

  private boolean lock(MySqlConnection on, int seconds) throws SQLException {
    return "1".equals(on.row("SELECT GET_LOCK(?, ?)", lockName, seconds).getFirst());
  }

  private String holder(MySqlConnection on) throws SQLException {
    CheckpointTable.Claim claim = table.claim(on);
    return claim == null ? "" : Holder.shown(claim.holder());
  }

  /// Does work while the lock is held by the connection that does it.
  ///
  /// @param epoch of the holder
  /// @throws CheckpointException of kind `LOST` when another run has taken the lock
  synchronized <T extends @Nullable Object> T held(long epoch, MySqlConnection.Work<T> work) {
    if (closed) {
      throw new CheckpointException("checkpoint " + options.place() + ": is closed", null);
    }
    try {
      MySqlConnection current = connection;
      if (current == null) {
        current = again(epoch);
      }
      return work.on(current);
    } catch (SQLException e) {
      if (MySqlErrors.isConnectionLost(e)) {
        drop();
      }
      throw errors.translate(e);
    }
  }

  private MySqlConnection again(long epoch) throws SQLException {
    MySqlConnection opened = MySqlConnection.open(options);
    connection = opened;
    opened.hold(options.belief());
    if (!lock(opened, 0)) {
      String by = holder(opened);
      drop();
      // Perhaps our own session, whose end the server has not noticed.
      throw errors.line(Kind.UNREACHABLE, "its lock is held by another session" + by, null);
    }
    CheckpointTable.Claim claim = table.claim(opened);
    if (claim == null || claim.epoch() != epoch) {
      String by = holder(opened);
      drop();
      throw CheckpointException.takenOver(options.place(), by);
    }
    return opened;
  }

  /// Whether anybody has the lock.
  static boolean isUsed(MySqlConnection on, MySqlOptions options) throws SQLException {
    return on.row("SELECT IS_USED_LOCK(?)", lockName(options)).getFirst() != null;
  }

  /// Whether the lock is still that of the connection.
  boolean isHeld(MySqlConnection on) throws SQLException {
    return "1".equals(on.row("SELECT IS_USED_LOCK(?) = CONNECTION_ID()", lockName).getFirst());
  }

  CheckpointTable table() {
    return table;
  }

  /// Gives up the connection, and with it the lock.
  synchronized void drop() {
    if (connection != null) {
      connection.abort();
      connection = null;
    }
  }

  /// Ends the session, so that the next run need not wait.
  synchronized void close() {
    closed = true;
    try (MySqlConnection last = connection) {
      connection = null;
      if (last != null) {
        last.row("SELECT RELEASE_LOCK(?)", lockName);
      }
    } catch (SQLException e) {
      return; // the server frees it by itself
    }
  }
}
