package io.wherry.schema;

/// A catalog's documents cannot be read back: one is missing, damaged or of a newer version.
public final class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message one line: which document, which rule, which value
  public CatalogException(String message) {
    super(message);
  }
}
