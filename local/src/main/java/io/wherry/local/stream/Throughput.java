package io.wherry.local.stream;

/// What one shard may take and give per second.
///
/// Source: Kinesis Data Streams developer guide, "Quotas and limits".
final class Throughput {
  private static final long RECORDS_IN = 1_000;
  private static final long BYTES_IN = 1 << 20;
  private static final long READS_OUT = 5;
  private static final long BYTES_OUT = 2 << 20;

  private final TokenBucket recordsIn = new TokenBucket(RECORDS_IN);
  private final TokenBucket bytesIn = new TokenBucket(BYTES_IN);
  private final TokenBucket readsOut = new TokenBucket(READS_OUT);
  private final TokenBucket bytesOut = new TokenBucket(BYTES_OUT);

  /// Whether the shard takes one more record. The caller holds the log.
  boolean takes(int bytes, long now) {
    if (!recordsIn.has(1, now) || !bytesIn.has(bytes, now)) {
      return false;
    }
    recordsIn.take(1);
    bytesIn.take(bytes);
    return true;
  }

  /// Whether the shard answers one more GetRecords.
  synchronized boolean answers(long now) {
    if (!readsOut.has(1, now) || !bytesOut.hasAny(now)) {
      return false;
    }
    readsOut.take(1);
    return true;
  }

  /// Notes what an answer held.
  synchronized void gave(long bytes) {
    bytesOut.take(bytes);
  }
}
