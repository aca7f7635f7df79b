package io.wherry.sink;

/// That many events share a record, and how large it may be.
///
/// @param bytes a record takes no further event when that would make it larger; a single event may
/// @param limitedBytes the same in a shard that has been throttled
/// @param frameBytes what a record takes besides its events, its partition key included, at most
public record Aggregation(int bytes, int limitedBytes, int frameBytes) {
  /// @throws IllegalArgumentException when there is no room for an event
  public Aggregation {
    if (frameBytes < 0 || limitedBytes <= frameBytes || bytes < limitedBytes) {
      throw new IllegalArgumentException(
          "aggregation: records of %d bytes, %d where limited, %d of them frame"
              .formatted(bytes, limitedBytes, frameBytes));
    }
  }
}
