package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a log to its end, whatever its bytes are: all views, all rows, all values.
final class AnyLog {
  private final EventReader reader;
  private final Map<Long, RowFormat> formats = new HashMap<>();

  private AnyLog(EventReader reader) {
    this.reader = reader;
  }

  /// Reads events up to the last one, or to the one line that says why it ended before: where, what
  /// event, which rule.
  static void read(List<byte[]> events) {
    try (EventReader reader = GoldenLog.reader()) {
      var log = new AnyLog(reader);
      for (byte[] event : events) {
        log.event(ByteSlice.of(event));
      }
    } catch (BinlogException e) {
      assertThat(e.getMessage()).matches("\\P{Cntrl}+:~?\\d+ \\P{Cntrl}+: \\P{Cntrl}+");
    }
  }

  private void event(ByteSlice event) {
    EventType type = reader.read(event);
    if (type == EventType.TRANSACTION_PAYLOAD) {
      @Nullable EventType inner = reader.readInside();
      while (inner != null) {
        look(inner);
        inner = reader.readInside();
      }
    } else {
      look(type);
    }
  }

  private void look(EventType type) {
    switch (type) {
      case TABLE_MAP -> {
        TableMap map = reader.tableMap();
        boolean json = map.columnCount() == 23;
        Table table = map.named() ? map.toTable() : GoldenLog.definition(json);
        formats.put(map.tableId(), RowFormat.bind(map, table));
      }
      case ROWS -> {
        RowFormat format = formats.get(reader.rows().tableId());
        if (format != null) {
          reader.rows().start(format);
          while (reader.rows().next()) {
            push(reader.rows().change());
          }
        }
      }
      case GTID -> assertThat(reader.gtid().id()).isNotNull();
      case QUERY -> assertThat(reader.query().sqlText() + reader.query().schema()).isNotNull();
      case ROWS_QUERY -> assertThat(reader.rowsQuery().sqlText()).isNotNull();
      case XA_PREPARE -> assertThat(reader.xaPrepare().name()).isNotNull();
      case ROTATE, FORMAT_DESCRIPTION, XID, TRANSACTION_PAYLOAD, HEARTBEAT, PASSED -> {}
    }
  }

  private static void push(RowChange change) {
    if (change.operation() != Operation.INSERT) {
      assertThat(Row.of(change::before).values()).isNotEmpty();
    }
    if (change.operation() != Operation.DELETE) {
      assertThat(Row.of(change::after).values()).isNotEmpty();
    }
  }
}
