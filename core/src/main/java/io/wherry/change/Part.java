package io.wherry.change;

/// Whether a change is published whole or, where an update changes the key, as two halves. Source:
/// DELIVERY, "Words" and 2 (`--key-change=split`).
public enum Part {
  /// The change as it stands in the log.
  WHOLE(""),
  /// The delete under the old key.
  DELETE_HALF("d"),
  /// The write under the new key.
  WRITE_HALF("w");

  private final String idSuffix;

  Part(String idSuffix) {
    this.idSuffix = idSuffix;
  }

  /// What the id of the event ends in.
  public String idSuffix() {
    return idSuffix;
  }
}
