package io.wherry.consumer;

import io.wherry.kinesis.KinesisLimits;
import io.wherry.kinesis.ShardPage;
import java.util.concurrent.Semaphore;

/// The bound of what a reader holds, whatever the number of shards: a call is made only when the
/// largest possible answer has room, and the room it did not need is given back at once.
final class PageMemory {
  /// Bytes of all pages that are being read or wait for the consumer.
  static final int BYTES = 48 << 20;

  /// Bytes a record needs beside its data.
  static final int RECORD_OVERHEAD = 512;

  private static final int UNIT = 1 << 10;

  /// Units of the largest page.
  private static final int PAGE =
      units(KinesisLimits.PAGE_BYTES + (long) KinesisLimits.PAGE_RECORDS * RECORD_OVERHEAD);

  /// Fair, so that every shard gets its turn.
  private final Semaphore room = new Semaphore(BYTES / UNIT, true);

  /// Waits until the largest page has room.
  void reserve() throws InterruptedException {
    room.acquire(PAGE);
  }

  /// Gives back what a page does not need of a reservation.
  ///
  /// @return what it needs, for [#release(int)]; 0 for a page without records
  int keep(ShardPage page) {
    int needed = 0;
    if (!page.records().isEmpty()) {
      long bytes = page.bytes() + (long) page.records().size() * RECORD_OVERHEAD;
      needed = Math.min(PAGE, units(bytes));
    }
    room.release(PAGE - needed);
    return needed;
  }

  /// Gives back what a page needed.
  void release(int needed) {
    room.release(needed);
  }

  private static int units(long bytes) {
    return (int) ((bytes + UNIT - 1) / UNIT);
  }
}
