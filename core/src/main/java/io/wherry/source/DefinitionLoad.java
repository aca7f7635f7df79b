package io.wherry.source;

import io.wherry.binlog.BinlogException;
import io.wherry.mysql.DumpFrom;
import io.wherry.mysql.LogEnd;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerQueries;
import io.wherry.mysql.TableCollation;
import io.wherry.schema.ColumnRow;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableHistory;
import io.wherry.source.LoadedDefinitions.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads definitions from `information_schema` and then the log up to the moment behind the
/// reading, on a virtual thread; a lost connection is tried again.
final class DefinitionLoad implements Callable<LoadedDefinitions> {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionLoad.class);

  /// How long after a statement is in the log `information_schema` may still show what was before.
  /// MySQL 8 and later write it to the log, wait for the disk, and then commit its effect.
  static final Duration SHOWN_AFTER = Duration.ofMillis(500);

  private final FollowOptions options;
  private final Reconnection reconnection;
  private final long replicaId;
  private final @Nullable QualifiedName only;
  private final LogPlace from;
  private final Duration delay;

  /// @param replicaId the id to scan under, no other connection's
  /// @param only the one table to read, or null for all that are published
  /// @param from where the scan starts: an event's start
  /// @param delay how long to wait before anything is read
  DefinitionLoad(
      FollowOptions options,
      Reconnection reconnection,
      long replicaId,
      @Nullable QualifiedName only,
      LogPlace from,
      Duration delay) {
    this.options = options;
    this.reconnection = reconnection;
    this.replicaId = replicaId;
    this.only = only;
    this.from = from;
    this.delay = delay;
  }

  /// @throws ServerException when the server refuses
  /// @throws BinlogException when a statement in the log cannot be read
  @Override
  public LoadedDefinitions call() throws InterruptedException {
    Thread.sleep(delay);
    for (int attempt = 1; ; attempt++) {
      try {
        return load();
      } catch (ServerException e) {
        if (e.kind() != ServerException.Kind.LOST || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.warn("reading table definitions: {}; trying again", e.getMessage());
        Thread.sleep(reconnection.delay(attempt));
      }
    }
  }

  private LoadedDefinitions load() {
    try (ServerQueries queries = ServerQueries.open(options.server())) {
      LogPlace before = place(queries.logEnd());
      boolean complete = only == null && queries.grants().selectEverywhere();
      Map<String, String> schemas = only == null ? queries.schemaCollations() : Map.of();
      Map<QualifiedName, Shown> tables = tables(queries);
      LogPlace after = place(queries.logEnd());
      return new LoadedDefinitions(complete, schemas, tables, before, after, scan(after));
    }
  }

  private static LogPlace place(LogEnd end) {
    return new LogPlace(end.file(), end.position());
  }

  private Map<QualifiedName, Shown> tables(ServerQueries queries) {
    var rows = new HashMap<QualifiedName, List<ColumnRow>>();
    var found = only == null ? queries.columns() : queries.columns(only.schema(), only.table());
    QualifiedName name = new QualifiedName("", "");
    boolean wanted = false;
    for (var row : found) {
      if (!row.table().equals(name.table()) || !row.schema().equals(name.schema())) {
        name = new QualifiedName(row.schema(), row.table());
        wanted = options.publishes(row.schema(), row.table());
      }
      if (wanted) {
        rows.computeIfAbsent(name, n -> new ArrayList<>()).add(columnRow(row));
      }
    }
    Map<QualifiedName, String> collations = collations(queries);
    var tables = new HashMap<QualifiedName, Shown>();
    rows.forEach((table, columns) -> tables.put(table, new Shown(columns, collations.get(table))));
    return tables;
  }

  private Map<QualifiedName, String> collations(ServerQueries queries) {
    var collations = new HashMap<QualifiedName, String>();
    var found =
        only == null
            ? queries.tableCollations()
            : queries.tableCollations(only.schema(), only.table());
    for (TableCollation table : found) {
      collations.put(new QualifiedName(table.schema(), table.table()), table.collation());
    }
    return collations;
  }

  private static ColumnRow columnRow(io.wherry.mysql.ColumnRow row) {
    return new ColumnRow(
        row.schema(),
        row.table(),
        row.name(),
        row.columnType(),
        row.characterSet(),
        row.nullable(),
        row.keyPosition(),
        row.hidden());
  }

  private TableHistory scan(LogPlace end) {
    if (from.compareTo(end) >= 0) {
      return new TableHistory();
    }
    if (!from.file().equals(end.file())) {
      LOG.info("looking for changes of tables in the log from {} to {}", from, end);
    }
    var start = new DumpFrom.At(from.file(), from.offset());
    try (SideDump dump =
        SideDump.open(options.server(), replicaId, start, reconnection.clocks().nanos())) {
      return LogScan.run(dump, from, end);
    }
  }
}
