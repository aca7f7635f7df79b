package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row change of a log as objects.
record LoggedChange(Table table, Operation operation, @Nullable Row before, @Nullable Row after) {
  /// Gives the definition of a table whose TABLE_MAP names no columns.
  interface Definitions {
    Table of(TableMap map);
  }

  /// Definitions for logs in which every TABLE_MAP carries names.
  static final Definitions NAMED = TableMap::toTable;

  /// All changes of one schema in the files, read as a source would.
  static List<LoggedChange> all(List<Path> files, String schema, Definitions definitions) {
    List<LoggedChange> changes = new ArrayList<>();
    for (Path file : files) {
      var reader = new EventReader(false);
      reader.startAt(file.getFileName().toString(), 4);
      changes.addAll(all(reader, LogFile.events(file), schema, definitions));
    }
    return changes;
  }

  /// All changes of one schema in the events.
  static List<LoggedChange> all(
      EventReader reader, List<ByteSlice> events, String schema, Definitions definitions) {
    List<LoggedChange> changes = new ArrayList<>();
    Map<Long, RowFormat> formats = new HashMap<>();
    for (ByteSlice event : events) {
      EventType type = reader.read(event);
      if (type == EventType.TABLE_MAP) {
        TableMap map = reader.tableMap();
        formats.remove(map.tableId());
        if (map.schemaName().equals(schema)) {
          Table table = map.named() ? map.toTable() : definitions.of(map);
          formats.put(map.tableId(), RowFormat.bind(map, table));
        }
      } else if (type == EventType.ROWS) {
        RowFormat format = formats.get(reader.rows().tableId());
        if (format != null) {
          reader.rows().start(format);
          while (reader.rows().next()) {
            changes.add(of(reader.rows().change()));
          }
        }
      }
    }
    return changes;
  }

  private static LoggedChange of(RowChange change) {
    Operation operation = change.operation();
    return new LoggedChange(
        change.table(),
        operation,
        operation == Operation.INSERT ? null : Row.of(change::before),
        operation == Operation.DELETE ? null : Row.of(change::after));
  }
}
