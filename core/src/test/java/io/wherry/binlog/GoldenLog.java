package io.wherry.binlog;

import io.wherry.bytes.ByteSlice;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Logs of real servers, kept as text: a line of hexadecimal digits an event.
final class GoldenLog {
  /// Logs of the same statements on a table with a column of every type.
  static final List<String> NAMES =
      List.of("mysql-9.7", "mysql-5.6", "mariadb-10.11", "mariadb-11.8");

  /// Logs of other statements, which servers compressed or told in parts; each file says which.
  static final List<String> COMPRESSED =
      List.of("mysql-9.7-compressed", "mysql-9.7-partial", "mariadb-10.11-compressed");

  /// All of them.
  static final List<String> ALL = Stream.of(NAMES, COMPRESSED).flatMap(List::stream).toList();

  private GoldenLog() {}

  static List<byte[]> events(String name) {
    try (InputStream in = GoldenLog.class.getResourceAsStream(name + ".hex")) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(HexFormat.of()::parseHex)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A reader that stands before the first event of such a log.
  static EventReader reader() {
    var reader = new EventReader(false);
    reader.startAt("binlog.000007", 4);
    return reader;
  }

  /// Reads the log up to the first event of a type, and returns that.
  static ByteSlice firstAfterReading(EventReader reader, String name, EventType type) {
    for (byte[] event : events(name)) {
      ByteSlice slice = ByteSlice.of(event.clone());
      if (reader.read(slice) == type) {
        return slice;
      }
    }
    throw new IllegalArgumentException(name + " has no " + type);
  }

  /// What `SHOW CREATE TABLE` says of the table in these logs.
  ///
  /// @param json whether its last column is there
  static Table definition(boolean json) {
    List<Column> columns = new ArrayList<>();
    add(columns, "id", new ColumnType.Int(8, true));
    add(columns, "ti", new ColumnType.Int(1, false));
    add(columns, "su", new ColumnType.Int(2, true));
    add(columns, "me", new ColumnType.Int(3, false));
    add(columns, "i", new ColumnType.Int(4, true));
    add(columns, "price", new ColumnType.Decimal(10, 2));
    add(columns, "f", new ColumnType.Real(4, ColumnType.Real.SHORTEST));
    add(columns, "d", new ColumnType.Real(8, ColumnType.Real.SHORTEST));
    add(columns, "b", new ColumnType.Bit(10));
    add(columns, "y", new ColumnType.Year());
    add(columns, "da", new ColumnType.Date());
    add(columns, "tm", new ColumnType.Time(2));
    add(columns, "dt", new ColumnType.Datetime(3));
    add(columns, "ts", new ColumnType.Timestamp(6));
    add(columns, "ch", new ColumnType.Text("latin1"));
    add(columns, "vc", new ColumnType.Text("utf8mb4"));
    add(columns, "tx", new ColumnType.Text("ucs2"));
    add(columns, "bi", new ColumnType.Binary(4));
    add(columns, "vb", new ColumnType.Binary(0));
    add(columns, "bl", new ColumnType.Binary(0));
    add(columns, "en", new ColumnType.Enumeration(List.of("new", "paid", "ausverkäuft")));
    add(columns, "se", new ColumnType.LabelSet(List.of("a", "b", "ü")));
    if (json) {
      add(columns, "js", new ColumnType.Json());
    }
    return new Table("shop", "everything", columns, columns.subList(0, 1));
  }

  private static void add(List<Column> columns, String name, ColumnType type) {
    columns.add(new Column(columns.size(), name, type, !name.equals("id")));
  }
}
