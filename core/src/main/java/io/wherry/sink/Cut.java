package io.wherry.sink;

import java.util.Map;

/// What a checkpoint keeps of a sink: up to where all is stored, and what the sink needs to know to
/// go on from there. Source: DELIVERY 5.
///
/// @param records everything up to this record is stored
/// @param valid whether it may be saved; if not, another barrier is to be set
/// @param lines `key=value`, for [Sink] of the next run; none where a sink needs none
public record Cut(long records, boolean valid, Map<String, String> lines) {
  /// Copies the map.
  public Cut {
    lines = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(lines));
  }
}
