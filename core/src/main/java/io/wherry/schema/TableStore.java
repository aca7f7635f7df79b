package io.wherry.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The databases and tables of a catalog, by name.
final class TableStore {
  private record Key(String schema, String table) {}

  private final ServerTraits server;
  private final Map<Key, KeptTable> tables = new HashMap<>();

  /// Default collations of databases, empty for one that is not known.
  private final TreeMap<String, String> schemas = new TreeMap<>();

  private final CatalogDocuments documents = new CatalogDocuments();

  TableStore(ServerTraits server) {
    this.server = server;
  }

  private Key key(String schema, String table) {
    return server.foldsNames()
        ? new Key(TableName.fold(schema), TableName.fold(table))
        : new Key(schema, table);
  }

  @Nullable KeptTable get(String schema, String table) {
    return tables.get(key(schema, table));
  }

  void put(KeptTable table) {
    KeptTable before = tables.put(key(table.schema, table.table), table);
    documents.replace(before, table);
  }

  @Nullable KeptTable remove(String schema, String table) {
    KeptTable before = tables.remove(key(schema, table));
    if (before != null) {
      documents.replace(before, null);
    }
    return before;
  }

  int size() {
    return tables.size();
  }

  Collection<KeptTable> all() {
    return tables.values();
  }

  /// Tables of one database.
  List<KeptTable> of(String schema) {
    String folded = server.foldsNames() ? TableName.fold(schema) : schema;
    var found = new ArrayList<KeptTable>();
    tables.forEach((key, table) -> {
      if (key.schema.equals(folded)) {
        found.add(table);
      }
    });
    return found;
  }

  boolean hasSchema(String schema) {
    return schemas.containsKey(key(schema, "").schema);
  }

  /// The default collation of a database; null when it is not known.
  @Nullable String schemaCollation(String schema) {
    String collation = schemas.get(key(schema, "").schema);
    return collation == null || collation.isEmpty() ? null : collation;
  }

  void putSchema(String schema, @Nullable String collation) {
    schemas.put(key(schema, "").schema, collation == null ? "" : collation);
    documents.schemasChanged();
  }

  void removeSchema(String schema) {
    schemas.remove(key(schema, "").schema);
    documents.schemasChanged();
  }

  Map<String, String> documents() {
    return documents.all(schemas);
  }

  /// Takes in documents that [#documents] gave.
  ///
  /// @throws CatalogException when they are not that
  void read(Collection<String> texts) {
    for (String part : DocumentPieces.joined(texts)) {
      var read = new ArrayList<KeptTable>();
      var fields = new TextFields(part);
      while (fields.more()) {
        String kind = fields.next();
        switch (kind) {
          case "D" -> schemas.put(fields.next(), fields.next());
          case "T" -> {
            String schema = fields.next();
            String table = fields.next();
            int lines = TextFields.number(fields.next());
            read.add(KeptTable.known(schema, table, fields.lines(lines)));
          }
          case "U" ->
              read.add(
                  KeptTable.unknown(
                      fields.next(),
                      fields.next(),
                      new CatalogEntry.Unknown(
                          new TableHistory.Change(
                              fields.next(),
                              new LogPlace(fields.next(), TextFields.bigNumber(fields.next()))),
                          fields.next())));
          default -> throw new CatalogException("a line of a catalog begins with \"" + kind + "\"");
        }
      }
      for (KeptTable table : read) {
        tables.put(key(table.schema, table.table), table);
      }
      documents.addPart(read);
    }
  }
}
