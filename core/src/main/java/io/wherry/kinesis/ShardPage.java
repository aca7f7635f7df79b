package io.wherry.kinesis;

import java.util.List;

/// What one GetRecords call found: some records, none, or that the shard is at its end.
///
/// @param records in the order of the shard; may be none although more follow
/// @param millisBehindLatest how far behind the present the end of this page is, in milliseconds; 0
///   when nothing follows
/// @param atEnd whether the shard is closed and this page its last
/// @param children after the last page, the shards that took over, with all their parents
public record ShardPage(
    List<StoredRecord> records, long millisBehindLatest, boolean atEnd, List<Shard> children) {
  /// Copies the lists.
  public ShardPage {
    records = List.copyOf(records);
    children = List.copyOf(children);
  }

  /// Bytes of data and keys, for bounds.
  public long bytes() {
    long bytes = 0;
    for (StoredRecord record : records) {
      bytes += record.data().length() + (long) record.partitionKey().length();
    }
    return bytes;
  }
}
