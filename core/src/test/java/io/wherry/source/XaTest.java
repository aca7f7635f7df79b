package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// XA transactions: their rows are logged when they are prepared, and count if and when they are
/// committed, in that place of the order. Unseen, consumers would have rows that were rolled back,
/// or never see those that were committed.
@Tag("server")
class XaTest {
  // MySQL 5.6 logs what is committed only, as a plain transaction.
  @ParameterizedTest
  @EnumSource
  void rowsCountFromTheCommitOnInItsPlaceOfTheOrder(Kind kind) {
    Database database = Database.shared(kind);
    String schema = tableIn(database);
    String start = database.position();
    try (var one = new XaSession(database, schema);
        var two = new XaSession(database, schema);
        var three = new XaSession(database, schema)) {
      one.prepare("'it''s'", "insert into t values (1,'a'),(2,'a')", "delete from t where id = 2");
      two.prepare("0x00ff2c27,'q',2147483647", "insert into t values (3,'b')");
      three.prepare("'rolled back'", "insert into t values (4,'c')");
      database.sql("insert into " + schema + ".t values (5,'d')");
      two.run("xa commit 0x00ff2c27,'q',2147483647");
      three.run("xa rollback 'rolled back'");
      database.sql("insert into " + schema + ".t values (6,'e')");
      one.run("xa commit 'it''s'");
      two.run("xa start 'p'", "insert into t values (7,'f')", "xa end 'p'");
      two.run("xa commit 'p' one phase");
      three.run("xa start 'never'", "insert into t values (8,'g')", "xa end 'never'");
      three.run("xa rollback 'never'");
    }
    assertThat(Following.toTheEnd(database, schema, start))
        .containsExactly(
            "begin",
            "insert t{5,d}",
            "commit",
            "begin",
            "insert t{3,b}",
            "commit",
            "begin",
            "insert t{6,e}",
            "commit",
            "begin",
            "insert t{1,a}",
            "insert t{2,a}",
            "delete t{2,a}",
            "commit",
            "begin",
            "insert t{7,f}",
            "commit");
  }

  // Inside a compressed transaction nothing has a place of its own, and no event of it comes by
  // whole: the rows that were held for the branch before would be published in its stead.
  @Test
  void whatIsPreparedInACompressedTransactionIsPublishedToo() {
    Database database = Database.shared(Kind.MYSQL_9_7);
    String schema = tableIn(database);
    String start = database.position();
    try (var plain = new XaSession(database, schema);
        var compressed = new XaSession(database, schema)) {
      compressed.run("set session binlog_transaction_compression=ON");
      plain.prepare("'plain'", "insert into t values (1,'a')");
      compressed.prepare("'compressed'", "insert into t values (2,'b'),(3,'b')");
      database.sql("insert into " + schema + ".t values (4,'c')");
      compressed.run("xa commit 'compressed'");
      plain.run("xa commit 'plain'");
      compressed.run("xa start 'one'", "insert into t values (5,'d'),(6,'d')", "xa end 'one'");
      compressed.run("xa commit 'one' one phase");
      compressed.prepare("'never'", "insert into t values (7,'e')");
      compressed.run("xa rollback 'never'");
    }
    assertThat(database.query("show binlog events in '" + start.split(":", -1)[0] + "'"))
        .filteredOn(row -> "Transaction_payload".equals(row.get(2)))
        .hasSizeGreaterThanOrEqualTo(3);
    List<String> all = Following.toTheEnd(database, schema, start);
    assertThat(all)
        .containsExactly(
            "begin",
            "insert t{4,c}",
            "commit",
            "begin",
            "insert t{2,b}",
            "insert t{3,b}",
            "commit",
            "begin",
            "insert t{1,a}",
            "commit",
            "begin",
            "insert t{5,d}",
            "insert t{6,d}",
            "commit");
    for (int done = 1; done < all.size(); done += 4) {
      Position position;
      Memory memory;
      try (var following = follow(database, schema, StartPosition.parse(start))) {
        following.words(done);
        position = following.position();
        memory = following.follower().memory();
      }
      var again = new StartPosition.Checkpoint(position, memory);
      assertThat(Following.toTheEnd(database, schema, again))
          .as("restart behind %d", done)
          .filteredOn(word -> word.startsWith("insert"))
          .isEqualTo(rows(all.subList(done, all.size())));
    }
  }

