package io.wherry.checkpoint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What lies in a store, seen without taking it.
///
/// @param document the document [CheckpointStore#MAIN]; empty when none was saved
/// @param holder who uses it, in parentheses and behind a space, empty when nobody knows who; null
///   when it is free
public record Seen(Optional<String> document, @Nullable String holder) {}
