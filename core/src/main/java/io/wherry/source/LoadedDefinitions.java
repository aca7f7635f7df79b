package io.wherry.source;

import io.wherry.schema.ColumnRow;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Definitions as the server showed them at one moment, with what the log says about the time
/// around it.
///
/// @param complete whether the account sees every table, so that one that is missing is not there
/// @param schemas the default collation of each database, by its name
/// @param tables by name; a table that is missing here was not there, or hidden
/// @param readBehind the end of the log before they were read: what is logged in front of it they
///   show for certain. (Behind it they may: a server writes a statement to the log a moment before
///   it shows its effect.)
/// @param scannedTo the end of the log after they were read: up to there every change of a table is
///   in `history`
/// @param history changes of tables between the place where they are to be used and `scannedTo`
record LoadedDefinitions(
    boolean complete,
    Map<String, String> schemas,
    Map<QualifiedName, Shown> tables,
    LogPlace readBehind,
    LogPlace scannedTo,
    TableHistory history) {
  /// What the server shows of a table.
  ///
  /// @param columns at least one, in table order
  /// @param collation the default of columns added later; null where it is not shown
  record Shown(List<ColumnRow> columns, @Nullable String collation) {}
}
