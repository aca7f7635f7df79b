package io.wherry.change;

/// Whether a change is published whole or, where an update changes the key, as two halves. Source:
/// DELIVERY, "Words" and 2 (`--key-change=split`).
public enum Part {
  /// The change as it stands in the log.
  WHOLE,
  /// The delete under the old key; the event's id ends in `d`.
  DELETE_HALF,
  /// The write under the new key; the event's id ends in `w`.
  WRITE_HALF
}
