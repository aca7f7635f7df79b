package io.wherry.source;

import io.wherry.binlog.QueryEvent;
import io.wherry.schema.Catalog;
import io.wherry.schema.CatalogChange;
import io.wherry.schema.CatalogEntry;
import io.wherry.schema.ColumnRow;
import io.wherry.schema.LogPlace;
import io.wherry.schema.StatementContext;
import io.wherry.schema.TableHistory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tables as they are at the reader's place in the log, moved on by the statements that it
/// reads.
///
/// Of tables that are not published only those are kept that the log itself creates, the newest
/// [#SHADOWS_MAX] of them: `pt-online-schema-change` and `gh-ost` fill such a table and then give
/// it a published one's name.
final class TrackedTables {
  /// The most tables kept that are not published.
  static final int SHADOWS_MAX = 1_000;

  /// A statement that may change what columns of a database's tables to come are like.
  private static final Pattern DATABASE =
      Pattern.compile("(?i).{0,200}\\b(?:DATABASE|SCHEMA)\\b", Pattern.DOTALL);

  private final FollowOptions options;
  private final Catalog catalog;
  private final SequencedSet<QualifiedName> shadows = new LinkedHashSet<>();
  private @Nullable LogPlace movedTo;
  private long version;

  /// @param movedTo where the last statement stands that the catalog was told of; null for none
  TrackedTables(FollowOptions options, Catalog catalog, @Nullable LogPlace movedTo) {
    this.options = options;
    this.catalog = catalog;
    this.movedTo = movedTo;
    catalog.eachTable((schema, table) -> {
      if (!options.publishes(schema, table)) {
        shadows.add(new QualifiedName(schema, table));
      }
    });
  }

  /// Another server is followed from here on: where statements stand in its log is not comparable.
  void elsewhere() {
    movedTo = null;
    version++;
  }

  CatalogEntry of(QualifiedName name) {
    return catalog.table(name.schema(), name.table());
  }

  Catalog catalog() {
    return catalog;
  }

  /// Where the last statement stands that moved the tables on; null for none.
  @Nullable LogPlace movedTo() {
    return movedTo;
  }

  /// Another number whenever something changed.
  long version() {
    return version;
  }

  /// A table as the server shows it, where that holds.
  void add(List<ColumnRow> columns, @Nullable String collation) {
    version++;
    catalog.addTable(columns, collation);
  }

  /// A database and the collation that tables get which name none.
  void addSchema(String schema, String collation) {
    version++;
    catalog.addSchema(schema, collation);
  }

  /// Takes in definitions from the user.
  ///
  /// @throws SourceException when a statement is not understood
  void give(GivenDefinitions definitions) {
    version++;
    GivenTables.read(options, catalog, definitions);
  }

  /// The log contradicts what is known of a table.
  void doubt(QualifiedName name, LogPlace row, String mismatch) {
    version++;
    var change = new TableHistory.Change("TABLE_MAP event", row);
    catalog.lose(name.schema(), name.table(), change, mismatch);
  }

  /// Moves on by a statement, unless that was done before: some come again, after a restart or a
  /// lost connection.
  void statement(QueryEvent query, LogPlace place) {
    if (movedTo != null && place.compareTo(movedTo) <= 0) {
      return;
    }
    var context =
        new StatementContext(
            query.schema(),
            query.threadId(),
            query.sqlMode(),
            query.connectionCharset(),
            query.serverCharset(),
            query.explicitTimestamps(),
            place);
    String sql = query.sqlText();
    List<CatalogChange> changes = catalog.apply(sql, context);
    changes.forEach(this::shadow);
    if (!changes.isEmpty() || DATABASE.matcher(sql).lookingAt()) {
      version++;
      movedTo = place;
    }
  }

  private void shadow(CatalogChange change) {
    var name = new QualifiedName(change.schema(), change.table());
    if (options.publishes(change.schema(), change.table())) {
      return;
    }
    switch (change.kind()) {
      case CREATED -> {
        if (options.isSystem(change.schema())) {
          catalog.forget(change.schema(), change.table());
        } else {
          shadows.add(name);
        }
      }
      case CHANGED -> {}
      case DROPPED -> shadows.remove(name);
      case LOST -> {
        catalog.forget(change.schema(), change.table());
        shadows.remove(name);
      }
    }
    if (shadows.size() > SHADOWS_MAX) {
      QualifiedName oldest = shadows.removeFirst();
      catalog.forget(oldest.schema(), oldest.table());
    }
  }
}
