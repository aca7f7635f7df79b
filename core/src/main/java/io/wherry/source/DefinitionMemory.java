package io.wherry.source;

import io.wherry.schema.Catalog;
import io.wherry.schema.CatalogException;
import io.wherry.schema.LogPlace;
import io.wherry.schema.ServerTraits;
import io.wherry.schema.TableHistory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Makes the tables at the start, and what a checkpoint keeps of them.
///
/// ```text
///   schema.moved=binlog.000003:4711   the last statement they were moved on by; missing: none
///   schema.all=9f2c…                  digest of the filter all of whose tables were told; or none
///   schema.given=31ab…                digest of the user's definitions; missing: none were given
///   documents schema-…                the tables themselves
/// ```
///
/// Documents are cut so that a statement changes one of them, as a rule. Source: DELIVERY 5.
final class DefinitionMemory {
  /// The most documents kept: beyond that a checkpoint has no room for their names, and a restart
  /// reads the definitions from the server.
  static final int DOCUMENTS_MAX = 1_000;

  private static final String MOVED = "schema.moved";
  private static final String ALL = "schema.all";
  private static final String GIVEN = "schema.given";
  private static final String DOCUMENT = "schema-";
  private static final String NONE = "none";

  private final FollowOptions options;
  private final ServerTraits traits;
  private String all = NONE;
  private String given = "";
  private Memory last = Memory.NONE;
  private long lastVersion = -1;
  private @Nullable Memory stuckAt;

  DefinitionMemory(FollowOptions options, ServerTraits traits) {
    this.options = options;
    this.traits = traits;
  }

  /// The tables as the checkpoint has them; null without one, or one that knows of none.
  ///
  /// @throws SourceException when they cannot be read
  @Nullable TrackedTables recall() {
    if (!(options.start() instanceof StartPosition.Checkpoint(var position, Memory memory))
        || !memory.lines().containsKey(ALL)) {
      return null;
    }
    all = memory.lines().getOrDefault(ALL, NONE);
    given = memory.lines().getOrDefault(GIVEN, "");
    Map<String, String> documents = new LinkedHashMap<>(memory.documents());
    documents.keySet().removeIf(name -> !name.startsWith(DOCUMENT));
    try {
      BiPredicate<String, String> told =
          all.equals(digest(options.filter())) ? options::publishes : (schema, table) -> false;
      Catalog catalog = Catalog.read(traits, told, documents.values());
      String moved = memory.lines().get(MOVED);
      var tables = new TrackedTables(options, catalog, moved == null ? null : place(moved));
      give(tables);
      return tables;
    } catch (CatalogException | IllegalArgumentException e) {
      throw new SourceException(
          position
              + ": the table definitions kept with the checkpoint cannot be read: "
              + e.getMessage()
              + ": give --restart-from="
              + position.file()
              + ":"
              + position.offset()
              + " to read them from the server",
          e);
    }
  }

  private static LogPlace place(String text) {
    int colon = text.lastIndexOf(':');
    return new LogPlace(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  /// The tables at the start, as the server shows them; where they were changed since, they are not
  /// known.
  ///
  /// @param loaded null where the account may not read them
  /// @throws SourceException when the user's definitions cannot be read
  TrackedTables fresh(@Nullable LoadedDefinitions loaded, LogPlace place) {
    LogPlace start = inFrontOf(place);
    BiPredicate<String, String> told = (schema, table) -> false;
    if (loaded != null && loaded.complete()) {
      TableHistory since = loaded.history();
      told =
          (schema, table) ->
              options.publishes(schema, table)
                  && since.lastBehind(start, new QualifiedName(schema, table).folded()) == null;
      all = since.isEmpty() ? digest(options.filter()) : NONE;
    }
    var tables = new TrackedTables(options, new Catalog(traits, told), null);
    if (loaded != null) {
      loaded
          .schemas()
          .forEach((schema, collation) -> {
            if (!loaded.history().changedDatabase(start, schema)) {
              tables.addSchema(schema, collation);
            }
          });
      loaded
          .tables()
          .forEach((table, shown) -> {
            if (loaded.history().lastBehind(start, table.folded()) == null) {
              tables.add(shown.columns(), shown.collation());
            }
          });
    }
    give(tables);
    return tables;
  }

  /// A statement right at the start is one that lies behind it.
  static LogPlace inFrontOf(LogPlace start) {
    return new LogPlace(start.file(), start.offset() - 1);
  }

  /// Takes in what the user says, once: after a restart statements have moved it on.
  private void give(TrackedTables tables) {
    options
        .given()
        .ifPresent(definitions -> {
          String digest = digest(definitions.sql());
          if (!digest.equals(given)) {
            given = digest;
            tables.give(definitions);
          }
        });
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A statement comes. Where the position stays in front of it, what was true there is kept.
  void beforeStatement(TrackedTables tables, boolean stuck) {
    if (stuck && stuckAt == null) {
      stuckAt = current(tables);
    }
  }

  /// What has to be remembered to go on at the position.
  ///
  /// @param stuck whether the position stays in front of statements that were read
  Memory of(TrackedTables tables, boolean stuck) {
    if (!stuck) {
      stuckAt = null;
    }
    Memory kept = stuckAt;
    return kept == null ? current(tables) : kept;
  }

  private Memory current(TrackedTables tables) {
    if (lastVersion != tables.version()) {
      lastVersion = tables.version();
      last = made(tables);
    }
    return last;
  }

  private Memory made(TrackedTables tables) {
    Map<String, String> documents = new LinkedHashMap<>();
    tables.catalog().documents().forEach((name, text) -> documents.put(DOCUMENT + name, text));
    if (documents.size() > DOCUMENTS_MAX) {
      return Memory.NONE;
    }
    Map<String, String> lines = new LinkedHashMap<>();
    LogPlace moved = tables.movedTo();
    if (moved != null) {
      lines.put(MOVED, moved.toString());
    }
    lines.put(ALL, all);
    if (!given.isEmpty()) {
      lines.put(GIVEN, given);
    }
    return new Memory(lines, documents);
  }
}
