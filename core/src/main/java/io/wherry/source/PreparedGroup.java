package io.wherry.source;

import io.wherry.binlog.TableMap;
import io.wherry.change.Transaction;
import io.wherry.schema.LogPlace;
import io.wherry.schema.TableName;
import java.util.LinkedHashSet;
import java.util.Set;

/// What is noted of an XA transaction's rows while they come by, before it is known whether they
/// count.
///
/// ```text
///   MySQL     GTID, QUERY XA START, rows, QUERY XA END, XA_PREPARE
///   MariaDB   GTID (prepares XA),   rows, QUERY XA END, XA_PREPARE
/// ```
final class PreparedGroup {
  private final Set<TableName> tables = new LinkedHashSet<>();
  private boolean undoesRows;
  private boolean anyTable;

  /// A group begins.
  void begin() {
    tables.clear();
    undoesRows = false;
    anyTable = false;
  }

  /// Rows of a table follow.
  void table(TableMap map) {
    if (tables.size() < Branch.TABLES_MAX) {
      tables.add(new TableName(map.schemaName(), map.tableName()));
    } else {
      anyTable = true;
    }
  }

  /// Some of the rows before are undone.
  void undoesRows() {
    undoesRows = true;
  }

  /// The group ends.
  ///
  /// @param name what the transaction is called
  /// @param start where the group's first event starts
  /// @param fileCreated when the file was begun, in seconds since 1970
  Branch end(Xid xid, Transaction name, LogPlace start, long fileCreated) {
    return new Branch(
        xid, Branch.Name.of(name), start, fileCreated, undoesRows, tables, anyTable, "");
  }
}
