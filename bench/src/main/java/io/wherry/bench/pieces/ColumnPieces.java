package io.wherry.bench.pieces;

import io.wherry.bytes.ByteWriter;
import io.wherry.format.FormatOptions;
import io.wherry.format.wherry.WherryEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Rows of one column, from the log's bytes on: its event's checksum and the row itself count, too.
@State(Scope.Thread)
public class ColumnPieces {
  /// The column's type.
  @Param public LoggedType type = LoggedType.TINYINT;

  private final Sum sum = new Sum();
  private final ByteWriter out = new ByteWriter();
  private final WherryEncoder encoder = new WherryEncoder(FormatOptions.DEFAULT);
  private LoggedRows rows = LoggedRows.NONE;

  /// Reads the log.
  @Setup
  public void read() {
    rows = LoggedRows.of(type.table());
  }

  /// Bytes to values.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public long decode() {
    rows.forEach(change -> change.after(sum));
    return sum.sum();
  }

  /// Bytes to the record of Wherry's own format.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int encode() {
    out.clear();
    rows.forEach(change -> {
      encoder.begin(change, out);
      encoder.end(false, out);
    });
    return out.length();
  }
}
