package io.wherry.local.stream;

import static io.wherry.local.stream.Shard.NONE;

import io.wherry.local.log.RecordBytes;
import io.wherry.local.log.RecordLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries on their way into their shards: shard by shard, so that each log is held once, and in
/// the order of the call within a shard.
final class Appending {
  private final Routing routing;
  private final PutBatch batch;
  private final Settings settings;
  private final int[] firstOfSlot;
  private final int[] nextOfEntry;

  Appending(Routing routing, PutBatch batch, Settings settings) {
    this.routing = routing;
    this.batch = batch;
    this.settings = settings;
    firstOfSlot = new int[routing.count()];
    nextOfEntry = new int[batch.count()];
  }

  /// Appends.
  ///
  /// @return logs that something was appended to
  List<RecordLog> run() {
    Arrays.fill(firstOfSlot, NONE);
    for (int entry = batch.count() - 1; entry >= 0; entry--) {
      int slot = routing.slot(batch.high(entry), batch.low(entry));
      nextOfEntry[entry] = firstOfSlot[slot];
      firstOfSlot[slot] = entry;
    }
    var logs = new ArrayList<RecordLog>();
    var record = new RecordBytes(batch.bytes());
    for (int slot = 0; slot < firstOfSlot.length; slot++) {
      if (firstOfSlot[slot] != NONE) {
        Shard shard = routing.at(slot);
        append(shard, firstOfSlot[slot], record);
        logs.add(shard.log);
      }
    }
    return logs;
  }

  private void append(Shard shard, int first, RecordBytes record) {
    shard.log.hold();
    try {
      long now = settings.now();
      for (int entry = first; entry != NONE; entry = nextOfEntry[entry]) {
        boolean taken =
            !batch.isFaulty(entry)
                && (!settings.throttling() || shard.throughput.takes(batch.size(entry), now));
        batch.pointAt(entry, record);
        batch.result(entry, shard.index, taken ? shard.log.append(record, now) : NONE);
      }
    } finally {
      shard.log.release();
    }
  }
}
