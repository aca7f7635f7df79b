package io.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Position;
import io.wherry.gtid.GtidSet;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several hosts in `source.url`: another server goes on, by GTID, or is refused. Unseen, rows
/// would be lost between the two, come twice, or bear another name than before.
@Tag("server")
class FailOverTest {
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_8"})
  void theReplicaGoesOnWhereTheSourceWasLost(Kind kind) {
    try (var pair = Replication.start(kind)) {
      Database source = pair.source();
      source.sql("create database s", "create table s.t (id int primary key, name varchar(9))");
      source.sql("insert into s.t values (1,'a')");
      Position position;
      Memory memory;
      try (var following = Following.of(pair, "s", StartPosition.parse("earliest"))) {
        assertThat(following.words(3)).containsExactly("begin", "insert t{1,a}", "commit");
        position = following.position();
        memory = following.follower().memory();
        source.sql("insert into s.t values (2,'b')");
        pair.awaitReplica();
        String last = source.gtids();
        source.kill();
        pair.promote();
        pair.replica().sql("insert into s.t values (3,'c')", "alter table s.t add column x int");
        pair.replica().sql("insert into s.t values (4,'d',5)");
        assertThat(following.words(9))
            .containsExactly(
                "begin",
                "insert t{2,b}",
                "commit",
                "begin",
                "insert t{3,c}",
                "commit",
                "begin",
                "insert t{4,d,5}",
                "commit");
        assertThat(following.ids().get(1)).isEqualTo(last.replaceAll(":[0-9]+-", ":"));
        Position now = following.position();
        assertThat(now.server()).isNotEqualTo(position.server());
        var again = new StartPosition.Checkpoint(now, following.follower().memory());
        pair.replica().sql("delete from s.t where id = 4");
        try (var second = Following.of(pair, "s", again)) {
          assertThat(second.words(3)).containsExactly("begin", "delete t{4,d,5}", "commit");
        }
      }
      // A run that was not there when it happened goes on from its checkpoint.
      try (var later = Following.of(pair, "s", new StartPosition.Checkpoint(position, memory))) {
        assertThat(later.words(2)).containsExactly("begin", "insert t{2,b}");
      }
    }
  }

  // The log of the replica has the rows of such a table in the order of its scan.
  @ParameterizedTest
  @ValueSource(strings = {"FULL", "MINIMAL"})
  void aCheckpointInsideATransactionOfATableWithoutAKeyGoesOnElsewhere(String metadata) {
    try (var pair = Replication.start(Kind.MYSQL_9_7, "--binlog-row-metadata=" + metadata)) {
      Database source = pair.source();
      source.sql(
          "create database s",
          "create table s.n (a int, b int, key (a))",
          "create table s.k (id int primary key)",
          "insert into s.n values (1,0),(2,0),(3,0),(4,0),(5,0)");
      String start = source.gtids();
      source.sql(
          "begin",
          "insert into s.k values (1),(2)",
          "update s.n set b = b + 1 where a > 0 order by a desc",
          "insert into s.k values (3)",
          "commit");
      pair.awaitReplica();
      List<StartPosition.Checkpoint> checkpoints = new ArrayList<>();
      List<String> all = new ArrayList<>();
      try (var following = Following.of(pair, "s", StartPosition.parse(start))) {
        for (int done = 0; done < 9; done++) {
          all.add(following.word());
          checkpoints.add(
              new StartPosition.Checkpoint(following.position(), following.follower().memory()));
        }
      }
      assertThat(all.subList(3, 8))
          .containsExactly(
              "update n{5,0}{5,1}",
              "update n{4,0}{4,1}",
              "update n{3,0}{3,1}",
              "update n{2,0}{2,1}",
              "update n{1,0}{1,1}");
      source.kill();
      pair.promote();
      assertThat(Following.toTheEnd(pair.replica(), "s", start).subList(3, 8))
          .as("the replica's order is another one")
          .doesNotContainSequence(all.subList(3, 8));
      for (int done = 0; done < 9; done++) {
        goesOn(pair, checkpoints.get(done), all.subList(1 + done, 9));
        // The row read last may not be done.
        if (done > 0) {
          Position before = checkpoints.get(done).position().withRows(done - 1L);
          var one = new StartPosition.Checkpoint(before, checkpoints.get(done).memory());
          goesOn(pair, one, all.subList(done, 9));
        }
      }
    }
  }

