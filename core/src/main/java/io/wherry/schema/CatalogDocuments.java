package io.wherry.schema;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Shares a catalog's tables out to documents, so that a change of one table changes one document.
///
/// A table stays in its part as long as it is there. A part is one document, or several where one
/// table is bigger than a document may be.
final class CatalogDocuments {
  /// A part takes more tables up to this many UTF-8 bytes.
  private static final int PART_BYTES = 48_000;

  /// A part of fewer bytes than this gives its tables to another.
  private static final int PART_BYTES_LEAST = 8_000;

  private static final class Part {
    final Set<KeptTable> tables = new LinkedHashSet<>();
    int bytes;
    @Nullable Map<String, String> documents;
  }

  private final Set<Part> parts = new LinkedHashSet<>();
  private final Map<KeptTable, Part> homes = new HashMap<>();
  private @Nullable Part open;
  private @Nullable Map<String, String> schemas;
  private @Nullable Map<String, String> all;

  /// A table comes, goes, or is another one.
  void replace(@Nullable KeptTable before, @Nullable KeptTable now) {
    all = null;
    Part home = before == null ? null : homes.remove(before);
    if (home != null && before != null) {
      home.tables.remove(before);
      home.bytes -= before.bytes;
      home.documents = null;
    }
    if (now != null) {
      add(now, home == null || home.bytes + now.bytes > PART_BYTES ? roomFor(now) : home);
    }
    if (home != null && home != open && home.bytes < PART_BYTES_LEAST) {
      parts.remove(home);
      for (KeptTable table : List.copyOf(home.tables)) {
        add(table, roomFor(table));
      }
    }
  }

  private Part roomFor(KeptTable table) {
    if (open == null || (open.bytes > 0 && open.bytes + table.bytes > PART_BYTES)) {
      open = new Part();
    }
    return open;
  }

  private void add(KeptTable table, Part part) {
    parts.add(part);
    part.tables.add(table);
    part.bytes += table.bytes;
    part.documents = null;
    homes.put(table, part);
  }

  /// A part as it was read back.
  void addPart(Collection<KeptTable> tables) {
    var part = new Part();
    tables.forEach(table -> add(table, part));
    if (part.bytes < PART_BYTES && !tables.isEmpty()) {
      open = part;
    }
  }

  void schemasChanged() {
    schemas = null;
    all = null;
  }

  /// All documents by name.
  Map<String, String> all(Map<String, String> collations) {
    if (all != null) {
      return all;
    }
    var documents = new HashMap<String, String>();
    if (schemas == null) {
      schemas = DocumentPieces.of(schemaText(collations));
    }
    documents.putAll(schemas);
    for (Part part : parts) {
      if (part.documents == null) {
        var text = new StringBuilder();
        part.tables.forEach(table -> table.append(text));
        part.documents = DocumentPieces.of(text.toString());
      }
      documents.putAll(part.documents);
    }
    all = Map.copyOf(documents);
    return all;
  }

  private static String schemaText(Map<String, String> collations) {
    var text = new StringBuilder();
    collations.forEach((schema, collation) -> {
      text.append("D\t");
      TextFields.append(text, schema);
      text.append('\t');
      TextFields.append(text, collation);
      text.append('\n');
    });
    return text.toString();
  }
}
