package io.wherry.schema;

import io.wherry.mysql.ServerOptions;
import io.wherry.mysql.ServerQueries;
import io.wherry.server.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables that a test's server shows, read over one connection.
public final class ShownTables implements AutoCloseable {
  private final ServerQueries queries;

  private ShownTables(ServerQueries queries) {
    this.queries = queries;
  }

  public static ShownTables of(Database server) {
    return new ShownTables(
        ServerQueries.open(ServerOptions.of("127.0.0.1", server.port(), "root", "")));
  }

  /// The columns of every table outside the system's databases, by `schema.table`.
  public Map<String, List<ColumnRow>> now() {
    var tables = new TreeMap<String, List<ColumnRow>>();
    for (var row : queries.columns()) {
      tables
          .computeIfAbsent(row.schema() + "." + row.table(), name -> new ArrayList<>())
          .add(
              new ColumnRow(
                  row.schema(),
                  row.table(),
                  row.name(),
                  row.columnType(),
                  row.characterSet(),
                  row.nullable(),
                  row.keyPosition(),
                  row.hidden()));
    }
    return tables;
  }

  @Override
  public void close() {
    queries.close();
  }
}
