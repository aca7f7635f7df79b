package io.wherry.checkpoint.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.DocumentText;
import io.wherry.checkpoint.Holder;
import io.wherry.checkpoint.Lease;
import io.wherry.checkpoint.Patience;
import io.wherry.checkpoint.Seen;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Documents in a table of any database of a MySQL or MariaDB server: [CheckpointTable].
///
/// A holder has the server's lock as long as its connection lives ([HeldLock]). A process that dies
/// loses it at once; one that is not heard, when the server ends its session. Each write is a
/// transaction that demands the writer's own epoch.
///
/// The rows of that table are not published, even when the database is the one that is followed.
public final class MySqlCheckpointStore implements CheckpointStore {
  /// Name of the table.
  public static final String TABLE = CheckpointTable.NAME;

  private final MySqlOptions options;
  private final HeldLock lock;
  private final Lease lease;
  private final long epoch;
  private final Duration overlap;
  private final ReentrantLock writing = new ReentrantLock();
  private long generation;
  private volatile String newest;

  private MySqlCheckpointStore(
      MySqlOptions options, HeldLock lock, HeldLock.Taken taken, Lease lease) {
    this.options = options;
    this.lock = lock;
    this.lease = lease;
    epoch = taken.claim().epoch();
    generation = taken.claim().generation();
    newest = taken.claim().newest();
    overlap = taken.overlap();
  }

  /// Takes the checkpoint.
  ///
  /// @param nanoTime a clock that only runs forward, in nanoseconds
  /// @param patience with another run that lives
  /// @throws CheckpointException when another run holds it, or the database cannot be used
  public static CheckpointStore open(
      MySqlOptions options, LongSupplier nanoTime, Patience patience) {
    var lock = new HeldLock(options);
    HeldLock.Taken taken = lock.take(patience);
    boolean opened = false;
    try {
      var lease = new Lease(options.place(), options.belief(), nanoTime.getAsLong(), nanoTime);
      var store = new MySqlCheckpointStore(options, lock, taken, lease);
      lease.insist(store::renew);
      lease.keep(store::renew);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /// Looks without taking it.
  ///
  /// @return nothing when the table is not there
  /// @throws CheckpointException when the database cannot be read, or holds no good document
  public static Optional<Seen> look(MySqlOptions options) {
    try (MySqlConnection connection = MySqlConnection.open(options)) {
      var table = new CheckpointTable(options);
      CheckpointTable.Claim claim = table.claim(connection);
      byte[] stored = table.load(connection, MAIN);
      boolean held = HeldLock.isUsed(connection, options);
      return Optional.of(
          new Seen(
              stored == null ? Optional.empty() : Optional.of(document(options, MAIN, stored)),
              held ? Holder.shown(claim == null ? "" : claim.holder()) : null));
    } catch (SQLException e) {
      if (MySqlErrors.isNoSuchTable(e)) {
        return Optional.empty();
      }
      throw new MySqlErrors(options).translate(e);
    }
  }

  private String place(String name) {
    return place(options, name);
  }

  private static String place(MySqlOptions options, String name) {
    return name.equals(MAIN) ? options.place() : options.place() + "/" + name;
  }

  @Override
  public Optional<String> load(String name) {
    byte[] stored = stored(name);
    return stored == null ? Optional.empty() : Optional.of(document(options, name, stored));
  }

  private static String document(MySqlOptions options, String name, byte[] stored) {
    try {
      return DocumentText.read(name, stored);
    } catch (DocumentText.Unreadable e) {
      throw new CheckpointException(
          ("checkpoint %s: %s: put back a good copy of the row, or delete it (from %s where"
                  + " name = '%s') and give --start")
              .formatted(place(options, name), e.getMessage(), TABLE, options.name()),
          e);
    }
  }

  private byte @Nullable [] stored(String name) {
    return lock.<byte @Nullable []>held(epoch, c -> lock.table().load(c, name));
  }

  @Override
  public boolean isNewest() {
    byte[] stored = stored(MAIN);
    return stored != null && DocumentText.mark(stored).equals(newest);
  }

  @Override
  public void save(String name, String document) {
    byte[] stored = DocumentText.write(place(name), name, document);
    String mark = name.equals(MAIN) ? DocumentText.mark(stored) : null;
    write(
        mark,
        c -> {
          lock.table().save(c, name, new String(stored, UTF_8));
          return true;
        });
    if (mark != null) {
      newest = mark;
    }
  }

  @Override
  public void delete(String name) {
    write(
        null,
        c -> {
          lock.table().delete(c, name);
          return true;
        });
  }

  /// Writes, and proves in the same transaction that we may.
  private void write(@Nullable String mark, MySqlConnection.Work<Boolean> what) {
    writing.lock();
    try {
      generation++;
      lease.insist(() ->
          lock.<Boolean>held(
              epoch,
              connection ->
                  connection.<Boolean>whole(c -> {
                    if (!lock.table().prove(c, epoch, generation, mark)) {
                      CheckpointTable.Claim by = Objects.requireNonNull(lock.table().claim(c));
                      throw CheckpointException.takenOver(
                          options.place(), Holder.shown(by.holder()));
                    }
                    return what.on(c);
                  })));
    } finally {
      writing.unlock();
    }
  }

  private void renew() {
    boolean held = lock.<Boolean>held(epoch, lock::isHeld);
    if (!held) {
      // Somebody has ended our session or freed our lock: it is taken again, if it is still free.
      lock.drop();
      lock.<Boolean>held(epoch, lock::isHeld);
    }
  }

  @Override
  public void checkHeld() {
    lease.check();
  }

  @Override
  public Duration overlap() {
    return overlap;
  }

  @Override
  public void close() {
    lease.close();
    try {
      lock.<Boolean>held(
          epoch,
          c -> {
            lock.table().leave(c, epoch);
            return true;
          });
    } catch (CheckpointException _) {
      // Nobody can be told: the next one waits for the end of the lease.
    }
    lock.close();
  }
}
