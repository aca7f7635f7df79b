package io.wherry.sink;

import io.wherry.kinesis.ReadFrom;
import java.util.Map;

/// What a barrier of the delivery machine cut.
///
/// @param events the last event before it
/// @param offeredBytes bytes of all events up to there
/// @param valid whether the marks hold; if not, another barrier is to be opened
/// @param marks by shard: behind this lies what is beyond the barrier, and all of it
public record ShardCut(long events, long offeredBytes, boolean valid, Map<String, ReadFrom> marks) {
  /// Copies the map.
  public ShardCut {
    marks = Map.copyOf(marks);
  }
}
