package io.wherry.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What all threads allocate for each row, once the compiler has done its part. Carriers of virtual
/// threads count; so does everything else in the process.
final class Gauge {
  /// Rows after which it begins to count.
  static final long WARM_UP = 300_000;

  /// Rows between two looks.
  static final long LOOK_EVERY = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long rows;
  private long fromRow;
  private long fromBytes;
  private long toRow;
  private long toBytes;

  /// Begins anew; what the process has seen before is its warm-up, too.
  void begin() {
    fromRow = 0;
    toRow = 0;
  }

  /// Counts a row, and looks now and then.
  void row() {
    rows++;
    if (rows % LOOK_EVERY == 0 && rows >= WARM_UP) {
      toRow = rows;
      toBytes = threads.getTotalThreadAllocatedBytes();
      if (fromRow == 0) {
        fromRow = toRow;
        fromBytes = toBytes;
      }
    }
  }

  /// Bytes a row between the first look and the last; NaN when there was only one.
  double bytesPerRow() {
    return toRow > fromRow ? (double) (toBytes - fromBytes) / (toRow - fromRow) : Double.NaN;
  }
}
