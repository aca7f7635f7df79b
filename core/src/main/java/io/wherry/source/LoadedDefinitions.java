package io.wherry.source;

import io.wherry.schema.LogPlace;
import io.wherry.schema.TableDefinition;
import io.wherry.schema.TableHistory;
import java.util.Map;

/// Definitions as the server showed them at one moment, with what the log says about the time
/// around it.
///
/// @param tables by name; a table that is missing here was not there, or hidden
/// @param readBehind the end of the log before they were read: what is logged in front of it they
///   show for certain. (Behind it they may: a server writes a statement to the log a moment before
///   it shows its effect.)
/// @param scannedTo the end of the log after they were read: up to there every change of a table is
///   in `history`
/// @param history changes of tables between the place where they are to be used and `scannedTo`
record LoadedDefinitions(
    Map<QualifiedName, TableDefinition> tables,
    LogPlace readBehind,
    LogPlace scannedTo,
    TableHistory history) {}
