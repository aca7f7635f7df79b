package io.wherry.source;

import io.wherry.change.Table;
import io.wherry.mysql.ServerFacts;
import io.wherry.schema.LogPlace;
import io.wherry.schema.Statement;
import io.wherry.schema.TableDefinition;
import io.wherry.schema.TableHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What tables look like where the log does not say it (`binlog_row_metadata` is not FULL).
///
/// A definition from `information_schema` holds for a row only if no statement that changes the
/// table lies between the row and the end of the log as seen after the definition was read. So the
/// log is scanned up to there. A definition that was used for one row holds for the next ones until
/// a statement that changes its table comes by. Source: DESIGN 5.
///
/// The first row of all reads the definitions of all tables; a table that was logged behind that
/// moment is read by itself, when its first row comes.
final class Definitions implements AutoCloseable {
  /// A definition in use, and what changed the table since.
  private record Trusted(Table table, TableHistory.@Nullable Change changed) {}

  /// What the server showed of a table (null: nothing), and the end of the log just before.
  private record Shown(@Nullable TableDefinition definition, LogPlace readBehind) {}

  private final BiFunction<@Nullable QualifiedName, LogPlace, Callable<LoadedDefinitions>> loads;
  private final Background<LoadedDefinitions> background;
  private final RefusedTables refused;
  private final Map<QualifiedName, Trusted> trusted = new HashMap<>();
  private final Map<QualifiedName, Shown> shown = new HashMap<>();
  private final TableHistory history = new TableHistory();
  private @Nullable LogPlace allReadBehind;
  private @Nullable LogPlace scannedTo;
  private @Nullable QualifiedName loading;

  /// @param loads makes the work that reads one table, or all for null, and scans from a place
  Definitions(
      BiFunction<@Nullable QualifiedName, LogPlace, Callable<LoadedDefinitions>> loads,
      Runnable bell,
      ServerFacts facts) {
    this.loads = loads;
    this.background = new Background<>("table definitions", bell, unwanted -> {});
    this.refused = new RefusedTables(facts);
  }

  /// The table as it was at a row.
  ///
  /// @param row where the row's event starts
  /// @param transaction where its transaction starts
  /// @return null while it has to be read: ask again when the bell rings
  /// @throws SourceException when it is not known what the table looked like there
  @Nullable Table at(QualifiedName name, LogPlace row, LogPlace transaction) {
    Trusted used = trusted.get(name);
    if (used == null) {
      Shown seen = seen(name, row, transaction);
      if (seen == null) {
        return null;
      }
      used = new Trusted(judged(name, row, seen.definition), null);
      trusted.put(name, used);
    }
    if (used.changed != null) {
      throw refused.changed(name, row, used.changed);
    }
    return used.table;
  }

  /// What the server showed of the table after the row was logged; null while that is being read.
  private @Nullable Shown seen(QualifiedName name, LogPlace row, LogPlace transaction) {
    boolean loaded = absorb();
    Shown seen = shown.get(name);
    if (seen == null && allReadBehind != null) {
      seen = new Shown(null, allReadBehind);
    }
    if (seen != null && row.compareTo(seen.readBehind) < 0) {
      return seen;
    }
    if (loaded) {
      throw refused.elsewhere(name, row, seen == null ? row : seen.readBehind);
    }
    if (!background.busy()) {
      LogPlace from =
          scannedTo == null || scannedTo.compareTo(transaction) < 0 ? transaction : scannedTo;
      loading = allReadBehind == null ? null : name;
      background.start(loads.apply(loading, from));
    }
    return null;
  }

  /// Takes in what was read meanwhile, if it is there.
  private boolean absorb() {
    LoadedDefinitions loaded = background.take();
    if (loaded == null) {
      return false;
    }
    if (loading == null) {
      allReadBehind = loaded.readBehind();
    } else {
      shown.put(loading, new Shown(null, loaded.readBehind()));
    }
    loaded
        .tables()
        .forEach(
            (table, definition) -> shown.put(table, new Shown(definition, loaded.readBehind())));
    history.addAll(loaded.history());
    scannedTo = loaded.scannedTo();
    return true;
  }

  private Table judged(QualifiedName name, LogPlace row, @Nullable TableDefinition definition) {
    TableHistory.Change later = history.lastBehind(row, name.folded());
    if (later != null) {
      throw refused.before(name, row, later);
    }
    return switch (definition) {
      case null -> throw refused.absent(name, row);
      case TableDefinition.Unsupported type -> throw refused.unsupported(name, row, type);
      case TableDefinition.Known(Table table) -> table;
    };
  }

  /// Hears of a statement that was come upon while following.
  void changed(Statement.TableChange statement, LogPlace place) {
    var change = new TableHistory.Change(statement.verb(), place);
    trusted.replaceAll((name, used) ->
        used.changed == null && statement.touches(name.folded())
            ? new Trusted(used.table, change)
            : used);
  }

  @Override
  public void close() {
    background.close();
  }
}
