package io.wherry.change;

/// What happened to a row.
public enum Operation {
  /// A row came: it has an after image.
  INSERT,
  /// A row changed: it has both images.
  UPDATE,
  /// A row went: it has a before image.
  DELETE
}
