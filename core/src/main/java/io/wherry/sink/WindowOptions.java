package io.wherry.sink;

/// The bound of everything between the acknowledged records and the reader.
///
/// Two records at a time are taken over as long as the bytes are below their bound, so they may
/// pass it by two records.
///
/// @param bytes bytes of records and partition keys not yet acknowledged in order
/// @param events records not yet acknowledged in order
public record WindowOptions(long bytes, int events) {
  /// 64 MiB.
  public static final long DEFAULT_BYTES = 64L << 20;

  /// One million.
  public static final int DEFAULT_EVENTS = 1_000_000;

  /// A row may be two records.
  public static final int EVENTS_MIN = 2;

  /// What [Delivery] can number inside one window.
  public static final int EVENTS_MAX = 1 << 24;

  /// The default window.
  public static final WindowOptions DEFAULT = new WindowOptions(DEFAULT_BYTES, DEFAULT_EVENTS);

  /// @throws IllegalArgumentException when a bound leaves no room for a record
  public WindowOptions {
    if (bytes < 1) {
      throw new IllegalArgumentException("window: " + bytes + " bytes; at least 1 is needed");
    }
    if (events < EVENTS_MIN || events > EVENTS_MAX) {
      throw new IllegalArgumentException(
          "window: "
              + events
              + " events; from "
              + EVENTS_MIN
              + " to "
              + EVENTS_MAX
              + " are possible");
    }
  }
}
