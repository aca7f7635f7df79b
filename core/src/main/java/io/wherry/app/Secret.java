package io.wherry.app;

/// A text that no log, message or `toString` shows.
///
/// @param text the secret itself
public record Secret(String text) {
  private static final int SHOWN_MAX = 100;

  @Override
  public String toString() {
    return "***";
  }

  /// A value as a message may repeat it: short, on one line, without what stands before the `@` of
  /// a URL.
  static String shown(String value) {
    String masked = value.replaceAll("(?s)://.*@", "://***@").replaceAll("\\p{Cntrl}", "?");
    return masked.length() <= SHOWN_MAX ? masked : masked.substring(0, SHOWN_MAX) + "…";
  }
}
