package io.wherry.local.stream;

import java.time.Duration;
import java.time.InstantSource;

/// What holds for all streams.
///
/// @param throttling whether shards keep to the service's limits
/// @param retention how long records are kept
/// @param changeTime how long a stream is CREATING, UPDATING or DELETING
public record Settings(
    boolean throttling, Duration retention, Duration changeTime, InstantSource clock) {
  long now() {
    return clock.millis();
  }
}
