package io.wherry.schema;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// What the tables of one server look like at one position of its log.
///
/// It is told of databases and tables as `information_schema` shows them ([#addSchema],
/// [#addTable]), and moved on by every statement of the log ([#apply]). A statement that it cannot
/// follow makes the one table unknown from there on; it never guesses, and takes any text.
///
/// ```text
///   catalog.addSchema("shop", "utf8mb4_0900_ai_ci");
///   catalog.addTable(rows, "utf8mb4_0900_ai_ci");
///   for each QUERY event that is not BEGIN or COMMIT: catalog.apply(sql, context)
///   for each TABLE_MAP: switch (catalog.table(schema, name)) …
/// ```
///
/// One thread at a time.
public final class Catalog {
  /// The most tables kept; those beyond it are [CatalogEntry.Unknown].
  public static final int TABLES_MAX = 200_000;

  /// The most UTF-8 bytes of one of the [#documents].
  public static final int DOCUMENT_BYTES_MAX = 60_000;

  private final ServerTraits server;
  private final BiPredicate<String, String> loaded;
  private final TableStore store;
  private final TemporaryTables temporary = new TemporaryTables();

  /// @param loaded of which tables (schema, name) all were told or will be before the first
  ///   statement: one of these that the catalog does not have is not there. Of others it is not
  ///   known, and `CREATE TABLE IF NOT EXISTS` leaves them unknown.
  public Catalog(ServerTraits server, BiPredicate<String, String> loaded) {
    this.server = server;
    this.loaded = loaded;
    this.store = new TableStore(server);
  }

  /// Reads back what [#documents] gave.
  ///
  /// @param documents all of them, in any order
  /// @throws CatalogException when they are not what one call of [#documents] gave
  public static Catalog read(
      ServerTraits server, BiPredicate<String, String> loaded, Collection<String> documents) {
    var catalog = new Catalog(server, loaded);
    catalog.store.read(documents);
    return catalog;
  }

  /// Tells of a database.
  ///
  /// @param collation `DEFAULT_COLLATION_NAME` of `information_schema.SCHEMATA`, or a charset's
  ///   name; null when it is not known
  public void addSchema(String schema, @Nullable String collation) {
    store.putSchema(schema, collation);
  }

  /// Tells of a table. What was known of it is replaced.
  ///
  /// @param columns at least one, all of the same table, in table order
  /// @param collation `TABLE_COLLATION` of `information_schema.TABLES`, the default of columns
  ///   added later; null when it is not known
  /// @return whether it is [CatalogEntry.Known]
  public boolean addTable(List<ColumnRow> columns, @Nullable String collation) {
    ColumnRow first = columns.getFirst();
    String text = TableText.write(TableDraft.of(columns, collation, server.mariadb()));
    if (store.size() >= TABLES_MAX && store.get(first.schema(), first.table()) == null) {
      return false;
    }
    store.put(KeptTable.known(first.schema(), first.table(), text));
    return TableDefinition.of(columns) instanceof TableDefinition.Known;
  }

  /// Takes a table out, as if the catalog had never been told of it.
  public void forget(String schema, String table) {
    store.remove(schema, table);
  }

  /// Makes a table unknown, for a reason that lies outside the catalog.
  public void lose(String schema, String table, TableHistory.Change change, String why) {
    store.put(KeptTable.unknown(schema, table, new CatalogEntry.Unknown(change, why)));
  }

  /// Takes note that the server that wrote the log was started anew: temporary tables are gone.
  public void forgetTemporaryTables() {
    temporary.clear();
  }

  /// Moves on by one statement. Takes any text, in time linear in its length (and in the number of
  /// tables for a statement that may mean any of them), and never throws.
  ///
  /// @param sql the statement as logged
  /// @return what it did to tables, in order; empty for what does not concern their columns
  public List<CatalogChange> apply(String sql, StatementContext context) {
    return new DefinitionStatement(sql, context, server, loaded, store, temporary).run();
  }

  /// What is known of a table here.
  ///
  /// @param schema as a TABLE_MAP writes it
  /// @param table as a TABLE_MAP writes it
  public CatalogEntry table(String schema, String table) {
    KeptTable kept = store.get(schema, table);
    return kept == null ? new CatalogEntry.Absent() : kept.entry(server);
  }

  /// Calls for each table that is not [CatalogEntry.Absent] with its database and name.
  public void eachTable(BiConsumer<String, String> name) {
    store.all().forEach(kept -> name.accept(kept.schema, kept.table));
  }

  /// The whole catalog as texts of at most [#DOCUMENT_BYTES_MAX] bytes each, by names made of their
  /// content (32 hexadecimal digits). A change of one table changes one document, as a rule; the
  /// others keep their names.
  public Map<String, String> documents() {
    return store.documents();
  }
}
