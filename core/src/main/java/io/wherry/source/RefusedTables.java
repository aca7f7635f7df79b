package io.wherry.source;

import io.wherry.mysql.Family;
import io.wherry.mysql.ServerFacts;
import io.wherry.schema.CatalogEntry;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableHistory;
import org.jspecify.annotations.Nullable;

/// The lines that say why a row cannot be published under the right names, and what to do.
final class RefusedTables {
  private final ServerFacts facts;

  RefusedTables(ServerFacts facts) {
    this.facts = facts;
  }

  /// Behind the row stands a change, and only what the table looks like since then is known.
  ///
  /// @param lost the statement since which the tracked definition is not known, or null
  SourceException before(
      QualifiedName name,
      LogPlace row,
      TableHistory.Change later,
      CatalogEntry.@Nullable Unknown lost) {
    return line(
        row,
        name,
        "its columns are not known "
            + since(lost)
            + "in front of "
            + later
            + "; give them as they were here with --schema=FILE, or "
            + (logsNames() ? "run " + names() + " for the rows to come, and " : "")
            + "restart from behind that (rows in front of it are then not published)");
  }

  private static String since(CatalogEntry.@Nullable Unknown lost) {
    return lost == null ? "" : "since " + lost.change() + " (" + lost.why() + ") and ";
  }

  /// `information_schema` does not show the table.
  ///
  /// @param lost as above
  SourceException absent(QualifiedName name, LogPlace row, CatalogEntry.@Nullable Unknown lost) {
    return line(
        row,
        name,
        (lost == null ? "" : "its columns are not known " + since(lost))
            + "the server does not show this table: either it was dropped since (give it with"
            + " --schema=FILE, or leave it out: --tables.exclude="
            + name
            + "), or the account may not see it (GRANT SELECT ON *.* TO …;)"
            + (logsNames() ? "; with " + names() + " neither matters for rows to come" : ""));
  }

  SourceException unsupported(QualifiedName name, LogPlace row, CatalogEntry.Unsupported column) {
    return line(
        row,
        name,
        "column "
            + column.column()
            + " is of type "
            + column.type()
            + ", which is not supported; leave the table out: --tables.exclude="
            + name);
  }

  /// The TABLE_MAP does not fit the definition.
  SourceException mismatch(QualifiedName name, LogPlace row, String mismatch) {
    return line(
        row,
        name,
        "the server's definition does not fit the log: "
            + mismatch
            + "; give the one that does with --schema=FILE, or "
            + (logsNames() ? "run " + names() + " and " : "")
            + "restart from behind the last change of the table");
  }

  /// The end of the log lies in front of a row that was read from it.
  SourceException elsewhere(QualifiedName name, LogPlace row, LogPlace end) {
    return line(
        row,
        name,
        "asked for the table, a server answered whose log ends at "
            + end
            + ": name one server in source.url, not several behind one address");
  }

  private static SourceException line(LogPlace row, QualifiedName name, String what) {
    return new SourceException(row + " " + name + ": " + what, null);
  }

  private boolean logsNames() {
    return facts.family() == Family.MARIADB ? facts.atLeast(10, 5, 0) : facts.atLeast(8, 0, 1);
  }

  private String names() {
    return ServerCheck.set(facts, "binlog_row_metadata", "FULL");
  }
}
