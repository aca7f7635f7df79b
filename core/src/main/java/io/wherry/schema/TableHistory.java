package io.wherry.schema;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where in a stretch of the log tables were last changed.
///
/// A definition that was read from the server after the stretch holds for a row in it only if no
/// change of its table lies behind the row. So the last change is all there is to know.
public final class TableHistory {
  /// The most tables and databases kept apart; beyond that every change is taken for one of all.
  public static final int NAMES_MAX = 100_000;

  /// A change of a table's definition.
  ///
  /// @param verb `ALTER TABLE`, …
  /// @param place where its event starts
  public record Change(String verb, LogPlace place) {
    /// `ALTER TABLE at binlog.000003:4711`
    @Override
    public String toString() {
      return verb + " at " + place;
    }
  }

  private final Map<TableName, Change> tables = new HashMap<>();
  private final Map<String, Change> schemas = new HashMap<>();
  private final Map<String, Change> defaults = new HashMap<>();
  private @Nullable Change all;

  /// Takes note of a statement. Statements come in the order of the log.
  public void add(Statement.TableChange statement, LogPlace place) {
    var change = new Change(statement.verb(), place);
    if (statement.all() || tables.size() + schemas.size() >= NAMES_MAX) {
      all = change;
      return;
    }
    statement.tables().forEach(table -> tables.put(table, change));
    statement.schemas().forEach(schema -> schemas.put(schema, change));
  }

  /// Takes note of a statement that makes or alters a database: its default charset may change.
  public void addDatabase(String verb, String schema, LogPlace place) {
    var change = new Change(verb, place);
    if (defaults.size() >= NAMES_MAX) {
      all = change;
    } else {
      defaults.put(TableName.fold(schema), change);
    }
  }

  /// Whether it knows of no change at all.
  public boolean isEmpty() {
    return all == null && tables.isEmpty() && schemas.isEmpty() && defaults.isEmpty();
  }

  /// Whether a database's defaults may have changed behind the place.
  public boolean changedDatabase(LogPlace place, String schema) {
    String folded = TableName.fold(schema);
    Change last = later(later(defaults.get(folded), schemas.get(folded)), all);
    return last != null && last.place.compareTo(place) > 0;
  }

  /// Takes over what another history knows of a later stretch.
  public void addAll(TableHistory later) {
    tables.putAll(later.tables);
    schemas.putAll(later.schemas);
    defaults.putAll(later.defaults);
    all = later.all == null ? all : later.all;
  }

  /// The last change of the table, or null when there was none behind the place.
  public @Nullable Change lastBehind(LogPlace place, TableName table) {
    Change last = later(later(tables.get(table), schemas.get(table.schema())), all);
    return last != null && last.place.compareTo(place) > 0 ? last : null;
  }

  private static @Nullable Change later(@Nullable Change one, @Nullable Change other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.place.compareTo(other.place) < 0 ? other : one;
  }
}
