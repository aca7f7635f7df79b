package io.wherry.schema;

import io.wherry.change.Column;
import io.wherry.server.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs statements on a real server, moves a catalog on by what the server logs of them, and
/// compares the two after each.
public final class CatalogJudge implements AutoCloseable {
  private final Database server;
  private final Connection connection;
  private final LoggedStatements log;
  private final ShownTables shown;
  private final ServerTraits traits;
  private Catalog catalog;
  private final List<String> differences = new ArrayList<>();
  private int compared;
  private final Map<String, Integer> unknown = new TreeMap<>();
  private boolean resync;
  private int refused;
  private Map<String, List<ColumnRow>> theirs = Map.of();
  private String lastRefusal = "";

  public CatalogJudge(Database server) {
    this.server = server;
    this.connection = server.connect();
    this.log = LoggedStatements.fromNow(server);
    this.shown = ShownTables.of(server);
    this.traits = traits(server);
    this.catalog = new Catalog(traits, (schema, table) -> true);
    restart();
  }

  static ServerTraits traits(Database server) {
    return ServerTraits.of(
        server.value("select version()"),
        Integer.parseInt(server.value("select @@lower_case_table_names")),
        server.value("select @@global.explicit_defaults_for_timestamp").equals("1"));
  }

  /// Fills the catalog from what the server shows.
  private void restart() {
    catalog = new Catalog(traits, (schema, table) -> true);
    for (var schema :
        server.query(
            "select schema_name, default_collation_name from information_schema.schemata")) {
      catalog.addSchema(String.valueOf(schema.get(0)), schema.get(1));
    }
    theirs = shown.now();
    for (var rows : theirs.values()) {
      catalog.addTable(rows, tableCollation(rows.getFirst()));
    }
  }

  private String tableCollation(ColumnRow row) {
    for (var table :
        server.query(
            "select table_schema, table_name, table_collation from information_schema.tables")) {
      if (row.schema().equals(table.get(0)) && row.table().equals(table.get(1))) {
        return String.valueOf(table.get(2));
      }
    }
    return "";
  }

  /// Runs one statement; says whether the server took it.
  public boolean run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      refused++;
      lastRefusal = String.valueOf(e.getMessage());
      return false;
    }
    var logged = log.next();
    if (logged.isEmpty()) {
      return true;
    }
    var before = String.valueOf(catalogWords());
    for (var one : logged) {
      catalog.apply(one.sql(), one.context());
      compared++;
    }
    List<String> found = compare();
    if (!found.isEmpty()) {
      differences.add(
          sql
              + "\n  logged: "
              + logged
              + "\n  "
              + String.join("\n  ", found)
              + "\n  before: "
              + before);
      resync = true;
    }
    if (resync) {
      resync = false;
      restart();
    }
    return true;
  }

  private Map<String, String> catalogWords() {
    var words = new java.util.TreeMap<String, String>();
    catalog.eachTable((schema, table) -> words.put(schema + "." + table, words(schema, table)));
    return words;
  }

  private String words(String schema, String table) {
    return words(catalog.table(schema, table));
  }

  private static String words(CatalogEntry entry) {
    return switch (entry) {
      case CatalogEntry.Known(var table) -> words(table.columns(), table.key());
      case CatalogEntry.Unsupported no -> "unsupported " + no.column() + " " + no.type();
      case CatalogEntry.Unknown unknown -> "UNKNOWN " + unknown.why();
      case CatalogEntry.Absent _ -> "ABSENT";
    };
  }

  private static String words(List<Column> columns, List<Column> key) {
    var words = new StringBuilder();
    for (Column column : columns) {
      words.append(column.name()).append(' ').append(column.type());
      words.append(column.nullable() ? "" : " NOT NULL").append(", ");
    }
    return words + "key " + key.stream().map(Column::name).toList();
  }

  private List<String> compare() {
    var found = new ArrayList<String>();
    Map<String, String> ours = catalogWords();
    theirs = shown.now();
    var names = new TreeSet<String>(ours.keySet());
    names.addAll(theirs.keySet());
    for (String name : names) {
      List<ColumnRow> rows = theirs.get(name);
      String their =
          rows == null
              ? "ABSENT"
              : switch (TableDefinition.of(rows)) {
                case TableDefinition.Known(var table) -> words(table.columns(), table.key());
                case TableDefinition.Unsupported no ->
                    "unsupported " + no.column() + " " + no.type();
              };
      String our = ours.getOrDefault(name, "ABSENT");
      if (our.startsWith("UNKNOWN ")) {
        unknown.merge(our.substring("UNKNOWN ".length()), 1, Integer::sum);
        resync = true;
      } else if (!their.equals(our)) {
        found.add(name + " server:  " + their + "\n  " + name + " catalog: " + our);
      }
    }
    return found;
  }

  /// Writes the catalog and reads it back; it must be the same.
  public void save() {
    Catalog read = Catalog.read(traits, (schema, table) -> true, catalog.documents().values());
    var before = catalogWords();
    catalog = read;
    if (!before.equals(catalogWords()) || !read.documents().equals(catalog.documents())) {
      differences.add("saved: " + before + "\n  read:  " + catalogWords());
    }
  }

  public Map<String, List<ColumnRow>> tables() {
    return theirs;
  }

  public List<String> differences() {
    return differences;
  }

  /// Why tables became unknown, and how often.
  public Map<String, Integer> unknown() {
    return unknown;
  }

  public int compared() {
    return compared;
  }

  public int refused() {
    return refused;
  }

  public String lastRefusal() {
    return lastRefusal;
  }

  @Override
  public void close() {
    shown.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