  // A consumer that has seen a row once knows it again by its id, whatever came between.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void rowsBearTheIdOfThePreparedGroup(Kind kind) {
    Database database = Database.shared(kind);
    String schema = tableIn(database);
    String start = database.position();
    String prepared;
    try (var session = new XaSession(database, schema)) {
      session.prepare("'id" + schema + "'", "insert into t values (1,'a')");
      prepared = last(database.gtids());
      database.sql("insert into " + schema + ".t values (2,'b')");
      session.run("xa commit 'id" + schema + "'");
    }
    String committed = last(database.gtids());
    assertThat(committed).isNotEqualTo(prepared);
    try (var following = follow(database, schema, StartPosition.parse(start))) {
      following.words();
      assertThat(following.ids()).hasSize(2).last().isEqualTo(prepared);
    }
  }

  private static List<String> rows(List<String> words) {
    return words.stream().filter(word -> word.startsWith("insert")).toList();
  }

  private static String last(String gtids) {
    return gtids.replaceAll(":[0-9]+-", ":");
  }

  // A restart may stand at any row of the transaction that is being committed: nothing is lost,
  // nothing comes twice. What was held is gone then: the rows are read from the log again.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void aRestartInsideTheCommitGoesOnAtTheRow(Kind kind) {
    Database database = Database.shared(kind);
    String schema = tableIn(database);
    String start = database.position();
    try (var session = new XaSession(database, schema)) {
      session.prepare(
          "'r" + schema + "'",
          "insert into t values (1,'a'),(2,'b')",
          "insert into t values (3,'c')");
      database.sql("insert into " + schema + ".t values (9,'z')");
      session.run("xa commit 'r" + schema + "'");
      session.run("xa start 'o'", "insert into t values (4,'d'),(5,'e')", "xa end 'o'");
      session.run("xa commit 'o' one phase");
    }
    List<String> all = Following.toTheEnd(database, schema, start);
    assertThat(all)
        .containsExactly(
            "begin",
            "insert t{9,z}",
            "commit",
            "begin",
            "insert t{1,a}",
            "insert t{2,b}",
            "insert t{3,c}",
            "commit",
            "begin",
            "insert t{4,d}",
            "insert t{5,e}",
            "commit");
    for (int done = 1; done < all.size(); done++) {
      Position position;
      Memory memory;
      try (var following = follow(database, schema, StartPosition.parse(start))) {
        assertThat(following.words(done)).isEqualTo(all.subList(0, done));
        position = following.position();
        memory = following.follower().memory();
      }
      List<String> rest;
      List<Long> numbers = new ArrayList<>();
      var again = new StartPosition.Checkpoint(position, memory);
      try (var following = follow(database, schema, again)) {
        rest = new ArrayList<>();
        for (String word = following.word(); word != null; word = following.word()) {
          rest.add(word);
          if (word.contains("{")) {
            numbers.add(following.follower().change().number());
          }
        }
      }
      assertThat(rest.stream().filter(word -> word.contains("{")).toList())
          .isEqualTo(
              all.subList(done, all.size()).stream().filter(word -> word.contains("{")).toList());
      List<Long> expected = List.of(1L, 1L, 2L, 3L, 1L, 2L);
      assertThat(numbers)
          .isEqualTo(expected.subList(expected.size() - numbers.size(), expected.size()));
    }
  }

  // Once more than is held in memory, read again while following goes on.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void aLargeTransactionIsReadAgain(Kind kind) {
    Database database = Database.shared(kind);
    String schema = database.freshSchema();
    database.sql("create table " + schema + ".t (id int primary key, name longtext)");
    String start = database.position();
    try (var session = new XaSession(database, schema)) {
      session.prepare(
          "'large" + schema + "'",
          "insert into t values (1, repeat('x', 700000))",
          "insert into t values (2, repeat('y', 700000))",
          "insert into t values (3, 'z')");
      database.sql("insert into " + schema + ".t values (9,'z')");
      session.run("xa commit 'large" + schema + "'");
    }
    database.sql("insert into " + schema + ".t values (10,'z')");
    assertThat(Following.toTheEnd(database, schema, start).stream().map(XaTest::shortened))
        .containsExactly(
            "begin",
            "insert t{9,z}",
            "commit",
            "begin",
            "insert t{1,xx",
            "insert t{2,yy",
            "insert t{3,z}",
            "commit",
            "begin",
            "insert t{10,z}",
            "commit");
  }

  private static String shortened(String word) {
    return word.length() > 1_000 ? word.substring(0, 13) : word;
  }

  // MariaDB logs them, and ROLLBACK TO behind them. MySQL lets no XA transaction touch a temporary
  // table.
  @ParameterizedTest
  @EnumSource(names = {"MARIADB_10_11", "MARIADB_11_8"})
  void rowsThatWereUndoneBeforeThePrepareDoNotCount(Kind kind) {
    Database database = Database.shared(kind);
    String schema = tableIn(database);
    String start = database.position();
    try (var session = new XaSession(database, schema)) {
      session.prepare(
          "'undo" + schema + "'",
          "insert into t values (1,'a')",
          "create temporary table scratch (b int) engine=innodb",
          "savepoint s",
          "insert into t values (2,'b'),(3,'c')",
          "rollback to s",
          "insert into t values (4,'d')");
      session.run("xa commit 'undo" + schema + "'");
    }
    List<String> rows = List.of("begin", "insert t{1,a}", "insert t{4,d}", "commit");
    Position position;
    Memory memory;
    try (var following = follow(database, schema, StartPosition.parse(start))) {
      assertThat(following.words(2)).isEqualTo(rows.subList(0, 2));
      position = following.position();
      memory = following.follower().memory();
      assertThat(following.words()).isEqualTo(rows.subList(2, 4));
    }
    // Read again from the log.
    var again = new StartPosition.Checkpoint(position, memory);
    try (var following = follow(database, schema, again)) {
      assertThat(following.rows()).containsExactly("insert t{4,d}");
    }
  }

  // The start lies between the two: what commits behind the start is published.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void whatWasPreparedBeforeTheStartIsLookedUp(Kind kind) {
    try (Database database = Database.start(kind)) {
      String schema = tableIn(database);
      try (var one = new XaSession(database, schema);
          var two = new XaSession(database, schema)) {
        one.prepare("'one'", "insert into t values (1,'a')");
        database.sql("flush binary logs");
        two.prepare("'two','b',3", "insert into t values (2,'b')");
        String start = database.position();
        String gtids = database.gtids();
        two.run("xa commit 'two','b',3");
        one.run("xa commit 'one'");
        List<String> both =
            List.of("begin", "insert t{2,b}", "commit", "begin", "insert t{1,a}", "commit");
        assertThat(Following.toTheEnd(database, schema, start)).isEqualTo(both);
        assertThat(Following.toTheEnd(database, schema, gtids)).isEqualTo(both);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void rowsThatWerePurgedStopTheStream(Kind kind) {
    try (Database database = Database.start(kind)) {
      String schema = tableIn(database);
      String start = database.position();
      Position position;
      Memory memory;
      try (var session = new XaSession(database, schema)) {
        session.prepare("'gone'", "insert into t values (1,'a')");
        try (var following = follow(database, schema, StartPosition.parse(start))) {
          assertThat(following.words()).isEmpty();
          position = following.position();
          memory = following.follower().memory();
        }
        database.sql("flush binary logs", "flush binary logs");
        session.run("xa commit 'gone'");
      }
      String last = database.position().replaceAll(":.*", "");
      // MariaDB keeps the files that may be needed to recover from a crash for a moment.
      await(() -> database.sql("purge binary logs to '" + last + "'"), database, last);
      String behind = "--restart-from=" + last + ":[0-9]+";
      var again = new StartPosition.Checkpoint(at(position, last), memory);
      assertThatThrownBy(() -> Following.toTheEnd(database, schema, again))
          .hasMessageMatching(
              last
                  + ":[0-9]+ QUERY: commits XA transaction X'676f6e65',X'',1, whose rows were"
                  + " logged at binlog.[0-9]{6}:[0-9]+, and they cannot be read there: .*is no"
                  + " longer"
                  + " there.*: to go on without them, take them from the tables and start with "
                  + behind);
      assertThatThrownBy(() -> Following.toTheEnd(database, schema, last + ":4"))
          .hasMessageMatching(
              last
                  + ":[0-9]+ QUERY: commits XA transaction X'676f6e65',X'',1, which was prepared in"
                  + " a file that the server no longer has: take its rows from the tables, and"
                  + " start"
                  + " behind it with "
                  + behind);
    }
  }

  private static void await(Runnable purge, Database database, String first) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      purge.run();
      assertThat(System.nanoTime()).isLessThan(deadline);
    } while (!first.equals(database.query("show binary logs").getFirst().getFirst()));
  }

  private static Position at(Position position, String file) {
    return new Position(position.server(), file, 0, Position.FIRST, position.gtids(), 0);
  }

  // The server keeps prepared transactions; whoever follows it does, too.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void aCrashOfTheServerBetweenPrepareAndCommitLosesNothing(Kind kind) {
    try (Database database = Database.start(kind)) {
      String schema = tableIn(database);
      String start = database.position();
      try (var following =
          Following.of(database, schema, StartPosition.parse(start), new Until.Never())) {
        for (String xid : List.of("'kept'", "'dropped'")) {
          try (var session = new XaSession(database, schema)) {
            session.prepare(xid, "insert into t values (" + xid.length() + ",'a')");
          }
        }
        database.sql("insert into " + schema + ".t values (1,'b')");
        assertThat(following.words(3)).containsExactly("begin", "insert t{1,b}", "commit");
        Position position = following.position();
        Memory memory = following.follower().memory();
        database.kill();
        database.restart();
        database.sql("xa rollback 'dropped'", "xa commit 'kept'");
        assertThat(following.words(3)).containsExactly("begin", "insert t{6,a}", "commit");
        assertThat(following.follower().memory().lines().keySet())
            .noneMatch(line -> line.startsWith("xa."));
        var again = new StartPosition.Checkpoint(position, memory);
        assertThat(Following.toTheEnd(database, schema, again))
            .containsExactly("begin", "insert t{6,a}", "commit");
      }
    }
  }

  private static Following follow(Database database, String schema, StartPosition start) {
    return Following.of(database, schema, start, new Until.Latest());
  }

  private static String tableIn(Database database) {
    String schema = database.freshSchema();
    database.sql(
        "create table " + schema + ".t (id int primary key, name varchar(20)) engine=innodb");
    return schema;
  }
}
