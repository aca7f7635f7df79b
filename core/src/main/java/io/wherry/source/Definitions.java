package io.wherry.source;

import io.wherry.binlog.QueryEvent;
import io.wherry.change.Table;
import io.wherry.mysql.ServerException;
import io.wherry.mysql.ServerFacts;
import io.wherry.schema.CatalogEntry;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableHistory;
import io.wherry.source.LoadedDefinitions.Shown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tables look like where the log does not say it (`binlog_row_metadata` is not FULL).
///
/// ```text
///   at start     the definitions valid there: from the checkpoint, or from information_schema
///   a statement  moves them on
///   a TABLE_MAP  judges; what does not fit, or is not known, is asked of the server
/// ```
///
/// A definition from `information_schema` holds at a place only if no statement that changes the
/// table lies between the place and the end of the log as seen after the definition was read. So
/// the log is scanned up to there. Source: DESIGN 5; `docs/design/014-definitions-are-tracked.md`.
final class Definitions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

  /// A table as the server showed it (null: it did not), and the end of the log just before.
  private record Seen(@Nullable Shown shown, LogPlace readBehind) {}

  private final BiFunction<@Nullable QualifiedName, LogPlace, Callable<LoadedDefinitions>> loads;
  private final DefinitionMemory memory;
  private final Background<LoadedDefinitions> background;
  private final RefusedTables refused;
  private final Map<QualifiedName, Seen> seen = new HashMap<>();
  private final Set<QualifiedName> judged = new HashSet<>();
  private TableHistory history = new TableHistory();
  private @Nullable TrackedTables tables;
  private @Nullable LogPlace start;
  private boolean stale;
  private @Nullable LogPlace allReadBehind;
  private @Nullable LogPlace scannedTo;
  private @Nullable QualifiedName loading;

  /// @param loads makes the work that reads one table, or all for null, and scans from a place
  Definitions(
      BiFunction<@Nullable QualifiedName, LogPlace, Callable<LoadedDefinitions>> loads,
      DefinitionMemory memory,
      Runnable bell,
      ServerFacts facts) {
    this.loads = loads;
    this.memory = memory;
    this.background = new Background<>("table definitions", bell, unwanted -> {});
    this.refused = new RefusedTables(facts);
  }

  /// Following starts here.
  ///
  /// @throws SourceException when what was remembered, or given by the user, cannot be read
  void begin(LogPlace place) {
    tables = memory.recall();
    start = place;
    if (tables == null) {
      background.start(loads.apply(null, place));
    }
  }

  /// Whether the definitions at the start are known, as far as they can be: before that no
  /// statement may pass.
  boolean ready() {
    return tables() != null;
  }

  private @Nullable TrackedTables tables() {
    if (tables == null && start != null) {
      try {
        LoadedDefinitions loaded = background.take();
        if (loaded != null) {
          tables = stale ? memory.fresh(null, start) : absorbAll(loaded, start);
          stale = false;
        }
      } catch (ServerException e) {
        // Where the log names its columns nobody may ever ask; whoever does tries again.
        LOG.debug("reading table definitions at start: {}", e.getMessage());
        tables = memory.fresh(null, start);
      }
    }
    return tables;
  }

  private TrackedTables absorbAll(LoadedDefinitions loaded, LogPlace start) {
    TrackedTables fresh = memory.fresh(loaded, start);
    allReadBehind = loaded.readBehind();
    loaded
        .tables()
        .forEach((table, shown) -> {
          LogPlace before = DefinitionMemory.inFrontOf(start);
          if (loaded.history().lastBehind(before, table.folded()) != null) {
            seen.put(table, new Seen(shown, loaded.readBehind()));
          }
        });
    history.addAll(loaded.history());
    scannedTo = loaded.scannedTo();
    return fresh;
  }

  /// The table as it was at a row.
  ///
  /// @param row where the row's event starts
  /// @param transaction where its transaction starts
  /// @return null while it has to be read: ask again when the bell rings
  /// @throws SourceException when it is not known what the table looked like there
  @Nullable Table at(QualifiedName name, LogPlace row, LogPlace transaction) {
    TrackedTables tracked = tables();
    if (tracked == null) {
      return null;
    }
    return switch (tracked.of(name)) {
      case CatalogEntry.Known(Table table) -> table;
      case CatalogEntry.Unsupported type -> throw refused.unsupported(name, row, type);
      case CatalogEntry.Unknown unknown -> asked(tracked, name, row, transaction, unknown);
      case CatalogEntry.Absent _ -> asked(tracked, name, row, transaction, null);
    };
  }

  /// The table as the server shows it, if that holds for the row.
  private @Nullable Table asked(
      TrackedTables tracked,
      QualifiedName name,
      LogPlace row,
      LogPlace transaction,
      CatalogEntry.@Nullable Unknown unknown) {
    Seen answer = seen(name, row, transaction);
    if (answer == null) {
      return null;
    }
    TableHistory.Change later = history.lastBehind(row, name.folded());
    if (later != null) {
      throw refused.before(name, row, later, unknown);
    }
    if (answer.shown == null) {
      throw refused.absent(name, row, unknown);
    }
    tracked.add(answer.shown.columns(), answer.shown.collation());
    seen.remove(name);
    judged.add(name);
    return switch (tracked.of(name)) {
      case CatalogEntry.Known(Table table) -> table;
      case CatalogEntry.Unsupported type -> throw refused.unsupported(name, row, type);
      case CatalogEntry.Unknown _, CatalogEntry.Absent _ ->
          throw refused.absent(name, row, unknown);
    };
  }

  /// What the server showed of the table after the row was logged; null while that is being read.
  private @Nullable Seen seen(QualifiedName name, LogPlace row, LogPlace transaction) {
    boolean loaded = absorb();
    Seen answer = seen.get(name);
    if (answer == null && allReadBehind != null) {
      answer = new Seen(null, allReadBehind);
    }
    if (answer != null && row.compareTo(answer.readBehind) < 0) {
      return answer;
    }
    if (loaded) {
      throw refused.elsewhere(name, row, answer == null ? row : answer.readBehind);
    }
    if (!background.busy()) {
      LogPlace from =
          scannedTo == null || scannedTo.compareTo(transaction) < 0 ? transaction : scannedTo;
      loading = name;
      background.start(loads.apply(name, from));
    }
    return null;
  }

  /// Takes in what was read meanwhile of one table, if it is there.
  private boolean absorb() {
    LoadedDefinitions loaded = background.take();
    if (loaded == null || loading == null) {
      return false;
    }
    if (stale) {
      stale = false;
      return false;
    }
    seen.put(loading, new Seen(loaded.tables().get(loading), loaded.readBehind()));
    history.addAll(loaded.history());
    scannedTo = loaded.scannedTo();
    return true;
  }

  /// The log does not fit what [#at] gave.
  ///
  /// @return whether it is worth asking anew: it was not the server that said so
  boolean doubt(QualifiedName name, LogPlace row, String mismatch) {
    TrackedTables tracked = tables();
    if (tracked == null || judged.contains(name)) {
      return false;
    }
    tracked.doubt(name, row, mismatch);
    return true;
  }

  /// The line that ends following where the log does not fit and nobody knows better.
  SourceException mismatch(QualifiedName name, LogPlace row, String mismatch) {
    return refused.mismatch(name, row, mismatch);
  }

  /// Moves on by a statement of the log. Call it only when [#ready].
  ///
  /// @param stuck whether the position that a checkpoint would name stays in front of it
  void statement(QueryEvent query, LogPlace place, boolean stuck) {
    TrackedTables tracked = tables();
    if (tracked == null) {
      throw new IllegalStateException("a statement came before the definitions were there");
    }
    memory.beforeStatement(tracked, stuck);
    tracked.statement(query, place);
    judged.clear();
  }

  /// What has to be remembered to go on here.
  Memory memory(boolean stuck) {
    TrackedTables tracked = tables();
    return tracked == null ? Memory.NONE : memory.of(tracked, stuck);
  }

  /// Another server is followed from here on. Tables are what they were, since it has executed the
  /// same statements up to here; but what is known of places in the log means nothing there.
  void elsewhere() {
    if (tables != null) {
      tables.elsewhere();
    }
    stale = background.busy();
    seen.clear();
    judged.clear();
    history = new TableHistory();
    allReadBehind = null;
    scannedTo = null;
  }

  @Override
  public void close() {
    background.close();
  }
}
