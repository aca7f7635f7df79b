package io.wherry.format;

/// What a user may choose about a format.
///
/// @param decimalsAsNumbers whether a DECIMAL is a bare JSON number instead of a string
///   (`--format.decimals=number`)
public record FormatOptions(boolean decimalsAsNumbers) {
  /// DECIMAL as a string: lossless in every consumer.
  public static final FormatOptions DEFAULT = new FormatOptions(false);
}
