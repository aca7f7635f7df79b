package io.wherry.source;

import io.wherry.change.Position;
import io.wherry.gtid.GtidText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where following is to start, as a user says it.
public sealed interface StartPosition {
  /// The first file the server still has.
  record Earliest() implements StartPosition {}

  /// The end of the log at the moment of asking.
  record Latest() implements StartPosition {}

  /// A byte in a file where a transaction (or the file) starts.
  record At(String file, long offset) implements StartPosition {}

  /// Behind the transactions already processed: MySQL's GTID set, or MariaDB's GTID position.
  record Gtids(String text) implements StartPosition {}

  /// The first transaction committed at or after a moment.
  record Time(Instant instant) implements StartPosition {}

  /// Where an earlier run stopped.
  ///
  /// @param memory what its [ChangeSource#memory()] was there
  record Checkpoint(Position position, Memory memory) implements StartPosition {}

  /// `binlog.000123:4`
  Pattern FILE_AND_OFFSET = Pattern.compile("(\\S+\\.[0-9]+):([0-9]{1,18})");

  /// A date alone; it looks like a GTID of MariaDB.
  Pattern DATE = Pattern.compile("[0-9]{4}-[01][0-9]-[0-3][0-9]");

  /// Reads what a user wrote: `earliest`, `latest`, `binlog.000123:4`, a GTID set of either family,
  /// or an ISO-8601 time (UTC where it names no zone).
  ///
  /// @throws IllegalArgumentException with one line, when it is none of these
  static StartPosition parse(String text) {
    String words = text.replaceAll("\\s", "");
    if (words.equals("earliest")) {
      return new Earliest();
    }
    if (words.equals("latest")) {
      return new Latest();
    }
    String gtids = words.toLowerCase(Locale.ROOT);
    if (GtidText.isMysql(gtids)) {
      return new Gtids(gtids);
    }
    var place = FILE_AND_OFFSET.matcher(words);
    if (place.matches()) {
      return new At(place.group(1), Long.parseLong(place.group(2)));
    }
    if (DATE.matcher(words).matches()) {
      throw new IllegalArgumentException(
          "\"" + words + "\" may be a date or a GTID: write the time too, " + words + "T00:00:00Z");
    }
    if (GtidText.isMariadb(words)) {
      return new Gtids(words);
    }
    return new Time(time(text.strip()));
  }

  private static Instant time(String text) {
    String iso = text.replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeParseException withoutZone) {
      try {
        return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "\""
                + text
                + "\" is no position: use earliest, latest, FILE:OFFSET (binlog.000123:4), a GTID"
                + " set, or a time (2026-11-22T10:00:00Z)",
            e);
      }
    }
  }
}
