package io.wherry.mysql;

/// Which databases a server leaves out of its log.
///
/// @param only what `binlog_do_db` names, with commas in between; empty for all
/// @param never what `binlog_ignore_db` names, the same way
public record LogFilter(String only, String never) {
  /// Whether everything is logged.
  public boolean isOpen() {
    return only.isEmpty() && never.isEmpty();
  }
}
