package io.wherry.source;

import io.wherry.mysql.ReplicationStream;
import io.wherry.mysql.ServerException;

/// When a connection that sends nothing is taken for lost: the server sends a heartbeat every
/// second, so silence means that it, or the way to it, is gone.
final class Silence {
  /// The longest silence between two events, in milliseconds.
  static final long MILLIS_MAX = 5_000;

  /// The longest silence before the first event, in milliseconds: a server that searches its files
  /// for a GTID says nothing.
  static final long FIRST_MILLIS_MAX = 60_000;

  private Silence() {}

  /// Throws when the stream was silent for too long.
  static void check(ReplicationStream stream, boolean first, long nanos, String address) {
    long millis = stream.millisWaitingForBytes(nanos);
    long most = first ? FIRST_MILLIS_MAX : MILLIS_MAX;
    if (millis > most) {
      throw new ServerException(
          ServerException.Kind.LOST,
          0,
          address
              + ": no bytes for "
              + most / 1000
              + " s while waiting, though the server should send a heartbeat every second: the"
              + " server or the network between is gone",
          null);
    }
  }
}
