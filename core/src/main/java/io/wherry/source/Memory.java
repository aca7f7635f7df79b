package io.wherry.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a source must be told, besides its position, to go on there: what tables looked like, which
/// prepared transactions are undecided. Source: DELIVERY 5.
///
/// ```text
///   checkpoint:  position.…, source.KEY=VALUE …, source.documents=NAME,NAME,…
///   documents:   NAME → text, durable before the checkpoint names it
/// ```
///
/// @param lines small facts by key, of one line each
/// @param documents larger ones by a name that stands for the content: what a name means never
///   changes. Names are of `a-z`, `0-9`, `.`, `_` and `-`
public record Memory(Map<String, String> lines, Map<String, String> documents) {
  /// Nothing has to be told.
  public static final Memory NONE = new Memory(Map.of(), Map.of());

  /// Keeps its own copies, in order.
  public Memory {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
  }
}
