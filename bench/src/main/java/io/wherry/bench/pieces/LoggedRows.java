package io.wherry.bench.pieces;

import io.wherry.binlog.EventReader;
import io.wherry.binlog.EventType;
import io.wherry.binlog.RowChange;
import io.wherry.binlog.RowFormat;
import io.wherry.binlog.RowsEvent;
import io.wherry.bytes.ByteSlice;
import io.wherry.change.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rows of one table, as a log file holds them, read as often as one likes.
public final class LoggedRows {
  /// Rows of such a table.
  public static final int COUNT = 1_000;

  /// The system property that names the folder of the log files.
  public static final String FOLDER = "wherry.pieces";

  /// The table of ten columns that the other benchmarks have, too.
  public static final String ORDERS = "orders";

  /// No rows at all.
  static final LoggedRows NONE = new LoggedRows();

  private static final int MAGIC_BYTES = 4;
  private static final int SIZE_AT = 9;
  private static final long COMMITTED = 1_700_000_000_000L;

  private final EventReader reader = new EventReader(false);
  private final Transaction transaction = new Transaction();
  private final List<ByteSlice> events = new ArrayList<>();
  private @Nullable RowFormat format;

  private LoggedRows() {
    transaction.begin("3e11fa47-71ca-11e1-9e33-c80aa9429562", "binlog.000001", 4, COMMITTED);
    transaction.logged(true, 1);
    transaction.idWriter().utf8("3e11fa47-71ca-11e1-9e33-c80aa9429562:23");
  }

  private LoggedRows(byte[] file) {
    this();
    var bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = MAGIC_BYTES;
    while (at < file.length) {
      int size = bytes.getInt(at + SIZE_AT);
      look(new ByteSlice().wrap(file, at, size));
      at += size;
    }
    int rows = rows();
    if (rows != COUNT) {
      throw new IllegalStateException("the log has " + rows + " rows, not " + COUNT);
    }
  }

  /// Reads the log of a table.
  static LoggedRows of(String table) {
    Path file = Path.of(System.getProperty(FOLDER, "."), table + ".binlog");
    try {
      return new LoggedRows(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /// The head of a statement that has the numbers from 1 to [#COUNT] in `s(n)`.
  static String numbers() {
    return "with recursive s(n) as (select 1 union all select n + 1 from s where n < "
        + COUNT
        + ")";
  }

  /// The statement that fills the table of ten columns, all but its key.
  public static String orders(String columns) {
    return "insert into orders "
        + columns
        + " "
        + numbers()
        + " select n % 9973, 1 + n % 4, n / 100, concat('user', n, '@example.com'), concat('note"
        + " text for order number ', n, ' – ünïcode'), now(3), now(), n % 100, n / 7.0 from s";
  }

  private void look(ByteSlice event) {
    EventType type = reader.read(event);
    if (type == EventType.TABLE_MAP) {
      format = RowFormat.bind(reader.tableMap(), reader.tableMap().toTable());
    } else if (type == EventType.ROWS) {
      events.add(event);
    }
  }

  private int rows() {
    int[] rows = {0};
    forEach(_ -> rows[0]++);
    return rows[0];
  }

  /// Reads all of it again, checksums included. The row is valid within the call.
  void forEach(Consumer<RowChange> taker) {
    RowFormat known = format;
    if (known == null) {
      return;
    }
    for (ByteSlice event : events) {
      reader.read(event);
      RowsEvent rows = reader.rows();
      rows.start(known);
      long number = 0;
      while (rows.next()) {
        RowChange change = rows.change();
        change.context(transaction, ++number, COMMITTED);
        taker.accept(change);
      }
    }
  }
}
