package io.wherry.format;

import io.wherry.change.Table;
import java.util.IdentityHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a format prepares once per table version: encoded names, mostly.
///
/// @param <T> what is prepared
public final class PerTable<T> {
  /// The most table versions that are kept; beyond that all are prepared anew.
  static final int TABLES_MAX = 16_384;

  private final Function<Table, T> prepare;
  private final IdentityHashMap<Table, T> prepared = new IdentityHashMap<>();
  private @Nullable Table lastTable;
  private @Nullable T last;

  /// @param prepare makes it, when a table version is met for the first time
  public PerTable(Function<Table, T> prepare) {
    this.prepare = prepare;
  }

  /// What was prepared for a table.
  public T of(Table table) {
    T same = last;
    if (same != null && table == lastTable) {
      return same;
    }
    T found = prepared.get(table);
    if (found == null) {
      if (prepared.size() >= TABLES_MAX) {
        prepared.clear();
      }
      found = prepare.apply(table);
      prepared.put(table, found);
    }
    lastTable = table;
    last = found;
    return found;
  }
}
