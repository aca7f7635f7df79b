package io.wherry.bench.pieces;

import io.wherry.bytes.ByteSlice;
import io.wherry.bytes.ByteWriter;
import io.wherry.bytes.Hash64;
import io.wherry.bytes.Md5Batch;
import io.wherry.format.Encoder;
import io.wherry.format.FormatOptions;
import io.wherry.format.debezium.DebeziumEncoder;
import io.wherry.format.debezium.DebeziumOptions;
import io.wherry.format.maxwell.MaxwellEncoder;
import io.wherry.format.maxwell.MaxwellOptions;
import io.wherry.format.seed.SeedEncoder;
import io.wherry.format.wherry.WherryEncoder;
import io.wherry.kinesis.AggregateEncoder;
import io.wherry.sink.kinesis.KeyHash;
import io.wherry.transform.KeyRule;
import io.wherry.transform.RecordKey;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Rows of ten columns, as in log B, from the log's bytes on to the record; then what happens to
/// records.
@State(Scope.Thread)
public class RowPieces {
  private static final int AGGREGATE_BYTES = 128 << 10;
  private static final int SMALL = 8;

  private final Sum sum = new Sum();
  private final ByteWriter out = new ByteWriter();
  private final Encoder wherry = new WherryEncoder(FormatOptions.DEFAULT);
  private final Encoder seed = new SeedEncoder(FormatOptions.DEFAULT);
  private final Encoder maxwell = new MaxwellEncoder(MaxwellOptions.DEFAULT);
  private final Encoder debezium =
      new DebeziumEncoder(DebeziumOptions.DEFAULT, System::currentTimeMillis);
  private final RecordKey keys = new RecordKey(new KeyRule.ByRow());
  private final KeyHash hash = new KeyHash();
  private final Md5Batch digests = new Md5Batch();
  private final ByteSlice key = new ByteSlice();
  private LoggedRows rows = LoggedRows.NONE;
  private ByteBuffer record = ByteBuffer.allocate(0);
  private long taken;

  /// Reads the log.
  @Setup
  public void read() {
    rows = LoggedRows.of(LoggedRows.ORDERS);
    rows.forEach(change -> {
      out.clear();
      wherry.begin(change, out);
      wherry.end(false, out);
    });
    record = ByteBuffer.wrap(out.copy());
    key.wrap("bench.orders_copy/4711".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, 22);
  }

  /// To values only.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public long decode() {
    rows.forEach(change -> change.after(sum));
    return sum.sum();
  }

  /// To Wherry's own format.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int encodeWherry() {
    return encode(wherry);
  }

  /// To the format of four members.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int encodeSeed() {
    return encode(seed);
  }

  /// To Maxwell's.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int encodeMaxwell() {
    return encode(maxwell);
  }

  /// To Debezium's.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int encodeDebezium() {
    return encode(debezium);
  }

  private int encode(Encoder encoder) {
    out.clear();
    rows.forEach(change -> {
      encoder.begin(change, out);
      encoder.end(false, out);
    });
    return out.length();
  }

  /// To the partition key and the wait keys.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public long takeKeys() {
    rows.forEach(change -> {
      keys.take(change);
      taken += keys.waitKey();
    });
    return taken;
  }

  /// The hash key of a partition key, as the service makes it.
  @Benchmark
  public long hashKey() {
    return hash.of(key);
  }

  /// The lane of a partition key.
  @Benchmark
  public long lane() {
    return Hash64.of(key, 0);
  }

  /// An aggregate of 128 KiB; the figure is that of one record in it.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int aggregate() {
    return aggregates(AGGREGATE_BYTES / AggregateEncoder.recordBytes(record.capacity()));
  }

  /// Aggregates of eight records, as calls are full of while many rows come.
  @Benchmark
  @OperationsPerInvocation(LoggedRows.COUNT)
  public int smallAggregates() {
    return aggregates(SMALL);
  }

  private int aggregates(int each) {
    int bytes = AggregateEncoder.recordBytes(record.capacity());
    out.clear();
    for (int left = LoggedRows.COUNT; left > 0; left -= each) {
      int count = Math.min(left, each);
      var encoder = new AggregateEncoder(out, "lane-0001", "1".repeat(39), count * bytes);
      for (int i = 0; i < count; i++) {
        encoder.add(record, 0, record.capacity());
      }
      encoder.finish(digests);
    }
    digests.finish(out.array());
    return out.length();
  }
}