  /// The rows that were not delivered come once each, and bear the numbers that are left.
  private static void goesOn(
      Replication pair, StartPosition.Checkpoint checkpoint, List<String> expected) {
    List<String> rest = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    try (var following = Following.of(pair, "s", checkpoint)) {
      String word = "begin";
      while (!word.equals("commit")) {
        if (word.contains("{")) {
          rest.add(word);
          var change = following.follower().change();
          numbers.add(change.table().name() + "/" + change.number());
        }
        word = String.valueOf(following.word());
      }
    }
    assertThat(rest)
        .as("behind %s", checkpoint.position())
        .containsExactlyInAnyOrderElementsOf(expected);
    List<String> all = List.of("k/1", "k/2", "n/1", "n/2", "n/3", "n/4", "n/5", "k/3");
    assertThat(numbers).containsExactlyInAnyOrderElementsOf(all.subList(8 - expected.size(), 8));
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void aReplicaThatLacksWhatWasPublishedIsRefusedWithTheDifference(Kind kind) {
    try (var pair = Replication.start(kind)) {
      Database source = pair.source();
      source.sql("create database s", "create table s.t (id int primary key, name varchar(9))");
      pair.awaitReplica();
      pair.promote();
      source.sql("insert into s.t values (1,'a')", "insert into s.t values (2,'b')");
      Position position;
      Memory memory;
      try (var following = Following.of(pair, "s", StartPosition.parse("earliest"))) {
        following.words(6);
        position = following.position();
        memory = following.follower().memory();
      }
      source.kill();
      String missing =
          kind.isMariaDb() ? "0-1-4 \\(it has 0-1-2\\)" : Pattern.quote(position.server()) + ":3-4";
      var again = new StartPosition.Checkpoint(position, memory);
      assertThatThrownBy(() -> Following.of(pair, "s", again).close())
          .isInstanceOf(SourceException.class)
          .hasMessageMatching(
              ".*: the server lacks transactions that were published: "
                  + missing
                  + ": it is behind server "
                  + Pattern.quote(position.server())
                  + " or was never its replica; let it catch up or name another one in source.url,"
                  + " or start anew with another --checkpoint and --start=earliest");
    }
  }

  // The same name, and another history.
  @Test
  void aServerThatWasResetIsRefused() {
    try (var pair = Replication.start(Kind.MYSQL_9_7)) {
      Database source = pair.source();
      source.sql("create database s", "create table s.t (id int primary key, name varchar(9))");
      source.sql("insert into s.t values (1,'a')");
      pair.awaitReplica();
      pair.promote();
      Position position;
      Memory memory;
      try (var following = Following.of(pair, "s", StartPosition.parse("earliest"))) {
        following.words(3);
        position = following.position();
        memory = following.follower().memory();
      }
      source.sql("reset binary logs and gtids", "insert into s.t values (2,'b')");
      pair.replica().kill();
      var again = new StartPosition.Checkpoint(position, memory);
      assertThatThrownBy(() -> Following.of(pair, "s", again).close())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(": the server lacks transactions that were published: ")
          .hasMessageContaining(
              ":2-3: its history was reset (RESET BINARY LOGS AND GTIDS, RESET MASTER) or the"
                  + " server rebuilt; ");
    }
  }

  @Test
  void aReplicaThatPurgedWhatIsNotPublishedYetIsRefusedWithIt() {
    try (var pair = Replication.start(Kind.MYSQL_9_7)) {
      Database source = pair.source();
      source.sql("create database s", "create table s.t (id int primary key, name varchar(9))");
      source.sql("insert into s.t values (1,'a')");
      Position position;
      Memory memory;
      try (var following = Following.of(pair, "s", StartPosition.parse("earliest"))) {
        following.words(3);
        position = following.position();
        memory = following.follower().memory();
      }
      source.sql("insert into s.t values (2,'b')");
      pair.awaitReplica();
      source.kill();
      pair.promote();
      pair.replica().sql("flush binary logs");
      String last = pair.replica().position().replaceAll(":.*", "");
      pair.replica().sql("purge binary logs to '" + last + "'");
      var again = new StartPosition.Checkpoint(position, memory);
      assertThatThrownBy(() -> Following.of(pair, "s", again).close())
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(
              ": its log no longer has "
                  + position.server()
                  + ":4, which were not published yet: go on with a server that has them, or start"
                  + " anew with another --checkpoint and --start=earliest (they are lost then)");
    }
  }

  // What was prepared on one server is committed on the other.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_11_8"})
  void anXaTransactionIsCommittedOnTheOther(Kind kind) {
    try (var pair = Replication.start(kind)) {
      Database source = pair.source();
      source.sql("create database s", "create table s.t (id int primary key, name varchar(9))");
      try (var session = new XaSession(source, "s")) {
        session.prepare("'moved'", "insert into t values (1,'a')");
      }
      String prepared = source.gtids().replaceAll(":[0-9]+-", ":");
      source.sql("insert into s.t values (2,'b')");
      try (var following = Following.of(pair, "s", StartPosition.parse("earliest"))) {
        assertThat(following.words(3)).containsExactly("begin", "insert t{2,b}", "commit");
        pair.awaitReplica();
        source.kill();
        pair.promote();
        pair.replica().sql("xa commit 'moved'");
        assertThat(following.words(3)).containsExactly("begin", "insert t{1,a}", "commit");
        assertThat(following.ids()).last().isEqualTo(prepared);
      }
    }
  }

  @Test
  void differencesAreNamed() {
    String uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    var ours = GtidSet.parse(uuid + ":1-10:20-30," + uuid + ":tag:5", false);
    assertThat(ours.without(GtidSet.parse(uuid + ":2-3:8-22:29", false)))
        .isEqualTo(uuid + ":1:4-7:23-28:30," + uuid + ":tag:5");
    assertThat(ours.without(ours)).isEmpty();
    assertThat(GtidSet.parse("0-1-10,1-1-5", true).without(GtidSet.parse("0-2-11", true)))
        .isEqualTo("1-1-5 (it has none)");
  }
}
