package io.wherry.consumer;

import io.wherry.kinesis.ReadFrom;

/// Which part of a stream to read.
///
/// @param from the oldest record, what comes after now, or a time; a sequence number means nothing
///   to a whole stream
/// @param untilLatest whether to end behind what was in the stream when reading began; else reading
///   goes on
public record ReadRange(ReadFrom from, boolean untilLatest) {
  /// @throws IllegalArgumentException when reading would begin at a sequence number
  public ReadRange {
    if (from instanceof ReadFrom.At || from instanceof ReadFrom.After) {
      throw new IllegalArgumentException("a sequence number belongs to one shard: " + from);
    }
  }

  /// Where a shard begins that took over from others which were read to their end.
  ReadFrom ofChildren() {
    return from instanceof ReadFrom.Latest ? new ReadFrom.Oldest() : from;
  }
}
