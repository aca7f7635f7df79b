package io.wherry.source;

import io.wherry.mysql.Family;
import io.wherry.mysql.ServerFacts;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableDefinition;
import io.wherry.schema.TableHistory;

/// The lines that say why a row cannot be published under the right names, and what to do.
final class RefusedTables {
  private final ServerFacts facts;

  RefusedTables(ServerFacts facts) {
    this.facts = facts;
  }

  /// The definition that was in use was changed in front of the row.
  SourceException changed(QualifiedName name, LogPlace row, TableHistory.Change change) {
    return line(
        row,
        name,
        "its columns are not known any more since "
            + change
            + "; "
            + (logsNames()
                ? "run " + names() + " and restart"
                : "restart from behind that, at " + row)
            + ": the definition is then read anew");
  }

  /// Behind the row stands a change, and only what the table looks like since then is known.
  SourceException before(QualifiedName name, LogPlace row, TableHistory.Change later) {
    return line(
        row,
        name,
        "its columns are not known in front of "
            + later
            + "; "
            + (logsNames() ? "run " + names() + " for the rows to come, and " : "")
            + "restart from behind that (rows in front of it are then not published)");
  }

  /// `information_schema` does not show the table.
  SourceException absent(QualifiedName name, LogPlace row) {
    return line(
        row,
        name,
        "the server does not show this table: either it was dropped since (leave it out:"
            + " --tables.exclude="
            + name
            + "), or the account may not see it (GRANT SELECT ON *.* TO …;)"
            + (logsNames() ? "; with " + names() + " neither matters for rows to come" : ""));
  }

  SourceException unsupported(
      QualifiedName name, LogPlace row, TableDefinition.Unsupported column) {
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
            + "; "
            + (logsNames()
                ? "run " + names() + " and restart from behind the last change of the table"
                : "restart from behind the last change of the table"));
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
