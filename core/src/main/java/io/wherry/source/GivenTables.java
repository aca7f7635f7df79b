package io.wherry.source;

import io.wherry.schema.Catalog;
import io.wherry.schema.CatalogChange;
import io.wherry.schema.LogPlace;
import io.wherry.schema.SqlScript;
import io.wherry.schema.StatementContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the user's definitions into a catalog: the `CREATE TABLE` statements of a file, under the
/// database that they or the last `USE` name. All else in the file is passed over.
final class GivenTables {
  /// In front of a statement that some versions of the server are to pass over.
  private static final String VERSION = "(?is)\\s*(?:/\\*M?!\\d*\\s*)?";

  private static final Pattern USE = Pattern.compile(VERSION + "USE\\s+`?(?<name>[^`;\\s]+)`?.*");
  private static final Pattern TABLE =
      Pattern.compile(
          VERSION + "CREATE\\s+(?:OR\\s+REPLACE\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?");

  private static final Pattern DATABASE =
      Pattern.compile(VERSION + "CREATE\\s+(?:DATABASE|SCHEMA)\\b");

  private final FollowOptions options;
  private final Catalog catalog;
  private final GivenDefinitions given;
  private String schema = "";
  private int tables;

  private GivenTables(FollowOptions options, Catalog catalog, GivenDefinitions given) {
    this.options = options;
    this.catalog = catalog;
    this.given = given;
  }

  /// Takes them into the catalog, in place of what it knows of these tables.
  ///
  /// @throws SourceException naming file and line, when one is not understood or there is none
  static void read(FollowOptions options, Catalog catalog, GivenDefinitions given) {
    var reader = new GivenTables(options, catalog, given);
    SqlScript.read(given.sql()).forEach(reader::statement);
    if (reader.tables == 0) {
      throw new SourceException(
          "--schema="
              + given.file()
              + ": no CREATE TABLE in it: write the file with mysqldump --no-data --databases …",
          null);
    }
  }

  private void statement(SqlScript.Part part) {
    Matcher use = USE.matcher(part.sql());
    Matcher table = TABLE.matcher(part.sql());
    if (use.matches()) {
      schema = use.group("name");
    } else if (table.lookingAt()) {
      table(part, "CREATE TABLE " + part.sql().substring(table.end()));
    } else if (DATABASE.matcher(part.sql()).lookingAt()) {
      apply(part, part.sql());
    }
  }

  private void table(SqlScript.Part part, String create) {
    List<CatalogChange> changes = apply(part, create);
    if (changes.isEmpty()) {
      throw error(part, "names no table that is understood");
    }
    for (CatalogChange change : changes) {
      if (change.schema().isEmpty()) {
        throw error(part, "names no database: put USE in front of it, or write SCHEMA.TABLE");
      }
      if (change.kind() == CatalogChange.Kind.LOST) {
        throw error(part, change.why());
      }
      if (!options.publishes(change.schema(), change.table())) {
        catalog.forget(change.schema(), change.table());
      }
      tables++;
    }
  }

  private List<CatalogChange> apply(SqlScript.Part part, String sql) {
    var place = new LogPlace(given.file() + ".0", part.line());
    return catalog.apply(sql, new StatementContext(schema, 0, 0, "utf8mb4", null, null, place));
  }

  private SourceException error(SqlScript.Part part, String why) {
    return new SourceException(
        "--schema="
            + given.file()
            + ", line "
            + part.line()
            + ": "
            + part.sql().lines().findFirst().orElse("")
            + ": "
            + why,
        null);
  }
}
