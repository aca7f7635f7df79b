package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.change.Column;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import io.wherry.server.Database;
import io.wherry.server.Database.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The oracle: what the log of a real server says of each type's edge values is what `SELECT`
/// shows.
@Tag("server")
class EveryTypeTest {
  private static final String SCHEMA = "types";

  /// A decoder that is off by one step of a fraction, a padding or a charset publishes wrong data
  /// in silence; nothing else would notice.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MYSQL_9_7", "MARIADB_10_11", "MARIADB_11_4", "MARIADB_11_8"})
  void everyValueIsWhatSelectShowsWhenTheLogNamesItsColumns(Kind kind) {
    try (Database server = Database.start(kind, "--binlog-row-metadata=FULL")) {
      compare(server, LoggedChange.NAMED);
    }
  }

  /// The server's default metadata names nothing: names, signs, charsets and labels then come from
  /// the definition.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyValueIsWhatSelectShowsUnderADefinition(Kind kind) {
    try (Database server = Database.start(kind)) {
      var definitions = new HashMap<String, Table>();
      compare(
          server,
          map ->
              definitions.computeIfAbsent(
                  map.tableName(), name -> Definition.read(server, SCHEMA, name)));
    }
  }

  /// MySQL 5.6 writes version 1 of the row events too, and logs without checksums.
  @Test
  void everyValueIsWhatSelectShowsInOldRowEventsWithoutChecksums() {
    try (Database server =
        Database.start(Kind.MYSQL_5_6, "--log-bin-use-v1-row-events=1", "--binlog-checksum=NONE")) {
      compare(server, map -> Definition.read(server, SCHEMA, map.tableName()));
    }
  }

  /// Tables older than MySQL 5.6, which MariaDB still makes on demand, lie differently in rows.
  @Test
  void everyValueOfTheOldTemporalFormatIsWhatSelectShows() {
    var old = new TreeMap<>(TypeSamples.of(Kind.MARIADB_10_11));
    old.keySet().retainAll(Set.of("time", "datetime", "timestamp null"));
    assertThat(old).hasSize(3);
    try (Database server = Database.start(Kind.MARIADB_10_11, "--mysql56-temporal-format=OFF")) {
      compare(server, map -> Definition.read(server, SCHEMA, map.tableName()), old);
    }
  }

  private static void compare(Database server, LoggedChange.Definitions definitions) {
    compare(server, definitions, TypeSamples.of(server.kind()));
  }

  private static void compare(
      Database server, LoggedChange.Definitions definitions, Map<String, List<String>> samples) {
    List<String> types = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    statements.add("create database " + SCHEMA + " character set utf8mb4");
    statements.add("use " + SCHEMA);
    statements.add("set names utf8mb4");
    statements.add("set sql_mode='ALLOW_INVALID_DATES'");
    samples.forEach((type, values) -> {
      types.add(type);
      String table = "t" + types.size();
      statements.add("create table " + table + " (id int primary key, v " + type + ")");
      int id = 0;
      statements.add("insert into " + table + " values (" + id + ", null)");
      for (String value : values) {
        statements.add("insert into " + table + " values (" + ++id + ", " + value + ")");
      }
    });
    server.sql(statements.toArray(String[]::new));
    Map<String, List<String>> selected = new HashMap<>();
    for (int i = 1; i <= types.size(); i++) {
      selected.put("t" + i, select(server, "t" + i));
      server.sql(
          "update " + SCHEMA + ".t" + i + " set id = id + 100000 order by id",
          "delete from " + SCHEMA + ".t" + i + " order by id");
    }
    Map<String, List<String>> logged = new HashMap<>();
    LoggedChange.all(LogFile.of(server.dataDir()), SCHEMA, definitions)
        .forEach(change -> collect(change, logged));
    List<String> differences = new ArrayList<>();
    int values = 0;
    for (int i = 1; i <= types.size(); i++) {
      String table = "t" + i;
      String type = types.get(i - 1);
      List<String> expected = Objects.requireNonNull(selected.get(table));
      values += expected.size();
      for (String image :
          List.of("INSERT after", "UPDATE before", "UPDATE after", "DELETE before")) {
        List<String> found = logged.getOrDefault(table + " " + image, List.of());
        differences.addAll(differences(type + " " + image, expected, found));
      }
    }
    assertThat(differences).isEmpty();
    System.out.println(
        server.kind().label() + ": " + values + " values of " + types.size() + " types");
  }

  private static List<String> differences(String what, List<String> expected, List<String> found) {
    if (expected.size() != found.size()) {
      return List.of(what + ": " + expected.size() + " values, found " + found.size());
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      int at = Arrays.mismatch(expected.get(i).toCharArray(), found.get(i).toCharArray());
      if (at >= 0) {
        differences.add(
            "%s value %d from character %d: expected %s, found %s"
                .formatted(what, i, at, around(expected.get(i), at), around(found.get(i), at)));
      }
    }
    return differences;
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40));
  }

  private static List<String> select(Database server, String table) {
    Column column = Definition.read(server, SCHEMA, table).columns().get(1);
    String query =
        "select " + Shown.expression(column) + " from " + SCHEMA + "." + table + " order by id";
    List<String> shown = new ArrayList<>();
    for (List<@Nullable String> row : server.query(query)) {
      shown.add(Shown.selected(column, row.getFirst()));
    }
    return shown;
  }

  private static void collect(LoggedChange change, Map<String, List<String>> logged) {
    Column column = change.table().columns().get(1);
    String key = change.table().name() + " " + change.operation();
    if (change.operation() != Operation.INSERT) {
      put(logged, key + " before", column, Objects.requireNonNull(change.before()));
    }
    if (change.operation() != Operation.DELETE) {
      put(logged, key + " after", column, Objects.requireNonNull(change.after()));
    }
  }

  private static void put(Map<String, List<String>> logged, String key, Column column, Row row) {
    logged
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(Shown.value(column, Objects.requireNonNull(row.values().get(column.name()))));
  }
}
