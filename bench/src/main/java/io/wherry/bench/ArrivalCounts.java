package io.wherry.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts records, and notes when the first and the last call came.
final class ArrivalCounts implements AcknowledgingService.Arrivals {
  private final LongAdder records = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicLong first = new AtomicLong();
  private volatile long last;

  @Override
  public void call(long nanoTime) {
    first.compareAndSet(0, nanoTime);
    last = nanoTime;
  }

  @Override
  public void record(byte[] array, int dataFrom, int dataLength) {
    records.increment();
    bytes.add(dataLength);
  }

  @Override
  public String counts() {
    return records.sum() + " " + bytes.sum() + " " + first.get() + " " + last;
  }

  @Override
  public void reset() {
    records.reset();
    bytes.reset();
    first.set(0);
    last = 0;
  }
}
