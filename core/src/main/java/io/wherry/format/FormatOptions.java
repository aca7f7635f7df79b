package io.wherry.format;

/// What a user may choose about a format.
///
/// @param decimalsAsNumbers whether a DECIMAL is a bare JSON number instead of a string
///   (`--format.decimals=number`)
/// @param query whether `meta` shows the statement that changed the row, where the log has it
///   (`--format.query=true`)
public record FormatOptions(boolean decimalsAsNumbers, boolean query) {
  /// DECIMAL as a string: lossless in every consumer.
  public static final FormatOptions DEFAULT = new FormatOptions(false, false);
}
