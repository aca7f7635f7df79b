package io.wherry.sink;

import org.jspecify.annotations.Nullable;

/// The bounds of a [Delivery].
///
/// @param window what may lie between the acknowledged records and the reader
/// @param requests calls in flight at a time
/// @param recordsPerRequest records in one call
/// @param bytesPerRequest bytes of keys and records in one call; a single larger record goes alone
/// @param bytesInFlight bytes in all calls in flight, at most; passed only by a record that goes
///   alone
/// @param shardRecordsPerSecond what a shard is held to once it has been throttled
/// @param shardBytesPerSecond the same in bytes of keys and records
/// @param aggregation how many events share a record; null for one each
/// @param oneAtATime whether a shard gets its next record only after the last one's outcome is
///   known; then a request should hold one record
public record DeliveryOptions(
    WindowOptions window,
    int requests,
    int recordsPerRequest,
    int bytesPerRequest,
    long bytesInFlight,
    int shardRecordsPerSecond,
    int shardBytesPerSecond,
    @Nullable Aggregation aggregation,
    boolean oneAtATime) {
  /// @throws IllegalArgumentException when a bound is not positive
  public DeliveryOptions {
    if (requests < 1 || recordsPerRequest < 1 || bytesPerRequest < 1 || bytesInFlight < 1) {
      throw new IllegalArgumentException(
          "delivery: %d requests, %d records and %d bytes each, %d bytes in flight; none may be < 1"
              .formatted(requests, recordsPerRequest, bytesPerRequest, bytesInFlight));
    }
    if (shardRecordsPerSecond < 1 || shardBytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "delivery: %d records and %d bytes a second for a shard; none may be < 1"
              .formatted(shardRecordsPerSecond, shardBytesPerSecond));
    }
  }
}
