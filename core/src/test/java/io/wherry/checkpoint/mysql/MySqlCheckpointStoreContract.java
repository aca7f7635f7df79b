package io.wherry.checkpoint.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.checkpoint.CheckpointException;
import io.wherry.checkpoint.CheckpointStore;
import io.wherry.checkpoint.LeasedStoreContract;
import io.wherry.checkpoint.Patience;
import io.wherry.checkpoint.Seen;
import io.wherry.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/// The contract on a real server.
abstract class MySqlCheckpointStoreContract extends LeasedStoreContract {
  private final Database database;
  private final String schema;

  MySqlCheckpointStoreContract(Database.Kind kind) {
    database = Database.shared(kind);
    schema = database.freshSchema();
  }

  private MySqlOptions options(String user, String password, String in) {
    return new MySqlOptions(
        "127.0.0.1",
        database.port(),
        user,
        password,
        MySqlOptions.Tls.PREFERRED,
        null,
        in,
        "shop",
        LIFE);
  }

  @Override
  protected CheckpointStore open(LongSupplier nanoTime) {
    return MySqlCheckpointStore.open(options("root", "", schema), nanoTime, Patience.NONE);
  }

  @Override
  protected Optional<Seen> look() {
    return MySqlCheckpointStore.look(options("root", "", schema));
  }

  private String table() {
    return schema + ".wherry_checkpoint";
  }

  @Override
  protected byte[] stored(String document) {
    return database
        .value("select text from " + table() + " where document = '" + document + "'")
        .getBytes(UTF_8);
  }

  @Override
  protected void damage(String document, byte[] bytes) {
    try (Connection connection = database.connect();
        var update =
            connection.prepareStatement("update " + table() + " set text = ? where document = ?")) {
      update.setString(1, new String(bytes, UTF_8));
      update.setString(2, document);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The server has ended the session, and somebody else was quicker.
  @Override
  protected void giveTo(String holder) {
    database.sql(
        "update %s set epoch = epoch + 1, holder = '%s' where document = ''"
            .formatted(table(), holder));
    killSessions(schema);
  }

  private void killSessions(String of) {
    for (var row :
        database.query(
            "select id from information_schema.processlist where command = 'Sleep' and id = "
                + "is_used_lock('"
                + HeldLock.lockName(options("root", "", of))
                + "')")) {
      database.sql("kill " + row.getFirst());
    }
  }

  // A network that forgets a connection must not end a run: the lock is taken again, if it is free.
  @Test
  void aBrokenConnectionIsMadeAnew() {
    try (CheckpointStore store = open()) {
      store.save(NAME, "one");
      killSessions(schema);
      store.save(NAME, "two");
      store.checkHeld();
      assertThatThrownBy(this::open).hasMessageContaining("uses it");
    }
    try (CheckpointStore store = open()) {
      assertThat(store.load(NAME)).contains("two");
    }
  }

  // A server that restarts forgets its locks and tells nobody. Whoever takes one then must know
  // that
  // the one before may go on for its lease, else it believes too early that nothing more comes.
  @Test
  void whoeverTakesALockOverKnowsHowLongTheOtherMayGoOn() {
    var first = new HeldLock(options("root", "", schema));
    assertThat(first.take(Patience.NONE).overlap()).isZero();
    killSessions(schema);
    try (CheckpointStore second = open()) {
      assertThat(second.overlap()).isEqualTo(options("root", "", schema).belief());
    }
    first.close();
    try (CheckpointStore third = open()) {
      assertThat(third.overlap()).isZero();
    }
  }

  // A holder that is not heard of, as when its machine is gone: the server itself ends its session.
  @Test
  void aHolderThatShowsNoLifeLosesTheLock() throws Exception {
    var silent = new HeldLock(options("root", "", schema));
    silent.take(Patience.NONE);
    Thread.sleep(LIFE.plusMillis(1_500));
    open().close();
    silent.close();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() ->
            MySqlCheckpointStore.open(
                options("root", "", "nowhere"), System::nanoTime, Patience.NONE))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpoint mysql://root@127.0.0.1:%d/nowhere/shop: there is no database nowhere:"
                + " create it",
            database.port());
    String user = "x" + schema;
    database.sql("create user '%s'@'%%' identified by 'pw'".formatted(user));
    assertThatThrownBy(() ->
            MySqlCheckpointStore.open(
                options(user, "hush", schema), System::nanoTime, Patience.NONE))
        .isInstanceOf(CheckpointException.class)
        .message()
        .startsWith("checkpoint mysql://%s@127.0.0.1:%d/".formatted(user, database.port()))
        .endsWith(": check user and password in --checkpoint, or --checkpoint.password-file")
        .doesNotContain("hush");
  }

  // What a full or read-only disk is for a file.
  @Test
  void aRightThatIsTakenAwayKeepsTheDocumentBefore() {
    String user = "w" + schema;
    // Not one of `test_…`, where MySQL 5.6 lets everybody in.
    String own = "own_" + schema;
    database.sql("create database " + own);
    database.sql("create user '%s'@'%%' identified by 'pw'".formatted(user));
    database.sql("grant all on %s.* to '%s'@'%%'".formatted(own, user));
    try (CheckpointStore store =
        MySqlCheckpointStore.open(options(user, "pw", own), System::nanoTime, Patience.NONE)) {
      store.save(NAME, "one");
      database.sql("revoke insert on %s.* from '%s'@'%%'".formatted(own, user));
      killSessions(own);
      assertThatThrownBy(() -> store.save(NAME, "two"))
          .isInstanceOf(CheckpointException.class)
          .message()
          .contains("INSERT command denied")
          .endsWith(
              ": grant SELECT, INSERT, UPDATE, DELETE and CREATE on %s.* to the user %s"
                  .formatted(own, user));
      assertThat(store.load(NAME)).contains("one");
      assertThat(store.isNewest()).isTrue();
    }
  }
}
