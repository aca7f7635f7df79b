package io.wherry.source;

import java.time.Instant;

/// Where following is to end, everything before it delivered.
public sealed interface Until {
  /// It does not end.
  record Never() implements Until {}

  /// The end of the log at the moment of starting.
  record Latest() implements Until {}

  /// A byte in a file: what is committed up to it belongs to it.
  record At(String file, long offset) implements Until {}

  /// All transactions of a GTID set, or up to MariaDB's GTID position.
  record Gtids(String text) implements Until {}

  /// The first transaction committed at or after a moment does not belong to it.
  record Time(Instant instant) implements Until {}

  /// Reads what a user wrote, in the words of [StartPosition#parse(String)].
  ///
  /// @throws IllegalArgumentException with one line, when it is no end
  static Until parse(String text) {
    return switch (StartPosition.parse(text)) {
      case StartPosition.Latest() -> new Latest();
      case StartPosition.At(String file, long offset) -> new At(file, offset);
      case StartPosition.Gtids(String gtids) -> new Gtids(gtids);
      case StartPosition.Time(Instant instant) -> new Time(instant);
      case StartPosition.Earliest _, StartPosition.Checkpoint _ ->
          throw new IllegalArgumentException(
              "\"" + text + "\" is no end: use latest, FILE:OFFSET, a GTID set or a time");
    };
  }
}
