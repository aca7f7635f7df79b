package io.wherry.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import io.wherry.server.PerconaToolkit;
import io.wherry.source.StartPosition;
import io.wherry.source.Until;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tables that are changed while they are in use, on logs that do not name their columns. The
/// columns that change places fit the log either way.
///
/// Reading starts in front of all of it and goes on when it is over; then the rows that were
/// published of the table that has the name in the end are what the table holds.
@Tag("server")
@Tag("slow")
class OnlineChangeTest {
  private static final int ROWS = 3_000;
  private static final String CHANGE = "modify b int after c, add x int not null default 7 first";

  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
  void ptOnlineSchemaChange(Kind kind) {
    Database database = Database.shared(kind);
    changed(
        database,
        "_t_new",
        schema ->
            PerconaToolkit.onlineSchemaChange(
                database, schema, "t", CHANGE, "--chunk-size=200", "--sleep=0.01"));
  }

  // gh-ost: RENAME in one statement, while writers wait.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MYSQL_5_6", "MARIADB_10_11"})
  void aShadowTableIsSwappedIn(Kind kind) {
    Database database = Database.shared(kind);
    changed(
        database,
        "_t_gho",
        schema -> {
          copy(database, schema);
          database.sql("use " + schema, "rename table t to _t_del, _t_gho to t");
          database.sql("drop table " + schema + "._t_del");
        });
  }

  // gh-ost's --cut-over=two-step: for a moment there is no table of that name.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MARIADB_10_11"})
  void aShadowTableIsSwappedInByTwoSteps(Kind kind) {
    Database database = Database.shared(kind);
    changed(
        database,
        "_t_gho",
        schema -> {
          copy(database, schema);
          database.sql(
              "use " + schema, "alter table t rename _t_del", "alter table _t_gho rename t");
        });
  }

  // gh-ost's atomic cut-over: a sentry stands where the old table goes, under a lock, until the
  // RENAME waits for it.
  @ParameterizedTest
  @EnumSource(names = {"MYSQL_9_7", "MYSQL_5_6"})
  void aShadowTableIsSwappedInBehindASentry(Kind kind) {
    Database database = Database.shared(kind);
    changed(
        database,
        "_t_gho",
        schema -> {
          copy(database, schema);
          try (Connection connection = database.connect();
              Statement locks = connection.createStatement()) {
            locks.execute("use " + schema);
            locks.execute("create table _t_del (id int auto_increment primary key) engine=InnoDB");
            locks.execute("lock tables t write, _t_del write");
            Thread rename =
                Thread.startVirtualThread(
                    () -> database.sql("use " + schema, "rename table t to _t_del, _t_gho to t"));
            while (database.query("show processlist").stream()
                .noneMatch(
                    row -> String.valueOf(row).toLowerCase(Locale.ROOT).contains("rename"))) {
              Thread.onSpinWait();
            }
            locks.execute("drop table if exists _t_del");
            locks.execute("unlock tables");
            rename.join();
          } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void copy(Database database, String schema) {
    database.sql(
        "use " + schema,
        "create /* gh-ost */ table `" + schema + "`.`_t_gho` like `" + schema + "`.`t`",
        "alter /* gh-ost */ table `" + schema + "`.`_t_gho` " + CHANGE,
        "insert /* gh-ost */ ignore into _t_gho (id, a, b, c) (select id, a, b, c from t)");
  }

  /// Makes a table with load on it, changes it, and compares.
  ///
  /// @param shadow the name under which the table was filled that is `t` in the end
  private static void changed(Database database, String shadow, Consumer<String> change) {
    String schema = database.freshSchema();
    database.sql(
        "use " + schema,
        "create table t (id int auto_increment primary key, a int, b int, c int)",
        "insert into t (a, b, c) values (1, 2, 3)");
    for (int rows = 1; rows < ROWS; rows *= 2) {
      database.sql(
          "insert into " + schema + ".t (a, b, c) select a+1, b+2, c+3 from " + schema + ".t");
    }
    try (var reading =
        new Reading(database, new StartPosition.Latest(), new Until.Never(), schema::equals)) {
      reading.awaitDefinitions();
      long swapped;
      try (var load = new TableLoad(database, schema + ".t")) {
        await(load, 200);
        change.accept(schema);
        swapped = offset(database.position());
        await(load, load.done() + 200);
      }
      database.sql("alter table " + schema + ".t change c d int");
      reading.readTo(database.position());
      assertThat(reading.stopped()).isNull();
      long renamed = swap(database, shadow, swapped);
      var rebuilt = new TreeMap<Integer, String>();
      for (PublishedChange published : reading.changes()) {
        boolean counts = published.table().equals(published.transaction() < renamed ? shadow : "t");
        if (counts) {
          apply(published, rebuilt);
        }
      }
      var selected = new TreeMap<Integer, String>();
      for (List<@Nullable String> row :
          database.query("select id, x, a, d, b from " + schema + ".t")) {
        selected.put(
            Integer.valueOf(String.valueOf(row.getFirst())),
            "x=%s a=%s c=%s b=%s".formatted(row.get(1), row.get(2), row.get(3), row.get(4)));
      }
      assertThat(rebuilt).hasSizeGreaterThan(ROWS).isEqualTo(selected);
    }
  }

  private static void apply(PublishedChange change, Map<Integer, String> rows) {
    Integer id =
        Integer.valueOf(String.valueOf(change.values().get(change.columns().indexOf("id"))));
    if (change.operation().equals("DELETE")) {
      rows.remove(id);
      return;
    }
    var row = new StringBuilder();
    for (String column : List.of("x", "a", "c", "b")) {
      int at = change.columns().indexOf(column);
      row.append(' ').append(column).append('=').append(at < 0 ? "?" : change.values().get(at));
    }
    rows.put(id, row.substring(1));
  }

  private static void await(TableLoad load, int statements) {
    while (load.done() < statements) {
      Thread.onSpinWait();
    }
  }

  private static long offset(String position) {
    return Long.parseLong(position.substring(position.lastIndexOf(':') + 1));
  }

  /// Where the statement ends that gave the shadow its new name.
  private static long swap(Database database, String shadow, long before) {
    long swap = -1;
    for (List<@Nullable String> event : database.query("show binlog events")) {
      String info = String.valueOf(event.get(5)).toLowerCase(Locale.ROOT);
      boolean renames = info.contains("rename") && info.contains(shadow);
      long end = Long.parseLong(String.valueOf(event.get(4)));
      if (renames && end <= before && end > swap) {
        swap = end;
      }
    }
    return swap;
  }
}
