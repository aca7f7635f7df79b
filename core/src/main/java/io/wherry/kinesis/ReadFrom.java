package io.wherry.kinesis;

import java.time.Instant;

/// Where in a shard reading begins: the five types of a shard iterator.
///
/// Source: Kinesis Data Streams API reference, "GetShardIterator".
public sealed interface ReadFrom {
  /// The oldest record that the stream still has: TRIM_HORIZON.
  record Oldest() implements ReadFrom {}

  /// What comes after this moment: LATEST.
  record Latest() implements ReadFrom {}

  /// The first record that arrived at this time or later: AT_TIMESTAMP.
  record Time(Instant instant) implements ReadFrom {}

  /// A record by its sequence number: AT_SEQUENCE_NUMBER.
  record At(String sequenceNumber) implements ReadFrom {}

  /// What comes after a record: AFTER_SEQUENCE_NUMBER.
  record After(String sequenceNumber) implements ReadFrom {}
}
