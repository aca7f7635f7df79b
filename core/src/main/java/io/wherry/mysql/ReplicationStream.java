package io.wherry.mysql;

import io.wherry.bytes.ByteSlice;
import org.jspecify.annotations.Nullable;

/// A server's log as it sends it to a replica: one event after another, as raw bytes.
///
/// [#open] blocks and belongs on a virtual thread; everything else is for one reader thread and
/// never blocks. A virtual thread of the stream's own carries the blocking reads.
public final class ReplicationStream implements AutoCloseable {
  private ReplicationStream() {}

  /// Connects, logs in, prepares the session and asks for the log. Blocks, at most twice the
  /// connect timeout and the query timeout.
  ///
  /// The session has a heartbeat of [#HEARTBEAT_SECONDS], knows checksums and MariaDB's own events,
  /// and bears a reader that pauses for an hour.
  ///
  /// @param replicaId the id to register under; no other replica of the server may have it
  /// @param bell rung from another thread when [#poll()] may have something after it had nothing
  /// @throws ServerException when the server cannot be reached or refuses
  public static ReplicationStream open(
      ServerOptions options, long replicaId, DumpFrom from, Runnable bell) {
    throw new UnsupportedOperationException();
  }

  /// How often the server says that it is alive when there are no events, in seconds.
  public static final int HEARTBEAT_SECONDS = 1;

  /// The next event's bytes, from its 19-byte header on, checksum included where the session has
  /// one; null when nothing is there now (the bell rings when that changes).
  ///
  /// The slice is valid until the next call; its array may be a shared buffer. Heartbeats and the
  /// artificial ROTATE and FORMAT_DESCRIPTION events come too.
  ///
  /// @throws ServerException when the server ended the stream or the connection broke; thrown only
  ///   after all events that came before it were polled, and again on every later call
  public @Nullable ByteSlice poll() {
    throw new UnsupportedOperationException();
  }

  /// For how long the server has sent nothing while we were waiting for it, in milliseconds.
  ///
  /// It counts from the first call that found the stream waiting since the last bytes came, so ask
  /// regularly. Time during which the reader did not poll and the buffer was full does not count.
  ///
  /// @param nowNanos the caller's [System#nanoTime()]
  public long millisWaitingForBytes(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /// Whether events end in a CRC32, as agreed with the server for this session. (The
  /// FORMAT_DESCRIPTION event of each file says it again for the events behind it.)
  public boolean checksums() {
    throw new UnsupportedOperationException();
  }

  /// The server's version text, from its greeting.
  public String serverVersion() {
    throw new UnsupportedOperationException();
  }

  /// The server's number of this connection (`SHOW PROCESSLIST`, `KILL`).
  public long connectionId() {
    throw new UnsupportedOperationException();
  }

  /// Ends the connection at once; from any thread, at any moment, more than once.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
