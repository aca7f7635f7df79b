package io.wherry.app;

/// One thing that `check` looked at.
///
/// @param subject what was looked at: `binlog_format`, `grants`, `stream`, …
/// @param text what was found and, unless all is well, what to do
record Finding(Level level, String subject, String text) {
  /// How bad it is.
  enum Level {
    /// As it should be.
    OK,
    /// `run` works, but there is something to know.
    WARN,
    /// `run` would stop at once.
    FAIL
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text);
  }

  static Finding warn(String subject, String text) {
    return new Finding(Level.WARN, subject, text);
  }

  static Finding fail(String subject, String text) {
    return new Finding(Level.FAIL, subject, text);
  }

  /// `fail binlog_format is MIXED: …`
  String line() {
    return String.format(
        "%-5s %-20s %s", level.name().toLowerCase(java.util.Locale.ROOT), subject, text);
  }
}
