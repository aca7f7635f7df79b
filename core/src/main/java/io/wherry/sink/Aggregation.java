package io.wherry.sink;

/// That many events share a record, and how large it may be.
///
/// @param bytes a record takes no further event when that would make it larger; a single event may
/// @param frameBytes what a record takes besides its events, its partition key included, at most
public record Aggregation(int bytes, int frameBytes) {
  /// @throws IllegalArgumentException when there is no room for an event
  public Aggregation {
    if (frameBytes < 0 || bytes <= frameBytes) {
      throw new IllegalArgumentException(
          "aggregation: records of %d bytes, %d of them frame".formatted(bytes, frameBytes));
    }
  }
}
