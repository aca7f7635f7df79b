package io.wherry.oracle;

import io.wherry.server.Database;
import io.wherry.server.WherryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One server, a column for each type, and all values inserted, updated and deleted; then what
/// `wherry run` publishes of it, next to what `SELECT` showed.
final class Oracle {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SCHEMA = "types";

  /// An update adds this to the id.
  private static final long UPDATED = 1_000_000;

  /// The ids of a pass start at its number times this.
  private static final long PASS = 100_000;

  /// Columns of a table: more would not fit into a page of MySQL 5.6.
  private static final int COLUMNS = 8;

  private final Database server;
  private final List<TypeEntry> entries;

  /// What `SELECT` showed, by column and id.
  private final Map<String, Map<Long, String>> selected = new HashMap<>();

  /// What was published of each image, by column, image and id.
  private final Map<String, String> published = new HashMap<>();

  /// What was published when a value was inserted by the first pass, by type and value in SQL.
  private final Map<String, String> examples = new HashMap<>();

  private final List<String> differences = new ArrayList<>();
  private int passes;

  Oracle(Database server, List<TypeEntry> entries) {
    this.server = server;
    this.entries = entries;
    List<String> statements = new ArrayList<>();
    statements.add("create database " + SCHEMA + " character set utf8mb4");
    statements.add("use " + SCHEMA);
    for (int first = 0; first < entries.size(); first += COLUMNS) {
      var create = new StringBuilder("create table " + table(first) + " (id int primary key");
      for (int i = first; i < end(first); i++) {
        create.append(", ").append(column(i)).append(' ').append(entries.get(i).type());
      }
      statements.add(create.append(')').toString());
    }
    run(statements);
  }

  private static String table(int entry) {
    return "t" + entry / COLUMNS;
  }

  private static String column(int entry) {
    return "v" + entry;
  }

  /// Behind the last entry of the table that begins with `first`.
  private int end(int first) {
    return Math.min(first + COLUMNS, entries.size());
  }

  private void run(List<String> statements) {
    var all = new ArrayList<>(List.of("set names utf8mb4", "set sql_mode='ALLOW_INVALID_DATES'"));
    all.addAll(statements);
    server.sql(all.toArray(String[]::new));
  }

  /// Inserts, updates and deletes every value, in one transaction each, in a session with these
  /// settings.
  void pass(String... settings) {
    List<String> statements = new ArrayList<>(List.of(settings));
    statements.add("use " + SCHEMA);
    statements.add("begin");
    for (int first = 0; first < entries.size(); first += COLUMNS) {
      insert(first, statements);
    }
    statements.add("commit");
    run(statements);
    for (int first = 0; first < entries.size(); first += COLUMNS) {
      select(first);
    }
    List<String> changes = new ArrayList<>(List.of(settings));
    changes.add("use " + SCHEMA);
    changes.add("begin");
    for (int first = 0; first < entries.size(); first += COLUMNS) {
      changes.add("update " + table(first) + " set id = id + " + UPDATED + " order by id");
      changes.add("delete from " + table(first) + " order by id");
    }
    changes.add("commit");
    run(changes);
    passes++;
  }

  /// A row of NULLs, and then in each row the next value of each column, or NULL.
  private void insert(int first, List<String> statements) {
    long id = passes * PASS;
    boolean more = true;
    for (int row = -1; more; row++) {
      more = false;
      var insert = new StringBuilder("insert into " + table(first) + " values (" + id++);
      for (int i = first; i < end(first); i++) {
        List<String> values = entries.get(i).values();
        insert.append(", ").append(row >= 0 && row < values.size() ? values.get(row) : "null");
        more |= row + 1 < values.size();
      }
      statements.add(insert.append(')').toString());
    }
  }

  private void select(int first) {
    var query = new StringBuilder("select id");
    for (int i = first; i < end(first); i++) {
      query.append(", ").append(entries.get(i).json().expression(column(i)));
    }
    query.append(" from " + SCHEMA + "." + table(first) + " where id >= " + passes * PASS);
    for (List<@Nullable String> row : server.query(query.toString())) {
      long id = Long.parseLong(String.valueOf(row.getFirst()));
      for (int i = first; i < end(first); i++) {
        String value = row.get(i - first + 1);
        selected
            .computeIfAbsent(column(i), c -> new HashMap<>())
            .put(id, value == null ? "null" : entries.get(i).json().expected(value));
      }
    }
  }

  /// Publishes the whole log and compares.
  ///
  /// @return what differs, a line each
  List<String> differences() {
    publish();
    for (int i = 0; i < entries.size(); i++) {
      TypeEntry entry = entries.get(i);
      String column = column(i);
      for (int n = 0; n < entry.values().size(); n++) {
        String json = published.get(column + " inserted " + (n + 1));
        examples.put(entry.type() + " " + entry.values().get(n), String.valueOf(json));
      }
      for (var value : selected.getOrDefault(column, Map.of()).entrySet()) {
        long id = value.getKey();
        compare(entry, column + " inserted " + id, value.getValue());
        compare(entry, column + " before " + id, value.getValue());
        compare(entry, column + " after " + (id + UPDATED), value.getValue());
        compare(entry, column + " deleted " + (id + UPDATED), value.getValue());
      }
    }
    for (TypesPage.Line line : TypesPage.lines()) {
      String found = examples.get(line.types().getFirst() + " " + line.value());
      if (found != null && !found.equals(line.record())) {
        differences.add("docs/TYPES.md: " + line + ": found " + found);
      }
    }
    published.forEach((what, json) -> differences.add(what + ": not selected"));
    return differences;
  }

  private void publish() {
    Path records = server.dataDir().resolveSibling("records");
    try (WherryProcess process =
        WherryProcess.start(
            "run",
            "--source.url=" + server.url(),
            "--tables.include=" + SCHEMA + ".*",
            "--start=earliest",
            "--until=latest",
            "--key-change=update",
            "--sink=file:" + records)) {
      int status = process.awaitExit(PATIENCE);
      if (status != 0) {
        throw new AssertionError("status " + status + ": " + process.stderr());
      }
    }
    try (Stream<String> lines = Files.lines(records)) {
      lines.map(PublishedRow::of).forEach(this::take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(PublishedRow row) {
    row.image()
        .forEach((name, image) -> {
          String what =
              switch (name) {
                case "before_values" -> "before";
                case "after_values" -> "after";
                default -> row.type().equals("WriteRowsEvent") ? "inserted" : "deleted";
              };
          image.forEach((column, json) -> {
            String key = column + " " + what + " " + image.get("id");
            if (!column.equals("id") && published.put(key, json) != null) {
              differences.add(key + ": published twice");
            }
          });
        });
  }

  private void compare(TypeEntry entry, String what, String expected) {
    String json = published.remove(what);
    String found = json == null ? "nothing" : json.equals("null") ? json : entry.json().found(json);
    int at = java.util.Arrays.mismatch(expected.toCharArray(), found.toCharArray());
    if (at >= 0) {
      differences.add(
          "%s %s from character %d: expected %s, found %s"
              .formatted(start(entry.type()), what, at, around(expected, at), around(found, at)));
    }
  }

  private static String start(String text) {
    return text.substring(0, Math.min(60, text.length()));
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40));
  }

  /// Types × values, SQL NULL among them; each is compared in every pass.
  int pairs() {
    return entries.stream().mapToInt(entry -> entry.values().size() + 1).sum();
  }

  int passes() {
    return passes;
  }
}
