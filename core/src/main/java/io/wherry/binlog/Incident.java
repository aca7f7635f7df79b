package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import java.time.Instant;

/// The server says that changes were made and are not in its log: a statement on tables without
/// transactions that did not fit the cache, a full disk, a crash.
///
/// ```text
///   | number, 2 bytes: 1 is LOST_EVENTS | length of the message, 1 byte | message |
/// ```
///
/// Source: MySQL 9 source documentation, "Incident_event".
final class Incident {
  private Incident() {}

  /// What is lost, and what to do.
  static String line(ByteReader in, EventHeader header, EventPlace place) {
    int number = in.uint16();
    String message = in.slice(in.uint8(), new ByteSlice()).utf8();
    String behind =
        place.next() == EventPlace.UNKNOWN ? "" : ", at " + place.file() + ":" + place.next();
    return ("changes that were made at %s are not in the server's log (incident %d: %s): copy the"
            + " tables that were written then anew, and start behind it%s")
        .formatted(Instant.ofEpochSecond(header.timestampSeconds()), number, message, behind);
  }
}
