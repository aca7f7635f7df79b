package io.wherry.schema;

import io.wherry.schema.CatalogEntry.Unknown;
import org.jspecify.annotations.Nullable;

/// A table in a catalog: its text, and what was made of it when somebody asked.
final class KeptTable {
  final String schema;
  final String table;

  /// The definition, or null for a table that is not known.
  final @Nullable String text;

  /// Why it is not known.
  final @Nullable Unknown unknown;

  private @Nullable CatalogEntry entry;

  /// UTF-8 bytes in a document.
  final int bytes;

  private KeptTable(String schema, String table, @Nullable String text, @Nullable Unknown unknown) {
    this.schema = schema;
    this.table = table;
    this.text = text;
    this.unknown = unknown;
    this.entry = unknown;
    var out = new StringBuilder();
    append(out);
    this.bytes = utf8Bytes(out);
  }

  static KeptTable known(String schema, String table, String text) {
    return new KeptTable(schema, table, text, null);
  }

  static KeptTable unknown(String schema, String table, Unknown unknown) {
    return new KeptTable(schema, table, null, unknown);
  }

  /// The same columns with another default for those to come: whoever keeps the table by its
  /// identity need not notice.
  KeptTable withText(String newText) {
    KeptTable kept = known(schema, table, newText);
    kept.entry = entry;
    return kept;
  }

  /// What is known, made when first asked for.
  CatalogEntry entry(ServerTraits server) {
    if (entry == null) {
      String definition = text == null ? "" : text;
      entry =
          switch (TableDefinition.of(TableText.read(definition).rows(schema, table, server))) {
            case TableDefinition.Known known -> new CatalogEntry.Known(known.table());
            case TableDefinition.Unsupported no ->
                new CatalogEntry.Unsupported(no.column(), no.type());
          };
    }
    return entry;
  }

  /// Appends the table as documents have it.
  void append(StringBuilder out) {
    out.append(text == null ? "U\t" : "T\t");
    TextFields.append(out, schema);
    out.append('\t');
    TextFields.append(out, table);
    out.append('\t');
    if (text != null) {
      out.append(1 + text.chars().filter(c -> c == '\n').count()).append('\n').append(text);
    } else if (unknown != null) {
      for (String field : new String[] {unknown.change().verb(), unknown.change().place().file()}) {
        TextFields.append(out, field);
        out.append('\t');
      }
      out.append(unknown.change().place().offset()).append('\t');
      TextFields.append(out, unknown.why());
    }
    out.append('\n');
  }

  static int utf8Bytes(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
