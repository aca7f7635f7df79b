package io.wherry.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.wherry.Seeds;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Operation;
import io.wherry.change.Row;
import io.wherry.change.Table;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Damaged logs of real servers. Whatever the bytes are, reading ends in rows or in one line, never
/// in another exception, an endless loop, or memory that the input does not justify.
class DamagedLogTest {
  private static final int TRIES = 3_000;

  /// Far above what any of these logs needs, far below what a believed length would ask for.
  private static final long ALLOCATION_MAX = 16L << 20;

  /// Checksums would catch most damage before a decoder sees it, so they are made right again: what
  /// is tested is what a server's own error, or a file without checksums, would bring.
  @Test
  @Timeout(120)
  void damageEndsInRowsOrInOneLine() {
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    GoldenLog.NAMES.forEach(name -> readAll(GoldenLog.events(name)));
    Seeds.forAll(
        TRIES,
        random -> {
          String name = GoldenLog.NAMES.get(random.nextInt(GoldenLog.NAMES.size()));
          List<byte[]> events = GoldenLog.events(name).stream().map(byte[]::clone).toList();
          List<byte[]> damaged = damage(random, events);
          long before = memory.getCurrentThreadAllocatedBytes();
          readAll(damaged);
          assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOCATION_MAX);
        });
  }

  private static List<byte[]> damage(RandomGenerator random, List<byte[]> events) {
    int target = random.nextInt(events.size());
    byte[] event = Damage.of(random, events.get(target));
    if (event.length >= EventHeader.BYTES + 4 && random.nextInt(10) > 0) {
      Damage.seal(event);
    }
    List<byte[]> damaged = new ArrayList<>(events);
    damaged.set(target, event);
    return damaged;
  }

  private static void readAll(List<byte[]> events) {
    var reader = GoldenLog.reader();
    Map<Long, RowFormat> formats = new HashMap<>();
    try {
      for (byte[] event : events) {
        read(reader, ByteSlice.of(event), formats);
      }
    } catch (BinlogException e) {
      assertThat(e.getMessage()).matches("\\P{Cntrl}+:~?\\d+ \\P{Cntrl}+: \\P{Cntrl}+");
    }
  }

  private static void read(EventReader reader, ByteSlice event, Map<Long, RowFormat> formats) {
    switch (reader.read(event)) {
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
      case ROTATE, FORMAT_DESCRIPTION, XID, HEARTBEAT, PASSED -> {}
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
