package io.wherry.kinesis;

import org.jspecify.annotations.Nullable;

/// How puts travel: one call, one attempt, and what became of each record. What is not said to be
/// stored, or certainly not stored, is unknown.
///
/// Source: Kinesis Data Streams API reference, "PutRecords"; DELIVERY 3.
interface Puts extends AutoCloseable {
  /// As [KinesisApi#put].
  void put(PutEntries entries, PutOutcomes outcomes);

  /// As [KinesisApi#putInOrder].
  void putInOrder(PutEntries entries, @Nullable String after, PutOutcomes outcomes);

  @Override
  void close();
}
