package io.wherry.local.log;

/// Hears the records of a log, in order. The array is the log's own: read it during the call only.
@FunctionalInterface
public interface RecordVisitor {
  /// One record.
  ///
  /// @param number its place in the log
  /// @param arrival milliseconds since the epoch
  /// @param bytes holds the partition key in UTF-8 and then, at once, the data
  /// @param at where the key begins
  void record(long number, long arrival, byte[] bytes, int at, int keyLength, int dataLength);
}
