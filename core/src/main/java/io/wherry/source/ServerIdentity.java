package io.wherry.source;

import io.wherry.mysql.ServerFacts;
import java.time.Instant;

/// Whether a position means the log that is there: the same file and offset name other content on
/// another server, and after the log was reset. Source: DELIVERY 7.
final class ServerIdentity {
  private ServerIdentity() {}

  /// @param expected identity of the server that positions belong to; empty when not known
  /// @throws SourceException when another server answers
  static void check(String expected, ServerFacts found, String address) {
    if (!expected.isEmpty() && !expected.equals(found.identity())) {
      throw new SourceException(
          address
              + ": expected server "
              + expected
              + ", to which the position belongs, found "
              + found.identity()
              + ": name the right server in source.url, or start anew with another --checkpoint and"
              + " --start",
          null);
    }
  }

  /// @param expected when the file of the position was begun, in seconds since 1970; 0 when not
  ///   known
  /// @throws SourceException when it is another file of the same name
  static void checkFile(String file, long expected, long found) {
    if (expected != 0 && expected != found) {
      throw new SourceException(
          file
              + ": expected the file begun at "
              + Instant.ofEpochSecond(expected)
              + ", to which the position belongs, found one begun at "
              + Instant.ofEpochSecond(found)
              + ": the log was reset (RESET BINARY LOGS, RESET MASTER) or the server replaced;"
              + " start"
              + " anew with another --checkpoint and --start=earliest",
          null);
    }
  }
}
